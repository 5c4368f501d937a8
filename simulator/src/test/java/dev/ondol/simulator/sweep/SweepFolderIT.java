package dev.ondol.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.simulator.run.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFolderIT {
    @TempDir
    Path path = Path.of("target");

    @Test
    void rowsComeBackAsTheyWereWritten() throws IOException {
        List<YearRow> rows = rows(1, 20);
        try (SweepFolder folder = SweepFolder.open(path)) {
            for (YearRow row : rows) {
                folder.append(row);
            }
            assertThat(folder.rows()).containsExactlyElementsOf(rows);
            folder.tidy();
            assertThat(folder.rows()).containsExactlyElementsOf(rows);
        }
        assertThat(file()).content().startsWith("weather,seed,from,days,digest,pue,");
    }

    /// Cuts the file at every byte, as a killed process may.
    @Test
    void aHalfWrittenRowNeverCounts() throws IOException {
        List<YearRow> rows = rows(1, 3);
        try (SweepFolder folder = SweepFolder.open(path)) {
            for (YearRow row : rows) {
                folder.append(row);
            }
            byte[] whole = Files.readAllBytes(file());
            String text = new String(whole, StandardCharsets.UTF_8);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file(), java.util.Arrays.copyOf(whole, length));
                int ended = (int) text.substring(0, length).chars().filter(c -> c == '\n').count();
                assertThat(folder.rows()).as("cut at %d", length).hasSize(Math.max(0, ended - 1));
                folder.tidy();
                for (YearRow row : rows.subList(Math.max(0, ended - 1), rows.size())) {
                    folder.append(row);
                }
                assertThat(Files.readAllBytes(file())).as("cut at %d, made whole again", length).isEqualTo(whole);
            }
        }
    }

    @Test
    void aDamagedRowInTheMiddleIsDroppedAndTheOthersStay() throws IOException {
        List<YearRow> rows = rows(1, 3);
        try (SweepFolder folder = SweepFolder.open(path)) {
            for (YearRow row : rows) {
                folder.append(row);
            }
            List<String> lines = Files.readAllLines(file());
            Files.write(file(), List.of(lines.get(0), lines.get(1), lines.get(2).replaceFirst("0\\.[0-9]+", "0.\0\0"),
                    "haenam,2", lines.get(3)));
            assertThat(folder.rows()).containsExactly(rows.get(0), rows.get(2));
            folder.tidy();
            assertThat(Files.readAllLines(file())).containsExactly(lines.get(0), lines.get(1), lines.get(3));
        }
    }

    @Test
    void theSameRowsAreTheSameBytesInWhateverOrderTheyCame() throws IOException {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        List<YearRow> rows = new java.util.ArrayList<>(rows(1, 30));
        byte[] expected = {};
        for (int round = 0; round < 10; round++) {
            Path other = Files.createDirectory(path.resolve("round" + round));
            try (SweepFolder folder = SweepFolder.open(other)) {
                for (YearRow row : rows) {
                    folder.append(row);
                }
                folder.tidy();
            }
            byte[] bytes = Files.readAllBytes(other.resolve("policy=good-practice/site=kr-edge/years.csv"));
            assertThat(bytes).as("-Dondol.seed=%d", seed).isEqualTo(round == 0 ? bytes : expected);
            expected = bytes;
            Collections.shuffle(rows, new Random(seed + round));
        }
    }

    @Test
    void aRowThatIsMadeAgainTakesTheOldOnesPlace() throws IOException {
        YearRow old = row(1, "old");
        YearRow now = row(1, "now");
        try (SweepFolder folder = SweepFolder.open(path)) {
            folder.append(old);
            folder.append(now);
            folder.tidy();
            assertThat(folder.rows()).containsExactly(now);
        }
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test
    void aFileOfAnotherVersionIsMadeAnew() throws IOException {
        try (SweepFolder folder = SweepFolder.open(path)) {
            folder.append(row(1, "d"));
            Files.writeString(file(), "weather,seed\nseoul,1\n", StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(folder.rows()).isEmpty();
            folder.tidy();
            folder.append(row(2, "d"));
            assertThat(folder.rows()).containsExactly(row(2, "d"));
        }
    }

    @Test
    void oneSweepAtATimeHasTheFolder() throws IOException {
        SweepFolder first = SweepFolder.open(path);
        assertThatThrownBy(() -> SweepFolder.open(path)).isInstanceOf(IOException.class).hasMessageContaining(
                "another sweep");
        first.close();
        SweepFolder.open(path).close();
    }

    private Path file() {
        return path.resolve("policy=good-practice").resolve("site=kr-edge").resolve("years.csv");
    }

    private static List<YearRow> rows(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(seed -> row(seed, "digest")).toList();
    }

    /// Figures of every kind, by seed.
    private static YearRow row(long seed, String digest) {
        Random random = new Random(seed);
        return new YearRow(new FacilityYear("kr-edge", "a, \"b\".epw", seed, Policy.GOOD_PRACTICE, "2026-01-01", 365),
                digest, IntStream.range(0, YearColumn.ALL.size()).mapToObj(n -> n % 7 == 6
                        ? ""
                        : Double.toString(Double.longBitsToDouble(random.nextLong() & ~(0x7FFL << 52)
                                | (0x3FFL + n % 40) << 52)))
                        .toList());
    }
}
