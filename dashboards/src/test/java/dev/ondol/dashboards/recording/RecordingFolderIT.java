package dev.ondol.dashboards.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.dashboards.recording.RecordingFolder.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderIT {
    private static final String CSV = "time,point,value\n2022-07-01T00:00:00Z,meter-it/active-power,1\n";

    @TempDir
    Path data = Path.of("target");
    private RecordingFolder folder;

    @BeforeEach
    void open() {
        folder = new RecordingFolder(data);
    }

    private Recording bring(String name, byte[] bytes) throws IOException, RefusedRecording {
        Path upload = folder.begin(name, bytes.length);
        Files.write(upload, bytes);
        try {
            return folder.keep(upload, name);
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8)) {
            writer.write(text);
        }
        return out.toByteArray();
    }

    private void refuses(String name, byte[] bytes, String code) {
        assertThatThrownBy(() -> bring(name, bytes)).isInstanceOfSatisfying(RefusedRecording.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void csvAndCapturesAreTakenPlainAndCompressed() throws Exception {
        assertThat(bring("a.csv", bytes(CSV))).satisfies(kept -> {
            assertThat(kept.bytes()).isEqualTo(CSV.length());
            assertThat(kept.mapped()).isFalse();
        });
        bring("b.csv.gz", zipped("# export\n\uFEFFtime,point,value,quality,unit\n"));
        bring("c.jsonl", bytes("{\"time\":1,\"topic\":\"a\",\"payload\":\"1\"}\n"));
        bring("d.jsonl.gz", zipped("{\"tst\":1,\"topic\":\"a\",\"payload\":1}\n"));
        Files.writeString(data.resolve("recordings/a.mapping.yaml"), "names: []\n");
        assertThat(folder.list()).extracting(Recording::name).containsExactly("a.csv", "b.csv.gz", "c.jsonl",
                "d.jsonl.gz");
        assertThat(folder.list().getFirst().mapped()).isTrue();
    }

    @Test
    void aNameThatCouldLeaveTheFolderIsNone() throws Exception {
        Files.writeString(data.resolve("secret.csv"), CSV);
        for (String name : List.of("../secret.csv", "/etc/passwd", "a/b.csv", "..", ".hidden.csv", "a.csv\u0000",
                "a.exe",
                "a.mapping.yaml", "", "a\\b.csv", "a.csv/..", "%2e%2e.csv", "x".repeat(101) + ".csv")) {
            refuses(name, bytes(CSV), "bad-name");
            assertThatThrownBy(() -> folder.delete(name)).as(name).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> folder.mapping(name)).as(name).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(data.resolve("secret.csv")).hasContent(CSV);
        assertThat(folder.list()).isEmpty();
    }

    @Test
    void aLinkOutOfTheFolderIsNoRecording() throws Exception {
        Path secret = Files.writeString(data.resolve("secret"), CSV);
        Files.createDirectories(data.resolve("recordings"));
        Files.createSymbolicLink(data.resolve("recordings/link.csv"), secret);
        assertThat(folder.list()).isEmpty();
        assertThatThrownBy(() -> folder.read("link.csv")).isInstanceOf(NoSuchFileException.class);
        refuses("link.csv", bytes(CSV), "exists");
        assertThat(secret).hasContent(CSV);
    }

    @Test
    void whatIsNoRecordingIsRefusedAndLeavesNothing() throws Exception {
        refuses("a.csv", bytes("hello\n"), "no-recording");
        refuses("a.csv", new byte[0], "no-recording");
        refuses("a.csv", bytes("name,unit\n"), "no-recording");
        refuses("a.jsonl", bytes("{\"hello\":1}\n"), "no-recording");
        refuses("a.csv.gz", bytes(CSV), "no-gzip");
        refuses("a.csv.gz", new byte[0], "no-gzip");
        bring("a.csv", bytes(CSV));
        refuses("a.csv", bytes("time,point,value\n"), "exists");
        assertThat(data.resolve("recordings/a.csv")).hasContent(CSV);
        assertThatThrownBy(() -> folder.begin("b.csv", RecordingFolder.LARGEST + 1)).isInstanceOfSatisfying(
                RefusedRecording.class, refused -> assertThat(refused.code()).isEqualTo("too-large"));
        assertThatThrownBy(() -> folder.begin("b.csv", Long.MAX_VALUE))
                .isInstanceOf(RefusedRecording.class);
        try (var files = Files.list(data.resolve("recordings"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void noMoreThanTheScreenListsAreKept() throws Exception {
        bring("0.csv", bytes(CSV));
        for (int i = 1; i < RecordingFolder.MOST; i++) {
            Files.writeString(data.resolve("recordings/%d.csv".formatted(i)), CSV);
        }
        refuses("one-more.csv", bytes(CSV), "too-many");
    }

    @Test
    void whatAnUploadLeftYesterdayIsSweptAndNoneOfNow() throws Exception {
        Path now = Files.writeString(folder.begin("a.csv", 0), "half");
        Path old = Files.writeString(folder.begin("b.csv", 0), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
        folder.begin("c.csv", 0);
        assertThat(now).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void aMappingGoesWithTheLastRecordingThatUsesIt() throws Exception {
        bring("a.csv", bytes(CSV));
        bring("a.csv.gz", zipped(CSV));
        Path mapping = Files.writeString(folder.mapping("a.csv"), "names: []\n");
        folder.delete("a.csv");
        assertThat(mapping).exists();
        folder.delete("a.csv.gz");
        assertThat(mapping).doesNotExist();
        assertThat(folder.list()).isEmpty();
    }
}
