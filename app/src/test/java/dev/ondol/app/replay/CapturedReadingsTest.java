package dev.ondol.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Irregularity.Kind;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.UnusableRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Recorded messages in each of the forms that mosquitto_sub and others write.
class CapturedReadingsTest {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final long T = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final PointId POWER = PointId.of("meter-it/active-power");

    private static Recording read(List<String> lines) throws IOException, UnusableRecording {
        return RecordedFile.read(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
                SITE, PointMapping.NONE, point -> true, Long.MIN_VALUE, Long.MAX_VALUE, rows -> {});
    }

    private static byte[] frame(FrameCodec codec, int minute) {
        return codec.write(new Frame("b1", minute + 1, T + 60_000L * minute, Map.of(POWER, 480.0 + minute), Map.of()));
    }

    private static String line(String time, String payload) {
        return "{\"tst\":%s,\"topic\":\"ondol/v1/kr-edge/frame/it\",\"qos\":1,\"retain\":0,%s}".formatted(time,
                payload);
    }

    private static List<Irregularity> of(Recording recording, Kind kind) {
        return recording.irregularities().stream().filter(told -> told.kind() == kind).toList();
    }

    @Test
    void payloadsAsHexBase64TextAndJsonAreTheSameReadings() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i += 4) {
            String json = new String(frame(FrameCodec.JSON, i + 2), StandardCharsets.UTF_8);
            lines.add(line("1767225600.25", "\"hex\":\"%s\"".formatted(HexFormat.of().formatHex(frame(FrameCodec.CBOR,
                    i)))));
            lines.add(line("\"2026-01-01T09:00:00.000000+0900\"", "\"base64\":\"%s\"".formatted(Base64.getEncoder()
                    .encodeToString(frame(FrameCodec.CBOR, i + 1)))));
            lines.add(line("1767225600250", "\"payload\":\"%s\"".formatted(json.replace("\"", "\\\""))));
            lines.add(line("\"2026-01-01T00:00:00Z\"", "\"payload\":" + new String(frame(FrameCodec.JSON, i + 3),
                    StandardCharsets.UTF_8)));
        }
        Recording recording = read(lines);
        assertThat(recording.rows()).isEqualTo(40);
        assertThat(recording.irregularities()).isEmpty();
        assertThat(recording.from()).isEqualTo(T);
        assertThat(recording.to()).isEqualTo(T + 39 * 60_000L);
    }

    @Test
    void whatIsMissingComesAgainOrCannotBeReadIsTold() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (i < 20 || i >= 30) {
                lines.add(line("1767225600.25", "\"hex\":\"%s\"".formatted(HexFormat.of().formatHex(frame(
                        FrameCodec.CBOR, i)))));
            }
        }
        lines.add(lines.getLast());
        lines.add(1, lines.remove(5));
        lines.add("{\"tst\":1767225600,\"topic\":\"ondol/v1/kr-edge/frame/it\",\"hex\":\"0\"}");
        lines.add("{\"tst\":1767225600}");
        lines.add("no JSON");
        Recording recording = read(lines);
        assertThat(of(recording, Kind.GAP)).singleElement().satisfies(told -> assertThat(told.from()).isEqualTo(
                "2026-01-01T00:19:00Z"));
        assertThat(of(recording, Kind.MISSING_MESSAGE)).singleElement().satisfies(told -> assertThat(told.count())
                .isEqualTo(10));
        assertThat(of(recording, Kind.DOUBLED)).singleElement().satisfies(told -> assertThat(told.count()).isEqualTo(
                1));
        assertThat(of(recording, Kind.OUT_OF_ORDER)).hasSize(1);
        assertThat(of(recording, Kind.REFUSED_MESSAGE)).singleElement().satisfies(told -> assertThat(told.count())
                .isEqualTo(3));
    }

    @Test
    void aCaptureOfNothingThatCanBeReadSaysWhatWasWrong() {
        assertThatThrownBy(() -> read(
                List.of("{\"tst\":1767225600,\"topic\":\"spBv1.0/dc/DDATA/edge/meter-it\",\"hex\":\"180a\"}")))
                .isInstanceOf(UnusableRecording.class).hasMessageContaining("not born");
    }

    @Test
    void aNameCannotBecomeAnotherColumn() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.add(line("1767225600",
                    "\"payload\":{\"boot\":\"b\",\"seq\":%d,\"t\":%d,\"v\":{\"A,B\":7,\"%s\":480},\"q\":{}}"
                            .formatted(i + 1, T + 60_000L * i, POWER)));
        }
        Recording recording = read(lines);
        assertThat(of(recording, Kind.UNREADABLE_ROW)).isEmpty();
        assertThat(of(recording, Kind.UNKNOWN_POINT)).singleElement().satisfies(told -> assertThat(told.point())
                .isEqualTo("A;B"));
    }
}
