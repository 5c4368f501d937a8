package dev.ondol.messaging.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.mapping.MappingWizard.Foreign;
import dev.ondol.facility.mapping.NameList;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.point.PointId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class CapturedNamesTest {
    private static final Set<String> SITE = Set.of("meter-it/active-power", "crah-h1-01/supply-air-temperature");

    private static NameList names(long mostRows, String... lines) throws IOException {
        return CapturedNames.read(new BufferedReader(new StringReader(String.join("\n", lines))), "capture.jsonl",
                mostRows, point -> SITE.contains(point.toString()));
    }

    private static String line(String topic, byte[] payload) {
        return "{\"tst\":1767225600,\"topic\":\"%s\",\"hex\":\"%s\"}".formatted(topic, HexFormat.of().formatHex(
                payload));
    }

    private static Payload.Metric metric(String name, String unit) {
        Payload.Metric.Builder metric = Payload.Metric.newBuilder().setName(name).setDatatype(DataType.Double
                .getNumber()).setDoubleValue(20);
        if (!unit.isEmpty()) {
            metric.setProperties(Payload.PropertySet.newBuilder().addKeys("engUnit").addValues(Payload.PropertyValue
                    .newBuilder().setType(DataType.String.getNumber()).setStringValue(unit)));
        }
        return metric.build();
    }

    private static Foreign foreign(String name) {
        return new Foreign(name, Optional.empty(), Optional.empty());
    }

    @Test
    void birthsTellNamesAndUnitsOfMetricsAndWhatSteersTheNodeIsNone() throws Exception {
        Payload node = Payload.newBuilder().setSeq(0).addMetrics(metric("bdSeq", "")).addMetrics(metric(
                "Node Control/Rebirth", "")).addMetrics(metric("Chiller/Supply Temperature", "degF")).build();
        Payload device = Payload.newBuilder().setSeq(1).addMetrics(metric("Supply Air Temperature", "degC"))
                .addMetrics(metric("Fan Speed", "%")).build();
        Payload data = Payload.newBuilder().setSeq(2).addMetrics(metric("Not Of The Birth", "")).build();
        NameList found = names(100, line("spBv1.0/plant/NBIRTH/edge-1", node.toByteArray()),
                line("spBv1.0/plant/DBIRTH/edge-1/CRAH-H1-01", device.toByteArray()),
                line("spBv1.0/plant/DDATA/edge-1/CRAH-H1-01", data.toByteArray()),
                line("spBv1.0/plant/DBIRTH/edge-1/CRAH-H1-01", device.toByteArray()));
        assertThat(found.names()).containsExactly(
                new Foreign("edge-1/Chiller/Supply Temperature", Optional.of("degF"), Optional.empty()),
                foreign("crah-h1-01/supply-air-temperature"),
                new Foreign("edge-1/CRAH-H1-01/Fan Speed", Optional.of("%"), Optional.empty()));
        assertThat(found.rows()).isEqualTo(4);
        assertThat(found.whole()).isTrue();
    }

    @Test
    void framesAndSingleValuesTellTheirNamesOnceEach() throws Exception {
        byte[] frame = FrameCodec.CBOR.write(new Frame("b1", 1, 1_767_225_600_000L, Map.of(PointId.of(
                "meter-it/active-power"), 480.0), Map.of()));
        NameList found = names(3, line("ondol/v1/kr-edge/frame/it", frame), line(
                "ondol/v1/kr-edge/value/CT-1/kW", "12".getBytes(UTF_8)),
                line("ondol/v1/kr-edge/value/CT-1/kW", "13".getBytes(UTF_8)),
                line("ondol/v1/kr-edge/value/CT-2/kW", "13".getBytes(UTF_8)));
        assertThat(found.names()).containsExactly(foreign("meter-it/active-power"), foreign("CT-1/kW"));
        assertThat(found.whole()).as("the fourth line was not to be read").isFalse();
    }

    @Test
    void aFileWithoutNamesSaysWhy() {
        byte[] data = Payload.newBuilder().setSeq(2).addMetrics(metric("Fan Speed", "")).build().toByteArray();
        assertThatThrownBy(() -> names(9, line("spBv1.0/plant/DDATA/edge-1/crah", data))).hasMessageContaining(
                "before the edge nodes connect");
        assertThatThrownBy(() -> names(9, "{\"topic\":\"a/b\"}")).hasMessageContaining("it has no time");
        assertThatThrownBy(() -> names(9, line("spBv1.0/plant/DDATA/edge-1/crah", new byte[]{1, 2}))).isInstanceOf(
                IllegalArgumentException.class);
    }
}
