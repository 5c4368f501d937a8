package dev.ondol.facility.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.plan.Levers.Lever;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class LeversTest {
    @Test
    void setpointsOfServiceRacksGoWithTheNodesAndAllOthersWithThePlant() {
        assertThat(Lever.of(PointId.of("fabric/leaf-standby-setpoint"))).isEqualTo(Lever.PARKING);
        assertThat(Lever.of(PointId.of("service-racks/processor-clock-setpoint"))).isEqualTo(Lever.PROFILES);
        PointCatalog catalog = PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow());
        assertThat(
                catalog.writable().stream().map(point -> point.id()).filter(id -> !id.equipment().startsWith("node-"))
                        .filter(id -> Lever.of(id) != Lever.SETPOINTS))
                .as("those two exist, and no third one").hasSize(2);
    }
}
