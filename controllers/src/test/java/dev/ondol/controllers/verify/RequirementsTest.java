package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Requirements.Room;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementsTest {
    private static final PointId TOWER_WATER = PointId.of(PointCatalog.CONDENSER_WATER,
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    private static final PointId LOOP = PointId.of(PointCatalog.technologyLoop("h1"),
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);

    private static Requirements of(Site site) {
        return new Requirements(site, Map.of());
    }

    private static Room chilled(String site, String changes) throws Exception {
        return of(SiteReader.amended(site, SiteReader.text(site).orElseThrow(), changes)).of(EdgeSite.CHILLED)
                .dewPoint();
    }

    @Test
    void chilledWaterMustNotDripWhereItMeetsDoorsCoolantUnitsOrDryCoils() throws Exception {
        String noDoors = "halls: [{id: h1, rearDoors: null}]";
        String cold = "cooling: {chillers: {leavingC: 7, returnC: 13}}";
        assertThat(chilled("kr-edge", noDoors)).as("dry coils").isEqualTo(Room.DRIED);
        assertThat(chilled("kr-edge", cold)).as("doors").isEqualTo(Room.DRIED);
        assertThat(chilled("kr-edge", noDoors + "\n" + cold)).as("coils with drip trays").isEqualTo(Room.NONE);
        assertThat(chilled("kr-hn1", cold)).isEqualTo(Room.NONE);
        assertThat(chilled("kr-hn1", "halls: [{id: h1, cdu: {source: CHILLED_WATER}}]\n" + cold)).isEqualTo(
                Room.DRIED);
    }

    @Test
    void onlyWaterThatCouldDripNeedsTheWeather() {
        Requirements liquid = of(SiteReader.builtIn("kr-hn1").orElseThrow());
        assertThat(liquid.of(TOWER_WATER).inputs()).containsExactly(PointId.of(PointCatalog.CONDENSER_WATER,
                Quantity.SUPPLY_WATER_TEMPERATURE));
        assertThat(liquid.of(LOOP).inputs()).contains(Requirements.dryBulb(), Requirements.humidity());
        assertThat(liquid.of(LOOP).dewPoint()).isEqualTo(Room.OPEN);
        assertThat(of(EdgeSite.SITE).of(LOOP)).as("a hall without coolant").isEqualTo(new Requirements.Needs(List.of(),
                List.of(), Room.NONE));
    }
}
