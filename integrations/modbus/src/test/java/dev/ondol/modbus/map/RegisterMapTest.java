package dev.ondol.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.SiteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RegisterMapTest {
    private static final PointCatalog SITE = PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow());
    private static final String AIR = "hall-h1/supply-air-temperature-setpoint";

    @Test
    void theExampleFitsTheShippedSite() throws Exception {
        MappedSite site = example();
        assertThat(site.devices()).extracting(MappedDevice::name).containsExactly("crah-h1-01", "cdu-h1-01");
        assertThat(site.catalog().all()).hasSize(8).allMatch(point -> point.source().equals("modbus"));
        assertThat(site.catalog().writable()).hasSize(2);
        SetpointLimits air = site.catalog().find(PointId.of(AIR)).orElseThrow().limits().orElseThrow();
        assertThat(air.min()).isEqualTo(20);
        assertThat(air.max()).isEqualTo(26);
    }

    @Test
    void rawNumbersBecomeValuesInOurUnits() throws Exception {
        assertThat(register("crah-h1-01/supply-air-temperature").decode(hex("00e7"))).isCloseTo(23.1, within(1e-9));
        assertThat(register("crah-h1-01/supply-air-temperature").decode(hex("ffff"))).isCloseTo(-0.1, within(1e-9));
        assertThat(register("crah-h1-01/fan-speed").decode(hex("ffff"))).isCloseTo(6553.5, within(1e-9));
        assertThat(register("crah-h1-01/active-power").decode(hex("80000000"))).isCloseTo(2_147_483.648, within(1e-6));
        // 36.0 m3/h as a float, low word first
        assertThat(register("technology-loop-h1/water-flow").decode(hex("00004210"))).isCloseTo(10, within(1e-6));
    }

    @Test
    void aSetpointIsWrittenAsTheDeviceWantsItAndRoundedTowardsSafety() throws Exception {
        MappedRegister air = register(AIR);
        assertThat(air.encode(21.5)).hasValue(hex("00d7"));
        assertThat(air.encode(21.58)).as("colder air is safer").hasValue(hex("00d7"));
        assertThat(air.encode(26)).hasValue(hex("0104"));
        MappedRegister flow = register("technology-loop-h1/water-flow-setpoint");
        double most = flow.limits().max();
        assertThat(flow.decode(flow.encode(0.75 * most).orElseThrow())).isCloseTo(0.75 * most, within(1e-3));
    }

    @Test
    void whatCannotBeWrittenInsideTheLimitsIsNotWrittenAtAll() throws Exception {
        MappedRegister air = register(AIR);
        for (double value : new double[]{Double.NaN, Double.POSITIVE_INFINITY, 1e9, -1e9, 26.2, 19.9}) {
            assertThat(air.encode(value)).as("%s", value).isEmpty();
        }
    }

    @Test
    void everyPointThatDoesNotFitIsToldWithItsDevice() throws Exception {
        RegisterMap map = RegisterMap.read("map",
                """
                        devices:
                          - name: a
                            host: localhost
                            points:
                              - {point: nothing/fan-speed, table: INPUT, address: 0, type: INT16}
                              - {point: crah-h1-01/fan-speed, table: INPUT, address: 1, type: INT16, unit: K}
                              - {point: crah-h1-02/fan-speed, table: INPUT, address: 2, type: INT16, remoteCoil: 1}
                              - {point: hall-h1/supply-air-temperature-setpoint, table: HOLDING, address: 3, type: INT16, localValue: 90}
                              - {point: crah-h1-03/fan-speed, table: INPUT, address: 4, type: INT16}
                              - {point: crah-h1-03/fan-speed, table: INPUT, address: 5, type: INT16}
                        """);
        assertThatThrownBy(() -> MappedSite.of("map", map, SITE)).isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("map has 5 problems").hasMessageContaining("a.nothing/fan-speed")
                .hasMessageContaining("The unit (K) must be one of").hasMessageContaining("Only a set-point")
                .hasMessageContaining("The localValue (90.0)").hasMessageContaining("stands twice");
    }

    @Test
    void nothingIsWrittenForTwoReasons() throws Exception {
        RegisterMap map = RegisterMap.read("map",
                """
                        devices:
                          - name: a
                            host: localhost
                            heartbeat: 11
                            points:
                              - {point: hall-h1/supply-air-temperature-setpoint, table: HOLDING, address: 10, type: FLOAT32, remoteCoil: 1}
                              - {point: hall-h2/supply-air-temperature-setpoint, table: HOLDING, address: 20, type: INT16, remoteCoil: 2}
                              - {point: hall-h2/supply-air-temperature-setpoint, table: HOLDING, address: 21, type: INT16, remoteCoil: 3}
                              - {point: hall-h3/supply-air-temperature-setpoint, table: HOLDING, address: 20, type: INT16, remoteCoil: 4}
                              - {point: hall-h4/supply-air-temperature-setpoint, table: HOLDING, address: 30, type: INT16, remoteCoil: 2}
                              - {point: hall-h1/differential-pressure-setpoint, table: HOLDING, address: 40, type: INT16, scale: 0.0001, localValue: 10}
                        """);
        assertThatThrownBy(() -> MappedSite.of("map", map, SITE)).isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("map has 5 problems").hasMessageContaining(
                        "The register 11 is written by the heartbeat already")
                .hasMessageContaining("stands twice in one device").hasMessageContaining(
                        "The register 20 is written by hall-h2/supply-air-temperature-setpoint already")
                .hasMessageContaining("The remoteCoil 2 is written by").hasMessageContaining(
                        "The localValue (10.0) does not fit its register");
    }

    @Test
    void aTextThatIsNoMapIsRefusedWithItsLine() {
        assertThatThrownBy(() -> RegisterMap.read("map", """
                devices:
                  - name: a
                    host: localhost
                    points:
                      - {point: crah-h1-01/fan-speed, table: INPUT, address: 65535, type: INT32}
                """)).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("line 5").hasMessageContaining(
                "The address (65535) must be 0 to 65534");
    }

    private static MappedSite example() throws Exception {
        return MappedSite.of("example", RegisterMap.read("example", Files.readString(Path.of("modbus.example.yaml"))),
                SITE);
    }

    private static MappedRegister register(String point) throws Exception {
        return example().devices().stream().flatMap(device -> device.registers().stream()).filter(register -> register
                .point().id().toString().equals(point)).findFirst().orElseThrow();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
