package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must hold of any plant, whatever its equipment.
class FacilityPropertiesTest {
    private static final int WEEK_MINUTES = 7 * 24 * 60;

    record Plant(String name, Site site, boolean conventional) {
        Facility at(double meanC, double allocation) {
            LocalControl control = conventional ? new ConventionalControl() : new GoodPracticeControl();
            Facility facility = new Facility(site, control, new DailyWeather(meanC, 6), 0, 1);
            Allocation.fill(facility.it(), allocation, 1);
            return facility;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Plant> plants() {
        return Stream.of("kr-hn1", "kr-edge").flatMap(
                id -> Stream.of(new Plant(id, SiteReader.builtIn(id).orElseThrow(), false),
                        new Plant(id + " twin", SiteReader.conventionalTwin(id).orElseThrow(), true)));
    }

    private static void run(Facility facility, int steps, double seconds) {
        for (int i = 0; i < steps; i++) {
            facility.step(seconds);
        }
    }

    @ParameterizedTest
    @MethodSource("plants")
    void half_the_step_changes_the_energy_of_a_week_by_less_than_a_thousandth(Plant plant) {
        for (double meanC : new double[]{4, 24}) {
            Facility coarse = plant.at(meanC, 0.687);
            Facility fine = plant.at(meanC, 0.687);
            run(coarse, WEEK_MINUTES, 60);
            run(fine, 2 * WEEK_MINUTES, 30);
            double kwh = coarse.energy().facilityKwh();
            assertThat(fine.energy().facilityKwh()).as("%s C", meanC).isCloseTo(kwh, within(1e-3 * kwh));
        }
    }

    @ParameterizedTest
    @MethodSource("plants")
    void cooling_takes_more_power_in_warmer_weather(Plant plant) {
        double last = 0;
        for (double meanC = 2; meanC <= 34; meanC += 8) {
            Facility facility = plant.at(meanC, 0.687);
            run(facility, 2 * 24 * 60, 60);
            double kwh = facility.energy().coolingKwh();
            // room units hold their head pressure in cold weather: there it may stay the same, humidifying apart
            assertThat(kwh).as("%s C", meanC).isGreaterThan(0.995 * last);
            last = kwh;
        }
    }

    @ParameterizedTest
    @MethodSource("plants")
    void energy_is_conserved_over_a_week_and_in_each_step(Plant plant) {
        Facility facility = plant.at(15, 0.687);
        run(facility, WEEK_MINUTES, 60);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
        assertThat(facility.energy().rackCoolingIndex()).isEqualTo(1);
    }

    @Test
    void random_sites_never_show_a_number_that_is_none() {
        SplittableRandom random = new SplittableRandom(31);
        for (int round = 0; round < 120; round++) {
            long seed = random.nextLong();
            Site site = RandomSite.of(seed);
            Facility facility = new Facility(site,
                    round % 2 == 0 ? new GoodPracticeControl() : new ConventionalControl(),
                    new DailyWeather(random.nextDouble(-25, 40), 10), 0, seed);
            Allocation.fill(facility.it(), random.nextDouble(), seed);
            List<String> units = List.copyOf(new TreeSet<>(facility.upkeep().outOfService().names()));
            for (int i = 0; i < 400; i++) {
                if (i % 100 == 50) {
                    facility.upkeep().outOfService(units.get(random.nextInt(units.size())), random.nextInt(3) > 0);
                }
                facility.tank().ifPresent(tank -> tank.want(random.nextDouble(-1e6, 1e6)));
                facility.step(random.nextDouble(1, 60));
            }
            for (PointId point : facility.points()) {
                assertThat(facility.reading(point)).as("seed %d, %s", seed, point).isFinite();
            }
            assertThat(facility.energy().facilityKwh()).as("seed %d", seed).isFinite().isPositive();
            double meanItKw = facility.energy().itKwh() / facility.energy().hours();
            // a site without load has nothing to compare with: then it is rounding of some GJ of content, in W
            assertThat(facility.energy().maxBalanceError()).as("seed %d, %s kW", seed, meanItKw)
                    .isLessThan(meanItKw > 1 ? 1e-6 : 1e-3);
        }
    }

    @Test
    void an_empty_hall_rests() {
        Plant plant = new Plant("empty", withoutLoad(SiteReader.builtIn("kr-edge").orElseThrow()), false);
        Facility facility = plant.at(25, 0);
        run(facility, 24 * 60, 60);
        assertThat(facility.energy().itKwh()).isZero();
        assertThat(facility.reading(PointId.of("hall-h1/return-air-temperature"))).isBetween(10.0, 30.0);
        assertThat(facility.meter().coolingW()).isBetween(0.0, 60_000.0);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-3); // W of rounding: there is no IT power to compare with
    }

    private static Site withoutLoad(Site site) {
        Hall hall = site.halls().getFirst();
        RackGroup rest = new RackGroup("rack-x", 10, Optional.empty(), 0, 8000, Optional.of(0.0),
                Optional.empty(), Optional.of(0.5));
        Hall empty = new Hall(hall.id(), hall.recirculation(), hall.bypass(), List.of(rest),
                hall.crah(), hall.crac(), Optional.empty(), hall.cdu(), hall.humidity(),
                hall.airEconomizer());
        return new Site(site.id(), site.name(), site.location(), site.nodeTypes(), List.of(empty), site.cooling(),
                site.electrical(), site.assets(), site.envelope());
    }

    @ParameterizedTest
    @MethodSource("plants")
    void the_loss_of_the_largest_units_is_carried_by_the_others(Plant plant) {
        Facility facility = plant.at(27, 0.8);
        run(facility, 24 * 60, 60);
        double before = facility.energy().facilityKwh();
        for (String unit : List.of("chiller-01", "tower-01", "dry-cooler-01", "cdu-h1-01", "crah-h1-01",
                "crac-h1-01")) {
            facility.upkeep().outOfService(unit, true);
        }
        run(facility, 24 * 60, 60);
        EnergyAccount account = facility.energy();
        assertThat(account.maxInletC()).isLessThan(32);
        assertThat(account.maxBalanceError()).isLessThan(1e-9);
        assertThat(account.facilityKwh() - before).isGreaterThan(0.9 * before);
        if (plant.name().equals("kr-hn1")) {
            assertThat(facility.reading(PointId.of("technology-loop-h1/supply-water-temperature"))).isLessThan(45);
            assertThat(facility.reading(PointId.of("chiller-01/active-power"))).isZero();
            assertThat(facility.reading(PointId.of("crah-h1-01/fan-speed"))).isZero();
        }
        assertThat(facility.upkeep().outOfService("chiller-99", true)).isFalse();
    }

    @Test
    void storage_carries_load_from_one_hour_to_another_and_loses_nothing() {
        Plant plant = new Plant("kr-hn1", SiteReader.builtIn("kr-hn1").orElseThrow(), false);
        Facility with = plant.at(26, 0.687);
        Facility idle = plant.at(26, 0.687);
        run(with, 12 * 60, 60);
        run(idle, 12 * 60, 60);
        with.tank().orElseThrow().want(1.5e6);
        run(with, 60, 60);
        run(idle, 60, 60);
        assertThat(with.meter().coolingW()).isLessThan(idle.meter().coolingW() - 50_000);
        assertThat(with.tank().orElseThrow().cold()).isBetween(0.2, 0.6);
        with.tank().orElseThrow().want(-0.5e6);
        run(with, 24 * 60, 60);
        assertThat(with.tank().orElseThrow().cold()).isGreaterThan(0.95);
        assertThat(with.energy().maxBalanceError()).isLessThan(1e-9);
    }
}
