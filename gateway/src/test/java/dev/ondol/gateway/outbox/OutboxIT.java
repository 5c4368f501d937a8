package dev.ondol.gateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static final List<String> SOURCES = List.of("plant", "weather");
    private static final long ROOMY = 64 << 20;

    private Path folder = Path.of("target");

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/outbox")), "it");
    }

    @Test
    void framesWaitInOrderUntilAMarkCoversThem() throws IOException {
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, ROOMY)) {
            fill(outbox, "plant", 1, 10);
            fill(outbox, "weather", 1, 3);
            assertThat(outbox.mark("plant", new Mark("b1", 4))).isEqualTo(4);
            assertThat(outbox.mark("plant", new Mark("b1", 4))).isZero();
            assertThat(outbox.mark("plant", new Mark("elsewhere", 9))).isZero();
            assertThat(outbox.mark("moon", new Mark("b1", 9))).isZero();
            assertThat(texts(outbox, "plant")).containsExactly("5", "6", "7", "8", "9", "10");
            assertThat(outbox.frames()).isEqualTo(9);
        }
    }

    @Test
    void aKilledProcessLosesNothing() throws IOException {
        Outbox killed = Outbox.open(folder, "b1", SOURCES, ROOMY);
        fill(killed, "plant", 1, 10);
        killed.mark("plant", new Mark("b1", 2));
        try (Outbox next = Outbox.open(folder, "b2", SOURCES, ROOMY)) {
            // marks are not kept on disk: ingest has its own memory and sends them again
            assertThat(texts(next, "plant")).hasSize(10);
            fill(next, "plant", 1, 2);
            assertThat(next.frames()).isEqualTo(12);
            next.mark("plant", new Mark("b2", 2));
            assertThat(texts(next, "plant")).hasSize(10);
            next.mark("plant", new Mark("b1", 10));
            assertThat(next.frames()).isZero();
            assertThat(next.bytes()).isZero();
        }
    }

    @Test
    void aTornTailIsLeftAsideAtEveryLength() throws IOException {
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, ROOMY)) {
            fill(outbox, "plant", 1, 3);
        }
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length; length >= 0; length--) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            int frames = length / (whole.length / 3);
            try (Outbox outbox = Outbox.open(folder, "b2", SOURCES, ROOMY)) {
                assertThat(texts(outbox, "plant")).as("%d bytes", length)
                        .isEqualTo(List.of("1", "2", "3").subList(0, frames));
            }
        }
    }

    @Test
    void aFlippedByteEndsTheFileThereAndNothingWrongIsReplayed() throws IOException {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("OutboxIT seed=" + seed);
        Random random = new Random(seed);
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, ROOMY)) {
            fill(outbox, "plant", 1, 9);
        }
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 200; i++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, broken);
            try (Outbox outbox = Outbox.open(folder, "b2", SOURCES, ROOMY)) {
                List<String> texts = texts(outbox, "plant");
                assertThat(texts).as("seed %d", seed).hasSizeLessThan(9)
                        .isEqualTo(Stream.iterate(1, n -> n + 1).limit(texts.size()).map(String::valueOf).toList());
            }
            Files.write(file, whole);
        }
    }

    @Test
    void aFullOutboxKeepsTheOldestAndTakesNewOnesAgainAfterAMark() throws IOException {
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, 10)) {
            long seq = 1;
            while (outbox.offer("plant", seq, "xx".getBytes(StandardCharsets.UTF_8))) {
                seq++;
            }
            assertThat(seq).isEqualTo(6);
            outbox.mark("plant", new Mark("b1", 1));
            assertThat(outbox.offer("plant", seq, "yy".getBytes(StandardCharsets.UTF_8))).isTrue();
            assertThat(outbox.offer("weather", 1, "zz".getBytes(StandardCharsets.UTF_8))).isFalse();
            assertThat(texts(outbox, "plant")).containsExactly("xx", "xx", "xx", "xx", "yy");
        }
    }

    @Test
    void filesWhoseFramesAreAllCommittedAreDeleted() throws IOException {
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, 4_000)) {
            for (long seq = 1; seq <= 10_000; seq++) {
                assertThat(outbox.offer("plant", seq, new byte[100])).isTrue();
                outbox.mark("plant", new Mark("b1", seq - 10));
            }
            assertThat(files()).hasSizeLessThan(6);
            outbox.mark("plant", new Mark("b1", 10_000));
            outbox.force();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aFrameThatWasMarkedAfterTheAskingIsNotRead() throws IOException {
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, ROOMY)) {
            fill(outbox, "plant", 1, 3);
            List<Outbox.Waiting> waiting = outbox.oldest("plant", 2);
            outbox.mark("plant", new Mark("b1", 1));
            assertThat(waiting).hasSize(2);
            assertThat(waiting.getFirst().read()).isEmpty();
            assertThat(waiting.getLast().read()).contains("2".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void otherFilesInTheFolderAreLeftAlone() throws IOException {
        Path note = Files.createDirectories(folder.resolve("plant")).resolve("note.txt");
        Files.writeString(note, "mine", StandardOpenOption.CREATE);
        try (Outbox outbox = Outbox.open(folder, "b1", SOURCES, ROOMY)) {
            assertThat(outbox.frames()).isZero();
        }
        assertThat(note).hasContent("mine");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("plant"))) {
            return files.sorted().toList();
        }
    }

    private static void fill(Outbox outbox, String source, long from, long to) throws IOException {
        for (long seq = from; seq <= to; seq++) {
            assertThat(outbox.offer(source, seq, Long.toString(seq).getBytes(StandardCharsets.UTF_8))).isTrue();
        }
    }

    private static List<String> texts(Outbox outbox, String source) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Outbox.Waiting waiting : outbox.oldest(source, Integer.MAX_VALUE)) {
            texts.add(new String(waiting.read().orElseThrow(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
