package dev.ondol.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.point.PointId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class CapturedMessagesTest {
    private static final long T = 1_767_225_600_000L;
    private static final String FRAME = "ondol/v1/kr-edge/frame/plant";
    private static final PointId POWER = PointId.of("meter-it/active-power");

    private final List<String> heard = new ArrayList<>();
    private final CapturedMessages messages = messages(PointMapping.NONE);

    private CapturedMessages messages(PointMapping mapping) {
        return new CapturedMessages("kr-edge", mapping, (time, name, value, quality) -> heard.add("%d %s %s %s"
                .formatted(time - T, name, Math.round(1e9 * value) / 1e9, quality)));
    }

    private void frame(FrameCodec codec, long seq, double value) {
        messages.hear(T, FRAME, codec.write(new Frame("b1", seq, T + seq, Map.of(POWER, value), Map.of())), false);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void framesOfBothFormsAreReadOnceEachAndMissingNumbersCounted() {
        frame(FrameCodec.JSON, 3, 480.5);
        frame(FrameCodec.CBOR, 4, 481);
        frame(FrameCodec.CBOR, 4, 481);
        frame(FrameCodec.JSON, 7, 482);
        frame(FrameCodec.JSON, 6, 481.5);
        assertThat(heard).containsExactly("3 meter-it/active-power 480.5 null", "4 meter-it/active-power 481.0 null",
                "7 meter-it/active-power 482.0 null", "6 meter-it/active-power 481.5 null");
        assertThat(messages.repeated()).isEqualTo(1);
        assertThat(messages.missing()).containsExactly(new CapturedMessages.Missing("plant b1", 1));
        assertThat(messages.refused()).isEmpty();
    }

    @Test
    void singleValuesHaveTheirOwnTimeOrThatOfTheirArrival() {
        String topic = "ondol/v1/kr-edge/value/meter-it/active-power";
        messages.hear(T + 5, topic, text("{\"t\":%d,\"v\":480,\"q\":\"stale\"}".formatted(T)), true);
        messages.hear(T + 5, topic, text("481.5"), false);
        messages.hear(T + 5, topic, text("481.5"), true);
        assertThat(heard).containsExactly("0 meter-it/active-power 480.0 stale", "5 meter-it/active-power 481.5 null");
        assertThat(messages.refused()).singleElement().satisfies(refused -> assertThat(refused.reason()).contains(
                "retained"));
    }

    @Test
    void whatCannotBeReadIsCountedAndOtherTopicsAreNone() {
        messages.hear(T, FRAME, text("{\"boot\":"), false);
        messages.hear(T, FRAME, text("nonsense"), false);
        messages.hear(T, "ondol/v1/kr-hn1/frame/plant", text("{}"), false);
        messages.hear(T, "ondol/v1/kr-edge/clock", text("nonsense"), true);
        messages.hear(T, "zigbee/lamp", text("on"), false);
        assertThat(messages.refused()).extracting(CapturedMessages.Refused::source, CapturedMessages.Refused::count)
                .containsExactlyInAnyOrder(tuple("plant", 2L), tuple("kr-hn1", 1L));
        assertThat(messages.messages()).isEqualTo(2);
        assertThat(heard).isEmpty();
    }

    @Test
    void aMappingCountsOnceForNamesAndUnits() throws Exception {
        CapturedMessages mapped = messages(MappingReader.read("names", """
                names:
                  - {name: "BLD1/SAT", point: hall-h1/supply-air-temperature, unit: degF}
                  - {name: "crah-h1-01/supply-air-temperature", point: crah-h1-01/supply-air-temperature, unit: degF}
                """));
        mapped.hear(T, FRAME,
                text("{\"boot\":\"b\",\"seq\":1,\"t\":%d,\"v\":{\"BLD1/SAT\":68,\"what/Is this?\":1},\"q\":{}}"
                        .formatted(T)),
                false);
        mapped.hear(T, "spBv1.0/dc/NBIRTH/edge", payload(0).build().toByteArray(), false);
        mapped.hear(T, "spBv1.0/dc/DBIRTH/edge/crah-h1-01", payload(1).addMetrics(metric(7, 68).setName(
                "supply-air-temperature")).build().toByteArray(), false);
        assertThat(heard).containsExactly("0 hall-h1/supply-air-temperature 20.0 null", "0 what/Is this? 1.0 null",
                "1 crah-h1-01/supply-air-temperature 20.0 null");
    }

    @Test
    void sparkplugIsReadByItsBirthsAndAnAliasThatNoneToldOfIsRefused() {
        String device = "spBv1.0/dc/%s/edge/meter-it";
        messages.hear(T, device.formatted("DDATA"), payload(9).addMetrics(metric(7, 1)).build().toByteArray(), false);
        messages.hear(T, "spBv1.0/dc/NBIRTH/edge", payload(0).build().toByteArray(), false);
        messages.hear(T, device.formatted("DBIRTH"), payload(1).addMetrics(metric(7, 480).setName("active-power"))
                .build().toByteArray(), false);
        messages.hear(T, device.formatted("DDATA"), payload(2).addMetrics(metric(7, 481)).addMetrics(metric(8, 1))
                .build().toByteArray(), false);
        messages.hear(T, device.formatted("DDATA"), payload(5).addMetrics(metric(7, 999)).build().toByteArray(),
                false);
        assertThat(heard).containsExactly("1 meter-it/active-power 480.0 null", "2 meter-it/active-power 481.0 null");
        assertThat(messages.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.source()).isEqualTo("dc/edge/meter-it");
            assertThat(refused.count()).as("not born, alias 8, the gap").isEqualTo(3);
            assertThat(refused.reason()).contains("not born");
        });
    }

    private static Payload.Builder payload(int seq) {
        return Payload.newBuilder().setSeq(seq).setTimestamp(T + seq);
    }

    private static Payload.Metric.Builder metric(long alias, double value) {
        return Payload.Metric.newBuilder().setAlias(alias).setDatatype(DataType.Double.getNumber()).setDoubleValue(
                value);
    }
}
