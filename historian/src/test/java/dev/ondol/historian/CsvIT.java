package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.csv.CsvImport;
import dev.ondol.historian.csv.CsvImport.NoHistory;
import dev.ondol.historian.csv.CsvImport.Result;
import dev.ondol.historian.reading.History.LastValue;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.rollup.Retention;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// History out to CSV and in again, on each database that Ondol runs on.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CsvIT {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final PointId FIRST = POINTS.get(0).id();
    private static final PointId SECOND = POINTS.get(1).id();

    private final String site = "csv-" + SITES.incrementAndGet();
    private final Historian historian;
    private final List<String> rejects = new ArrayList<>();

    CsvIT(TestDatabase kind) {
        historian = kind.shared();
        historian.register(site, POINTS);
    }

    @Test
    void whatIsExportedIsImportedElsewhereBitByBitAndOnce() throws Exception {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<ReceivedFrame> frames = new ArrayList<>();
        for (int seq = 1; seq <= 120; seq++) {
            frames.add(new ReceivedFrame("plant", new Frame("b", seq, T + seq * 97_001L,
                    Map.of(FIRST, random.nextDouble() * 20, SECOND, random.nextDouble()),
                    seq % 7 == 0 ? Map.of(SECOND, "stale") : Map.of()), new byte[0], T, OptionalLong.empty()));
        }
        historian.frames(site).write(frames);
        String exported = export(site, List.of());
        assertThat(exported.lines()).as("seed %d", seed).hasSize(241).first().isEqualTo("time,point,value,quality");
        String copy = site + "-copy";
        historian.register(copy, POINTS);
        assertThat(imported(copy, exported)).isEqualTo(new Result(240, 240, 0, 0));
        assertThat(export(copy, List.of())).as("seed %d", seed).isEqualTo(exported);
        assertThat(imported(copy, exported)).isEqualTo(new Result(240, 0, 240, 0));
        assertThat(imported(copy, exported + exported.lines().skip(1).findFirst().orElseThrow()))
                .isEqualTo(new Result(241, 0, 241, 0));
        assertThat(export(copy, List.of())).as("seed %d", seed).isEqualTo(exported);
    }

    @Test
    void anImportThatWasCutShortIsFinishedByImportingAgain() throws Exception {
        StringBuilder file = new StringBuilder("time,point,value\n");
        for (int i = 0; i < 6_000; i++) {
            file.append(T + i * 1_000L).append(',').append(FIRST).append(",5\n");
        }
        AtomicInteger calls = new AtomicInteger();
        BufferedReader breaking = new BufferedReader(new StringReader(file.toString())) {
            @Override
            public String readLine() throws IOException {
                if (calls.incrementAndGet() > 5_500) {
                    throw new IOException("The disk was pulled out.");
                }
                return super.readLine();
            }
        };
        assertThatThrownBy(() -> historian.csvImport(site).run(breaking, (number, reason, line) -> {}, T, done -> {}))
                .isInstanceOf(IOException.class);
        assertThat(historian.history(site).samples(T, T + 2 * HOUR)).isBetween(5_000L, 5_500L);
        imported(site, file.toString());
        assertThat(historian.history(site).samples(T, T + 2 * HOUR)).isEqualTo(6_000);
    }

    @Test
    void linesThatAreNoReadingsAreNamedWithTheirNumberAndTheOthersAreStored() throws Exception {
        String file = """
                # site=x
                value,time,point,comment,quality
                1.5,2026-01-01T00:00:00Z,%1$s,"fine, really",
                1.5,2026-01-01,%1$s,,
                1.5,1767225600,%1$s,,
                warm,2026-01-01T00:00:01Z,%1$s,,
                1e9,2026-01-01T00:00:02Z,%1$s,,
                NaN,2026-01-01T00:00:02Z,%1$s,,
                1.5,2026-01-01T09:00:03+09:00,nowhere/fan-speed,,

                1.5,2026-01-01T09:00:04+09:00,%1$s,"open,
                1.5,2026-01-01T00:00:05Z,%1$s,,Bad Code
                1.5,2026-01-01T00:00:06Z,%1$s
                2.5,2026-01-01T09:00:07+09:00,%1$s,,stale
                3.5,1767225608000,%1$s,,good
                """.formatted(FIRST);
        assertThat(imported(site, file)).isEqualTo(new Result(12, 3, 0, 9));
        assertThat(rejects).satisfiesExactly(line -> assertThat(line).startsWith("4: time (2026-01-01) must look like"),
                line -> assertThat(line).startsWith("5: time (1767225600) must lie between"),
                line -> assertThat(line).startsWith("6: value (warm) is not a number"),
                line -> assertThat(line).startsWith("7: value (1.0E9) must be"),
                line -> assertThat(line).startsWith("8: value (NaN) must be finite"),
                line -> assertThat(line).startsWith("9: point (nowhere/fan-speed) is not a point of " + site),
                line -> assertThat(line).startsWith("11: a quote is not closed"),
                line -> assertThat(line).startsWith("12: quality (Bad Code) must be a code"),
                line -> assertThat(line).startsWith("13: 3 columns instead of 5"));
        assertThat(historian.history(site).last(List.of(FIRST))).containsEntry(FIRST, new LastValue(T + 8_000, 3.5));
        assertThat(historian.history(site).samples(T, T + HOUR)).isEqualTo(3);
    }

    @Test
    void importedReadingsAreRolledUp() throws Exception {
        imported(site, "time,point,value\n2026-01-01T00:00:10Z,%s,4\n2026-01-01T00:00:20Z,%s,6\n".formatted(FIRST,
                FIRST));
        historian.upkeep(Retention.FOREVER).run();
        double mean = historian.database().transaction(connection -> {
            try (var select = connection.createStatement();
                    var rows = select
                            .executeQuery("SELECT mean FROM v_reading_1h WHERE site = '%s'".formatted(site))) {
                rows.next();
                return rows.getDouble(1);
            }
        });
        assertThat(mean).isEqualTo(5);
    }

    @Test
    void aFileWithoutTheColumnsIsRefusedWithWhatItLacks() {
        assertThatThrownBy(() -> imported(site, "# nothing\nwhen,what\n1,2\n")).isInstanceOf(NoHistory.class)
                .hasMessageContaining("Line 2").hasMessageContaining("time, point and value");
        assertThatThrownBy(() -> imported(site, "")).isInstanceOf(NoHistory.class).hasMessageContaining("empty");
    }

    @Test
    void onlyThePointsAskedForAreExported() throws Exception {
        imported(site, "time,point,value\n%d,%s,4\n%d,%s,6\n".formatted(T, FIRST, T, SECOND));
        assertThat(export(site, List.of(FIRST.toString()))).contains(FIRST.toString())
                .doesNotContain(SECOND.toString());
        assertThat(export(site, List.of("*/" + SECOND.quantity()))).contains(SECOND.toString());
        assertThat(export(site, List.of("no_such%*")).lines()).hasSize(1);
    }

    private String export(String from, List<String> points) throws IOException {
        StringBuilder out = new StringBuilder();
        historian.csvExport(from).run(out, points, T, T + 12 * HOUR, done -> {});
        return out.toString();
    }

    private Result imported(String into, String file) throws IOException, NoHistory {
        CsvImport csv = historian.csvImport(into);
        return csv.run(new BufferedReader(new StringReader(file)),
                (number, reason, line) -> rejects.add(number + ": " + reason), T, done -> {});
    }
}
