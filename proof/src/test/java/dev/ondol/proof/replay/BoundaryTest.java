package dev.ondol.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class BoundaryTest {
    @Test
    void setpointsOfThePlantAreImposedAndThoseOfServersAndAssetsAreNot() {
        assertThat(Boundary.setpoints(SiteReader.builtIn("kr-hn1").orElseThrow())).contains(PointId.of(
                "hall-h1/supply-air-temperature-setpoint"), PointId.of("ups/ups-modules-setpoint")).noneMatch(
                        point -> point.equipment().startsWith("node-"))
                .noneMatch(point -> Boundary.LEFT_OUT.contains(
                        point.equipment()));
        assertThat(Boundary.LEFT_OUT).contains("service-racks", "fabric", "battery");
    }
}
