package dev.ondol.ingest.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.messaging.sparkplug.MetricMapping;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class SparkplugHostTest {
    private static final long T = 1_767_225_600_000L;
    private static final String NODE = "spBv1.0/dc/%s/edge-1";
    private static final String DEVICE = "spBv1.0/dc/%s/edge-1/crah-h1-01";

    private final SparkplugHost host = new SparkplugHost(new SparkplugOptions("ondol", List.of("dc")),
            MetricMapping.byName(), Clock.systemUTC());

    @Test
    void aliasesMeanWhatTheLastBirthSaid() {
        nodeBirth(0, 3);
        assertThat(deviceBirth(1, 7, "Supply Air/Supply Air Temperature", "Cel", 20).values()).containsExactly(
                new Value(T + 1, PointId.of("crah-h1-01-supply-air/supply-air-temperature"), 20, null));
        assertThat(data(2, 7, 10).values()).extracting(Value::value).containsExactly(10.0);
        deviceBirth(3, 7, "fan-speed", "%", 61);
        assertThat(data(4, 7, 62).values()).containsExactly(
                new Value(T + 4, PointId.of("crah-h1-01/fan-speed"), 62, null));
    }

    @Test
    void aUnitThatCannotBecomeOursIsRefusedWithTheMetricNamedAndTheOthersAreTaken() {
        nodeBirth(0, 1);
        Payload birth = payload(1).addMetrics(metric("supply-air-temperature", 7, "bar", 68))
                .addMetrics(metric("fan-speed", 8, "", 50)).addMetrics(metric("quantity-of-others", 9, "any", 1))
                .addMetrics(metric("__", 10, "", 1)).build();
        SparkplugHost.Message message = hear("DBIRTH", birth);
        assertThat(message.values()).extracting(value -> value.point().quantity()).containsExactly("fan-speed",
                "quantity-of-others");
        assertThat(message.refusal()).as("the first one").contains("supply-air-temperature");
        assertThat(data(2, 7, 70).refusal()).contains("supply-air-temperature").contains("bar");
    }

    @Test
    void aForeignUnitOfAMetricNamedAsOursIsConverted() {
        nodeBirth(0, 1);
        Payload birth = payload(1).addMetrics(metric("supply-air-temperature", 7, "degF", 68)).build();
        assertThat(hear("DBIRTH", birth).values()).singleElement()
                .satisfies(value -> assertThat(value.value()).isCloseTo(20, within(1e-9)));
    }

    @Test
    void whatTheMappingOfTheSiteSaysCountsBeforeTheNameItself() throws Exception {
        SparkplugHost mapped = new SparkplugHost(new SparkplugOptions("ondol", List.of("dc")),
                MetricMapping.of(MappingReader.read("test", """
                        names:
                          - {name: "edge-1/crah-h1-01/T1", point: crah-h1-01/supply-air-temperature, unit: K}
                          - {name: "crah-h1-01/T{n}", point: "rack-h1-{n}/inlet-air-temperature"}
                        """)), Clock.systemUTC());
        mapped.hear(NODE.formatted("NBIRTH"), payload(0).build().toByteArray());
        Payload birth = payload(1).addMetrics(metric("T1", 1, "", 293.15)).addMetrics(metric("T2", 2, "", 21))
                .addMetrics(metric("fan-speed", 3, "", 50)).build();
        assertThat(mapped.hear(DEVICE.formatted("DBIRTH"), birth.toByteArray()).orElseThrow().values())
                .extracting(value -> value.point() + " " + Math.round(value.value()))
                .containsExactly("crah-h1-01/supply-air-temperature 20", "rack-h1-2/inlet-air-temperature 21",
                        "crah-h1-01/fan-speed 50");
    }

    @Test
    void aMetricOfTheNodeItselfIsNamedByItsFoldersOrByTheNode() {
        Payload birth = payload(0).addMetrics(metric("rack-h1-001/active-power", 1, "kW", 5))
                .addMetrics(metric("active-power", 2, "kW", 6)).build();
        assertThat(host.hear(NODE.formatted("NBIRTH"), birth.toByteArray()).orElseThrow().values())
                .extracting(value -> value.point().toString())
                .containsExactly("rack-h1-001/active-power", "edge-1/active-power");
    }

    @Test
    void aMappingIsAskedOnceForAMetricOfABirthAndItsFactorAndOffsetAreUsed() {
        List<String> asked = new ArrayList<>();
        SparkplugHost mapped = new SparkplugHost(new SparkplugOptions("ondol", List.of("dc")),
                (node, device, metric, unit) -> {
                    asked.add(String.join("|", node, device, metric, unit));
                    return Optional.of(new MetricMapping.Mapped(PointId.of("a/b"), 0.5, -1));
                }, Clock.systemUTC());
        mapped.hear(NODE.formatted("NBIRTH"), payload(0).build().toByteArray());
        mapped.hear(DEVICE.formatted("DBIRTH"), birth(1, 7, "T1", "x", 10));
        for (int seq = 2; seq < 5; seq++) {
            assertThat(mapped.hear(DEVICE.formatted("DDATA"), payload(seq)
                    .addMetrics(Payload.Metric.newBuilder().setAlias(7).setDoubleValue(seq)).build().toByteArray())
                    .orElseThrow().values()).containsExactly(
                            new Value(T + seq, PointId.of("a/b"), seq * 0.5 - 1, null));
        }
        assertThat(asked).containsExactly("edge-1|crah-h1-01|T1|x");
    }

    @Test
    void whatIsTransientIsNoHistoryAndWhatIsHistoricalIs() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        Payload both = payload(2)
                .addMetrics(Payload.Metric.newBuilder().setAlias(7).setDoubleValue(5).setIsTransient(true))
                .addMetrics(Payload.Metric.newBuilder().setAlias(7).setDoubleValue(6).setIsHistorical(true)
                        .setTimestamp(T - 3_600_000))
                .build();
        assertThat(hear("DDATA", both).values()).containsExactly(
                new Value(T - 3_600_000, PointId.of("crah-h1-01/fan-speed"), 6, null));
    }

    @Test
    void aMessageThatComesTwiceIsNoGap() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        data(2, 7, 50);
        assertThat(data(2, 7, 50).refusal()).isEmpty();
        assertThat(data(3, 7, 51).refusal()).isEmpty();
    }

    @Test
    void anAliasOfOneDeviceIsNoneOfAnother() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        host.hear("spBv1.0/dc/DBIRTH/edge-1/crah-h1-02", birth(2, 8, "fan-speed", "", 1));
        assertThat(data(3, 8, 50).refusal()).contains("does not tell of metric 8");
        assertThat(data(4, 7, 50).values()).hasSize(1);
    }

    @Test
    void theSequenceWrapsFrom255To0() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        for (int seq = 2; seq < 600; seq++) {
            assertThat(data(seq % 256, 7, seq % 100).refusal()).as("message %d", seq).isEmpty();
        }
    }

    @Test
    void afterAGapAliasesAreRefusedAndNamesAreNotUntilTheNextBirth() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        assertThat(data(3, 7, 50)).satisfies(message -> {
            assertThat(message.values()).isEmpty();
            assertThat(message.refusal()).contains("gap");
        });
        Payload named = payload(4).addMetrics(Payload.Metric.newBuilder().setName("fan-speed").setDoubleValue(51))
                .build();
        assertThat(hear("DDATA", named).values()).hasSize(1);
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        assertThat(data(2, 7, 52).values()).hasSize(1);
    }

    @Test
    void theWillOfAnOlderConnectionDoesNotEndANodeAndThatOfItsOwnDoes() {
        nodeBirth(0, 9);
        deviceBirth(1, 7, "fan-speed", "", 1);
        host.hear(NODE.formatted("NDEATH"), death(8));
        assertThat(data(2, 7, 50).values()).hasSize(1);
        host.hear(NODE.formatted("NDEATH"), death(9));
        assertThat(data(3, 7, 50)).satisfies(message -> {
            assertThat(message.values()).isEmpty();
            assertThat(message.refusal()).contains("not born");
        });
    }

    @Test
    void aDeviceThatDiedIsNotKnownBeforeItIsBornAgain() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        host.hear(DEVICE.formatted("DDEATH"), payload(2).build().toByteArray());
        assertThat(data(3, 7, 50).refusal()).contains("not born");
    }

    @Test
    void qualityIsTakenOverAndWhatIsNullOrATextIsNoReading() {
        nodeBirth(0, 1);
        deviceBirth(1, 7, "fan-speed", "", 1);
        Payload mixed = payload(2)
                .addMetrics(Payload.Metric.newBuilder().setAlias(7).setDoubleValue(5).setProperties(
                        Payload.PropertySet.newBuilder().addKeys("Quality").addValues(
                                Payload.PropertyValue.newBuilder().setType(DataType.Int32.getNumber())
                                        .setIntValue(500))))
                .addMetrics(Payload.Metric.newBuilder().setAlias(7).setIsNull(true))
                .addMetrics(Payload.Metric.newBuilder().setAlias(7).setStringValue("on")).build();
        assertThat(hear("DDATA", mixed).values()).singleElement()
                .satisfies(value -> assertThat(value.quality()).isEqualTo("stale"));
    }

    @Test
    void damagedPayloadsAndTopicsAreRefusedAndNothingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] birth = birth(1, 7, "fan-speed", "%", 50);
        List<String> topics = List.of("spBv1.0", "spBv1.0//NBIRTH//", "spBv1.0/dc/DDATA/edge-1", "", "spBv1.0/dc/X/e",
                NODE.formatted("NBIRTH"), DEVICE.formatted("DBIRTH"), DEVICE.formatted("DDATA"),
                NODE.formatted("NDEATH"));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = java.util.Arrays.copyOf(birth, random.nextInt(birth.length + 3));
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            String topic = topics.get(random.nextInt(topics.size()));
            assertThatCode(() -> host.hear(topic, damaged)).as("seed %d, %s", seed, topic).doesNotThrowAnyException();
        }
    }

    private void nodeBirth(int seq, long bdSeq) {
        Payload birth = payload(seq)
                .addMetrics(
                        Payload.Metric.newBuilder().setName("bdSeq").setDatatype(DataType.Int64.getNumber())
                                .setLongValue(bdSeq))
                .addMetrics(Payload.Metric.newBuilder().setName("Node Control/Rebirth").setBooleanValue(false)).build();
        assertThat(host.hear(NODE.formatted("NBIRTH"), birth.toByteArray())).isEmpty();
    }

    private SparkplugHost.Message deviceBirth(int seq, long alias, String name, String unit, double value) {
        return host.hear(DEVICE.formatted("DBIRTH"), birth(seq, alias, name, unit, value)).orElseThrow();
    }

    private SparkplugHost.Message hear(String type, Payload payload) {
        return host.hear(DEVICE.formatted(type), payload.toByteArray()).orElseThrow();
    }

    private static byte[] birth(int seq, long alias, String name, String unit, double value) {
        return payload(seq).addMetrics(metric(name, alias, unit, value).setTimestamp(T + seq)).build().toByteArray();
    }

    private static Payload.Metric.Builder metric(String name, long alias, String unit, double value) {
        Payload.Metric.Builder metric = Payload.Metric.newBuilder().setName(name).setAlias(alias)
                .setDatatype(DataType.Double.getNumber()).setDoubleValue(value);
        if (!unit.isEmpty()) {
            metric.setProperties(Payload.PropertySet.newBuilder().addKeys("engUnit").addValues(
                    Payload.PropertyValue.newBuilder().setType(DataType.String.getNumber()).setStringValue(unit)));
        }
        return metric;
    }

    private SparkplugHost.Message data(int seq, long alias, double value) {
        return hear("DDATA", payload(seq)
                .addMetrics(Payload.Metric.newBuilder().setAlias(alias).setDoubleValue(value)).build());
    }

    private static byte[] death(long bdSeq) {
        return Payload.newBuilder()
                .addMetrics(Payload.Metric.newBuilder().setName("bdSeq").setLongValue(bdSeq)).build().toByteArray();
    }

    private static Payload.Builder payload(int seq) {
        return Payload.newBuilder().setSeq(seq).setTimestamp(T + seq);
    }
}
