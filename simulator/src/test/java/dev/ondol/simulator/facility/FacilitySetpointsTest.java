package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Who rules a set-point, and what comes of it.
class FacilitySetpointsTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Site TWIN = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
    private static final PointId SUPPLY_AIR = PointId.of("hall-h3/supply-air-temperature-setpoint");
    private static final PointId CHILLED = PointId.of("chilled-water/supply-water-temperature-setpoint");
    private static final PointId LOOP = PointId.of("technology-loop-h1/supply-water-temperature-setpoint");

    private static Facility reference(double meanC, double allocation) {
        Facility facility = new Facility(SITE, new GoodPracticeControl(), new DailyWeather(meanC, 5), 0, 1);
        Allocation.fill(facility.it(), allocation, 1);
        return facility;
    }

    private static void run(Facility facility, int steps, double seconds) {
        for (int i = 0; i < steps; i++) {
            facility.step(seconds);
        }
    }

    @Test
    void written_setpoints_rule_until_they_are_given_back() {
        Facility facility = reference(10, 0.687);
        run(facility, 60, 60);
        assertThat(facility.write(SUPPLY_AIR, 22)).isTrue();
        assertThat(facility.write(CHILLED, 17)).isTrue();
        assertThat(facility.write(LOOP, 40)).isTrue();
        run(facility, 60, 60);
        assertThat(facility.setpoint(SUPPLY_AIR)).isEqualTo(22);
        assertThat(facility.reading(PointId.of("hall-h3/supply-air-temperature"))).isCloseTo(22, within(0.05));
        assertThat(facility.reading(PointId.of("chilled-water/supply-water-temperature"))).isCloseTo(17, within(0.1));
        assertThat(facility.reading(PointId.of("technology-loop-h1/supply-water-temperature"))).isCloseTo(40,
                within(0.1));
        facility.relinquishAll();
        facility.step(60);
        assertThat(facility.setpoint(SUPPLY_AIR)).isCloseTo(22, within(0.21));
        assertThat(facility.setpoint(CHILLED)).isCloseTo(17, within(0.61));
        assertThat(facility.setpoint(LOOP)).isCloseTo(40, within(0.21));
    }

    @Test
    void refuses_what_is_not_writable_or_out_of_limits() {
        Facility facility = reference(10, 0.5);
        assertThat(facility.write(SUPPLY_AIR, 40)).isFalse();
        assertThat(facility.write(SUPPLY_AIR, Double.NaN)).isFalse();
        assertThat(facility.write(PointId.of("hall-h3/supply-air-temperature"), 20)).isFalse();
        assertThat(facility.write(PointId.of("hall-h9/supply-air-temperature-setpoint"), 20)).isFalse();
        Facility twin = new Facility(TWIN, new ConventionalControl(), new DailyWeather(10, 5), 0, 1);
        assertThat(twin.write(PointId.of("hall-h3/differential-pressure-setpoint"), 5)).isFalse();
        assertThat(twin.setpoint(PointId.of("hall-h3/differential-pressure-setpoint"))).isNaN();
        String node = facility.it().nodeName(5);
        assertThat(facility.write(PointId.of(node + "/power-cap-setpoint"), 70)).isTrue();
        assertThat(facility.it().powerCap(5)).isEqualTo(70);
        facility.relinquish(PointId.of(node + "/power-cap-setpoint"));
        assertThat(facility.it().powerCap(5)).isEqualTo(100);
    }

    @Test
    void the_supplies_run_as_many_modules_as_are_wanted_and_never_fewer_than_load_and_spares_need() {
        Facility facility = reference(10, 0);
        Allocation.fill(facility.it(), 0.687, 1);
        PointId modules = PointId.of("ups/ups-modules-setpoint");
        PointId loss = PointId.of("ups-a/active-power");
        PointId load = PointId.of("ups-a/load-ratio");
        run(facility, 2, 60);
        double allKw = facility.reading(loss);
        double allPercent = facility.reading(load);
        assertThat(facility.setpoint(modules)).isEqualTo(SITE.electrical().ups().modules());
        assertThat(facility.write(modules, 20.5)).isFalse();
        assertThat(facility.write(modules, 3)).isTrue();
        run(facility, 2, 60);
        assertThat(facility.reading(loss)).isLessThan(0.9 * allKw);
        assertThat(facility.reading(load)).as("80 % without the spares").isBetween(allPercent, 80.0);
        facility.relinquish(modules);
        run(facility, 2, 60);
        assertThat(facility.reading(load)).isCloseTo(allPercent, within(0.5));
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void supplies_that_are_allowed_eco_mode_lose_less_in_it_and_leave_it_when_nobody_writes_any_more() {
        PointId eco = PointId.of("ups/eco-mode-setpoint");
        assertThat(reference(10, 0).write(eco, 1)).as("the operator has not allowed it").isFalse();
        Facility facility = new Facility(SITE.allowingUpsEco(), new GoodPracticeControl(), new DailyWeather(10, 0), 0,
                1);
        Allocation.fill(facility.it(), 0.687, 1);
        run(facility, 2, 60);
        double doubleKw = facility.reading(PointId.of("ups-a/active-power"));
        assertThat(facility.write(eco, 0.5)).isFalse();
        assertThat(facility.write(eco, 1)).isTrue();
        run(facility, 2, 60);
        assertThat(facility.setpoint(eco)).isEqualTo(1);
        assertThat(facility.reading(PointId.of("ups-a/active-power"))).isLessThan(0.4 * doubleKw);
        assertThat(facility.reading(PointId.of("ups-a/fault-status"))).isZero();
        facility.relinquishAll();
        assertThat(facility.setpoint(eco)).isZero();
        assertThat(facility.write(eco, 1)).isTrue();
        facility.upkeep().grid(false);
        assertThat(facility.reading(PointId.of("ups-b/fault-status"))).isEqualTo(1);
        assertThat(facility.setpoint(eco)).isZero();
        assertThat(facility.write(eco, 1)).isFalse();
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void leaf_switches_rest_only_under_racks_that_sleep_and_only_while_somebody_says_so() {
        Facility facility = reference(10, 0);
        PointId leaves = PointId.of("fabric/leaf-standby-setpoint");
        PointId it = PointId.of("meter-it/active-power");
        for (int node = 0; node < facility.it().nodes(); node++) {
            if (facility.it().nodeName(node).startsWith("node-h4-01")) {
                assertThat(facility.write(PointId.of(facility.it().nodeName(node) + "/power-state-setpoint"), 0))
                        .isTrue();
            }
        }
        facility.step(60);
        double allOnKw = facility.reading(it);
        assertThat(facility.setpoint(leaves)).isZero();
        assertThat(facility.write(leaves, 0.5)).isFalse();
        assertThat(facility.write(leaves, 1)).isTrue();
        facility.step(60);
        double fabricKw = 120 * 8 * 0.72 * 0.4;
        double gpus = 10 * 4 * 8; // racks 010 to 019
        assertThat(allOnKw - facility.reading(it)).isCloseTo(0.9 * fabricKw * gpus / 8_576,
                within(0.05 * fabricKw * gpus / 8_576));
        facility.relinquishAll();
        assertThat(facility.setpoint(leaves)).isZero();
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void processors_of_service_racks_take_less_for_their_work_at_a_lower_clock_and_run_as_before_when_nobody_writes() {
        Facility facility = reference(10, 0);
        PointId clock = PointId.of("service-racks/processor-clock-setpoint");
        PointId it = PointId.of("meter-it/active-power");
        facility.step(60);
        double fullKw = facility.reading(it);
        assertThat(facility.setpoint(clock)).isEqualTo(100);
        assertThat(facility.write(clock, 79)).as("below what the operator allows").isFalse();
        assertThat(facility.write(clock, 80)).isTrue();
        facility.step(60);
        double processorsKw = 120 * 8 * 0.72 * 0.6 * 0.43;
        double saved = processorsKw * (1 - (0.35 + 0.65 * 0.8 * 0.8));
        assertThat(fullKw - facility.reading(it)).isCloseTo(saved, within(0.05 * saved));
        facility.relinquish(clock);
        facility.step(60);
        assertThat(facility.setpoint(clock)).isEqualTo(100);
        assertThat(facility.reading(it)).isCloseTo(fullKw, within(0.05 * saved));
        assertThat(facility.write(clock, 90)).isTrue();
        facility.relinquishAll();
        assertThat(facility.setpoint(clock)).isEqualTo(100);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void nodes_obey_their_power_state_and_wake_when_nobody_writes_any_more() {
        Facility facility = reference(10, 0);
        String node = facility.it().nodeName(5);
        PointId order = PointId.of(node + "/power-state-setpoint");
        PointId state = PointId.of(node + "/power-state");
        assertThat(facility.setpoint(order)).isEqualTo(2);
        assertThat(facility.write(order, 0.5)).as("there is nothing between the states").isFalse();
        assertThat(facility.write(order, 0)).isTrue();
        assertThat(facility.reading(state)).isZero();
        assertThat(facility.it().nodePowerW(5)).isLessThan(0.05 * facility.it().type(5).nameplateW());
        run(facility, 31, 60);
        facility.relinquishAll();
        assertThat(facility.setpoint(order)).isEqualTo(2);
        run(facility, 1, 60);
        assertThat(facility.reading(state)).isEqualTo(1);
        run(facility, 20, 60);
        assertThat(facility.reading(state)).isEqualTo(2);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void no_reading_is_ever_nan_whatever_is_written() {
        long seed = 77;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 4; round++) {
            Facility facility = new Facility(SITE, new GoodPracticeControl(),
                    new DailyWeather(random.nextDouble(-25, 40), 12), 0, round);
            List<Point> writable = PointCatalog.of(SITE).writable();
            Allocation.fill(facility.it(), random.nextDouble(), round);
            for (int i = 0; i < 400; i++) {
                Point point = writable.get(i % 3 == 0 ? random.nextInt(20) : random.nextInt(writable.size()));
                var limits = point.limits().orElseThrow();
                double value = random.nextDouble(limits.min(), limits.max());
                boolean state = point.id().quantity().equals("power-state-setpoint")
                        || point.id().quantity().equals("ups-modules-setpoint");
                facility.write(point.id(), state ? Math.rint(value) : value);
                facility.step(random.nextDouble(1, 60));
            }
            for (PointId point : facility.points()) {
                assertThat(facility.reading(point)).as("seed %d, %s", seed, point).isFinite();
            }
            assertThat(facility.energy().maxBalanceError()).as("seed %d", seed).isLessThan(1e-9);
        }
    }
}
