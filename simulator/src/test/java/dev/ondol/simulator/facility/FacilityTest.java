package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.AirEconomizer;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.liquid.WaterLoop;
import dev.ondol.simulator.plant.WaterCooledPlant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FacilityTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Site TWIN = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
    private static final Site EDGE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final Site EDGE_TWIN = SiteReader.conventionalTwin("kr-edge").orElseThrow();
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

    private static final Set<String> ASSETS = Set.of(PointCatalog.GRID_METER, PointCatalog.PHOTOVOLTAICS,
            PointCatalog.BATTERY, PointCatalog.HEAT_PUMP);

    @Test
    void every_point_of_the_catalog_has_a_plausible_reading() {
        for (Facility facility : List.of(reference(15, 0.687),
                new Facility(TWIN, new ConventionalControl(), new DailyWeather(15, 5), 0, 1),
                new Facility(EDGE, new GoodPracticeControl(), new DailyWeather(15, 5), 0, 1),
                new Facility(EDGE_TWIN, new ConventionalControl(), new DailyWeather(15, 5), 0, 1))) {
            run(facility, 120, 60);
            for (Point point : PointCatalog.of(facility.site()).all()) {
                boolean fixedFans = point.writable() && point.id().quantity().equals("differential-pressure-setpoint")
                        && (facility.site().equals(TWIN) || facility.site().equals(EDGE_TWIN));
                if (ASSETS.contains(point.id().equipment())) {
                    assertThat(facility.points()).as("assets are off").doesNotContain(point.id());
                } else if (!fixedFans) {
                    assertThat(facility.points()).contains(point.id());
                    assertThat(facility.reading(point.id())).as(point.id().toString())
                            .isBetween(point.quantity().low(), point.quantity().high());
                }
            }
        }
        assertThat(reference(15, 0.5).reading(PointId.of("crah-h9-01/fan-speed"))).isNaN();
    }

    @Test
    void meters_add_up() {
        Facility facility = reference(22, 0.687);
        run(facility, 24 * 60, 60);
        EnergyAccount account = facility.energy();
        assertThat(account.hours()).isCloseTo(24, within(1e-9));
        assertThat(account.kwh().keySet()).containsExactly(Subsystem.values());
        double nodes = 0;
        for (int rack = 0; rack < facility.it().racks(); rack++) {
            nodes += facility.it().rackPowerW(rack) / 1000;
        }
        assertThat(facility.reading(PointId.of("meter-it/active-power"))).isCloseTo(nodes, within(0.01 * nodes));
        assertThat(facility.reading(PointId.of("meter-facility/active-energy")))
                .isCloseTo(account.facilityKwh(), within(1e-6 * account.facilityKwh()));
        double fans = 0;
        for (PointId point : facility.points()) {
            fans += point.equipment().startsWith("crah-") && point.quantity().equals("active-power")
                    ? facility.reading(point)
                    : 0;
        }
        assertThat(fans).isCloseTo(facility.meter().powerW(Subsystem.CRAH_FANS) / 1000, within(1e-6 * fans));
        assertThat(facility.power().importW()).isCloseTo(facility.meter().facilityW(), within(1e-3));
        assertThat(account.pue()).isBetween(1.1, 1.3);
        assertThat(account.maxCaseC()).isBetween(45.0, 60.0);
        assertThat(account.kwh(Subsystem.IT)).isBetween(24 * 7000.0, 24 * 7700.0);
    }

    @Test
    void heat_balance_closes_in_every_step() {
        for (double seconds : new double[]{1, 7, 15, 60}) {
            for (double meanC : new double[]{-10, 12, 30, 38}) {
                Facility facility = reference(meanC, 0.7);
                run(facility, 200, seconds);
                assertThat(facility.energy().maxBalanceError()).as("%s s, %s C", seconds, meanC).isLessThan(1e-9);
            }
        }
        Facility twin = new Facility(TWIN, new ConventionalControl(), new DailyWeather(25, 5), 0, 1);
        run(twin, 500, 60);
        assertThat(twin.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void a_leak_would_be_seen() {
        Facility facility = reference(15, 0.7);
        run(facility, 20, 60);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
        double leakW = 500;
        WaterLoop loop = ((WaterCooledPlant) facility.plant()).chilledWater().loop();
        loop.begin(1, 1e6, 0);
        loop.finish(loop.leavingFor(leakW * 60)); // heat that vanishes between two steps
        facility.step(60);
        assertThat(facility.energy().maxBalanceError()).isCloseTo(leakW / 7.3e6, within(0.2 * leakW / 7.3e6));
    }

    @Test
    void half_the_step_gives_the_same_energy() {
        Facility coarse = reference(20, 0.687);
        Facility fine = reference(20, 0.687);
        run(coarse, 2 * 24 * 60, 60);
        run(fine, 2 * 24 * 120, 30);
        assertThat(fine.energy().facilityKwh()).isCloseTo(coarse.energy().facilityKwh(),
                within(1e-3 * coarse.energy().facilityKwh()));
        assertThat(fine.time()).isEqualTo(coarse.time());
    }

    @Test
    void same_seed_gives_the_same_plant() {
        Facility first = reference(20, 0.5);
        Facility second = reference(20, 0.5);
        run(first, 300, 60);
        run(second, 300, 60);
        Map<PointId, Double> readings = new HashMap<>();
        first.points().forEach(point -> readings.put(point, first.reading(point)));
        second.points().forEach(point -> assertThat(second.reading(point)).isEqualTo(readings.get(point)));
    }

    @Test
    void idle_site_draws_idle_power() {
        Facility facility = reference(15, 0);
        run(facility, 600, 60);
        assertThat(facility.meter().powerW(Subsystem.IT)).isBetween(3.2e6, 3.6e6);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void hotter_weather_never_saves() {
        double last = 0;
        for (double meanC = 0; meanC <= 32; meanC += 8) {
            Facility facility = reference(meanC, 0.687);
            run(facility, 3 * 24 * 60, 60);
            assertThat(facility.energy().pue()).as("%s C", meanC).isGreaterThan(last);
            last = facility.energy().pue();
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
        assertThat(facility.reading(load)).isCloseTo(allPercent, org.assertj.core.api.Assertions.within(0.5));
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
                org.assertj.core.api.Assertions.within(0.05 * fabricKw * gpus / 8_576));
        facility.relinquishAll();
        assertThat(facility.setpoint(leaves)).isZero();
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

    @Test
    void refuses_sites_whose_parts_do_not_fit_together() {
        CoolingPlant none = new CoolingPlant(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Site dry = new Site(EDGE.id(), EDGE.name(), EDGE.location(), EDGE.nodeTypes(), EDGE.halls(), none,
                EDGE.electrical(), EDGE.assets(), EDGE.envelope());
        assertThatThrownBy(() -> new Facility(dry, new GoodPracticeControl(), new DailyWeather(10, 5), 0, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("kr-edge")
                .hasMessageContaining("air handlers without chillers in hall h1");
        assertThatThrownBy(() -> reference(10, 0).step(0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_edge_site_and_its_twin_run_on_outdoor_air_alone() {
        for (double meanC : new double[]{-12, 8, 20, 34}) {
            Facility edge = new Facility(EDGE, new GoodPracticeControl(), new DailyWeather(meanC, 5), 0, 1);
            Facility twin = new Facility(EDGE_TWIN, new ConventionalControl(), new DailyWeather(meanC, 5), 0, 1);
            for (Facility facility : List.of(edge, twin)) {
                Allocation.fill(facility.it(), 0.687, 1);
                run(facility, 3 * 24 * 60, 60);
                EnergyAccount account = facility.energy();
                assertThat(account.maxBalanceError()).as("%s C", meanC).isLessThan(1e-9);
                assertThat(account.waterLitres()).isZero();
                assertThat(account.rackHoursAboveAllowable()).isZero();
                assertThat(facility.power().importW()).isCloseTo(facility.meter().facilityW(), within(1e-3));
            }
            assertThat(edge.energy().pue()).as("%s C", meanC).isBetween(1.08, 1.40);
            assertThat(twin.energy().pue()).as("%s C", meanC).isBetween(1.5, 1.95);
            assertThat(edge.energy().kwh(Subsystem.REAR_DOOR_FANS)).isPositive();
            assertThat(twin.energy().kwh(Subsystem.ROOM_COMPRESSORS)).isPositive();
            assertThat(twin.energy().kwh(Subsystem.CHILLERS)).isZero();
        }
    }

    @Test
    void dampers_save_chiller_and_pump_energy_where_a_site_has_them() {
        AirEconomizer dampers = new AirEconomizer(-9, 15, 0.8, 100);
        List<Hall> halls = SITE.halls().stream()
                .map(hall -> new Hall(hall.id(), hall.recirculation(), hall.bypass(), hall.racks(), hall.crah(),
                        hall.crac(), hall.rearDoors(), hall.cdu(), hall.humidity(), Optional.of(dampers)))
                .toList();
        Site open = new Site(SITE.id(), SITE.name(), SITE.location(), SITE.nodeTypes(), halls, SITE.cooling(),
                SITE.electrical(), SITE.assets(), SITE.envelope());
        Facility with = new Facility(open, new GoodPracticeControl(), new DailyWeather(16, 4), 0, 1);
        Facility without = reference(16, 0.687);
        Allocation.fill(with.it(), 0.687, 1);
        run(with, 2 * 24 * 60, 60);
        run(without, 2 * 24 * 60, 60);
        assertThat(with.energy().maxBalanceError()).isLessThan(1e-9);
        assertThat(with.energy().coolingKwh()).isLessThan(0.95 * without.energy().coolingKwh());
        assertThat(with.energy().rackHoursAboveAllowable()).isZero();
    }
}
