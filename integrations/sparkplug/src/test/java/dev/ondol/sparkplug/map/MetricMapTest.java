package dev.ondol.sparkplug.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.messaging.sparkplug.Metric;
import dev.ondol.sparkplug.map.MappedMetric.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.junit.jupiter.api.Test;

class MetricMapTest {
    private static final PointCatalog SITE = PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow());
    private static final String AIR = "hall-h1/supply-air-temperature-setpoint";
    private static final String ONE = """
            hostId: gate
            devices:
              - group: plant
                node: edge-1
                device: crah-h1-01
                points:
            """;

    @Test
    void theExampleFitsTheShippedSite() throws Exception {
        MappedEdge site = MappedEdge.of("example", MetricMap.read("example", Files.readString(Path.of(
                "sparkplug.example.yaml"))), SITE);
        assertThat(site.devices()).extracting(MappedDevice::name).containsExactly("plant/edge-1/crah-h1-01",
                "plant/edge-1/cdu-h1-01");
        assertThat(site.catalog().all()).hasSize(7).allMatch(point -> point.source().equals("sparkplug"));
        assertThat(site.catalog().writable()).hasSize(2);
    }

    @Test
    void aSetpointIsToldInTheTypeOfTheBirthAndRoundedTowardsSafety() throws Exception {
        MappedMetric air = air("unit: Cel, min: 20, max: 26, remote: R");
        assertThat(told(air, 21.58, DataType.Double).value()).isEqualTo(21.58);
        assertThat(told(air, 21.58, DataType.Float).metric().getFloatValue()).isEqualTo(21.58f);
        assertThat(told(air, 21.58, DataType.Int16).metric().getIntValue()).as("colder air is safer").isEqualTo(21);
        assertThat(told(air, 26, DataType.UInt64).metric().getLongValue()).isEqualTo(26);
        for (DataType none : new DataType[]{DataType.String, DataType.Boolean, DataType.DataSet, DataType.Unknown}) {
            assertThat(air.encode(21, born(none))).as("%s", none).isEmpty();
        }
    }

    @Test
    void whatIsToldIsNeverOutsideTheLimitsAndNeverFurtherThanOneStepOfItsTypeFromWhatWasMeant() throws Exception {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        MappedMetric[] airs = {air("unit: degF, min: 20, max: 26, remote: R"), air(
                "unit: K, min: 20, max: 26, remote: R")};
        DataType[] types = {DataType.Double, DataType.Float, DataType.Int8, DataType.UInt8, DataType.Int16,
                DataType.UInt16, DataType.Int32, DataType.UInt32, DataType.Int64, DataType.UInt64};
        for (int i = 0; i < 100_000; i++) {
            MappedMetric air = airs[random.nextInt(airs.length)];
            DataType type = types[random.nextInt(types.length)];
            double value = switch (random.nextInt(10)) {
                case 0 -> 26;
                case 1 -> 20;
                case 2 -> Math.nextUp(26);
                default -> 19 + 8 * random.nextDouble();
            };
            double step = type == DataType.Double ? 1e-12 : type == DataType.Float ? 1e-4 : 1.000001;
            air.encode(value, born(type)).ifPresent(told -> assertThat(told.value()).as("seed %d, %s of %s", seed,
                    value, type).isBetween(20.0, 26.0).isBetween(value - step, value + (step > 1 ? 1e-5 : step)));
            if (value == 26 && type == DataType.Double) {
                assertThat(air.encode(value, born(type))).as("a limit can be reached, seed %d", seed).isPresent();
            }
        }
        assertThat(airs[0].encode(Double.NaN, born(DataType.Double))).isEmpty();
        assertThat(airs[0].encode(Double.POSITIVE_INFINITY, born(DataType.Int32))).isEmpty();
    }

    @Test
    void whatDoesNotFitTheSiteIsToldAtOnceWithDeviceAndPoint() {
        assertThatThrownBy(() -> site("""
                - {point: no-such/active-power, metric: P}
                - {point: crah-h1-01/fan-speed, metric: F, remote: R}
                - {point: hall-h1/supply-air-temperature-setpoint, metric: S, localValue: 99}
                - {point: crah-h1-01/supply-air-temperature, metric: F}
                - {point: crah-h1-01/active-power, metric: W, unit: bar}
                """)).isInstanceOf(InvalidConfiguration.class).hasMessageContainingAll(
                "plant/edge-1/crah-h1-01.no-such/active-power: The site has no such point.",
                "Only a set-point of the site may have a remote or a localValue.",
                "The localValue (99.0) must be", "The metric F stands twice in one device.",
                "The unit (bar) must be one of");
        assertThatThrownBy(() -> MetricMap.read("m", "hostId: a/b\ndevices: []\n")).isInstanceOf(
                InvalidConfiguration.class).hasMessageContaining("must be one level of a topic");
        assertThatThrownBy(() -> MetricMap.read("m", "hostId: a\ndevices: []\n")).isInstanceOf(
                InvalidConfiguration.class).hasMessageContaining("The map must have a device.");
    }

    private static MappedMetric air(String rest) throws InvalidConfiguration {
        return site("- {point: " + AIR + ", metric: S, " + rest + "}\n").devices().getFirst().metrics().getFirst();
    }

    private static MappedEdge site(String points) throws InvalidConfiguration {
        return MappedEdge.of("m", MetricMap.read("m", ONE + points.indent(6)), SITE);
    }

    private static Told told(MappedMetric metric, double value, DataType type) {
        return metric.encode(value, born(type)).orElseThrow();
    }

    private static Metric born(DataType type) {
        return new Metric("crah-h1-01", "S", type.getNumber(), "", Optional.empty());
    }
}
