package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import org.junit.jupiter.api.Test;

class CoolantFlowTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private static Facility reference(double dryBulbC, double swingK) {
        return new Facility(SITE, new GoodPracticeControl(), new DailyWeather(dryBulbC, swingK), 0, 1);
    }

    private static void run(Facility facility, int minutes, double seconds) {
        for (int minute = 0; minute < minutes; minute++) {
            facility.step(seconds);
        }
    }

    @Test
    void coolant_flow_is_written_and_read_in_litres_and_slower_coolant_costs_the_chips_something() {
        PointId flow = PointId.of("technology-loop-h1/water-flow-setpoint");
        Facility design = reference(10, 0);
        Facility slow = reference(10, 0);
        Allocation.fill(design.it(), 0.687, 1);
        Allocation.fill(slow.it(), 0.687, 1);
        double most = SITE.technologyFlowLS(SITE.halls().getFirst());
        assertThat(slow.setpoint(flow)).isEqualTo(most);
        assertThat(slow.write(flow, 0.4 * most)).as("below half of the design flow").isFalse();
        assertThat(slow.write(flow, 0.7 * most)).isTrue();
        run(design, 240, 60);
        run(slow, 240, 60);
        assertThat(slow.setpoint(flow)).isCloseTo(0.7 * most, within(1e-9));
        assertThat(slow.reading(PointId.of("technology-loop-h1/water-flow"))).isBetween(0.65 * most, 0.75 * most);
        assertThat(slow.reading(PointId.of("cdu-h1-01/pump-speed"))).isBetween(65.0, 75.0);
        double savedKwh = design.energy().kwh(Subsystem.CDU_PUMPS) - slow.energy().kwh(Subsystem.CDU_PUMPS);
        double lostKwh = slow.energy().itKwh() - design.energy().itKwh();
        assertThat(savedKwh).isBetween(50.0, 110.0);
        assertThat(lostKwh).as("leakage of warmer chips").isBetween(5.0, savedKwh);
        assertThat(slow.energy().maxBalanceError()).isLessThan(1e-9);
        slow.relinquish(flow);
        run(slow, 1, 60);
        assertThat(slow.setpoint(flow)).isEqualTo(most);
    }
}
