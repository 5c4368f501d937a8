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
import org.junit.jupiter.api.Test;

class FacilityTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Site TWIN = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
    private static final Site EDGE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final Site EDGE_TWIN = SiteReader.conventionalTwin("kr-edge").orElseThrow();

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
