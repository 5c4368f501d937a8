package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.RandomFaults;
import dev.ondol.simulator.fault.ScheduledFault;
import dev.ondol.simulator.fault.SensorFault;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointId SUPPLY = PointId.of("hall-h3/supply-air-temperature");
    private static final PointId VALVE = PointId.of("crah-h3-01/valve-position");
    private static final PointId CRAH = PointId.of("crah-h3-01/active-power");
    private static final long HOUR = 3_600_000;

    private static Facility plant() {
        Facility facility = new Facility(SITE, new GoodPracticeControl(), new DailyWeather(22, 5), 0, 1);
        Allocation.fill(facility.it(), 0.8, 1);
        minutes(facility, 300);
        return facility;
    }

    private static void minutes(Facility facility, int count) {
        for (int i = 0; i < count; i++) {
            facility.step(60);
        }
    }

    @Test
    void a_scheduled_trip_comes_and_goes_by_itself() {
        Facility facility = plant();
        long now = facility.time();
        facility.schedule(List.of(new ScheduledFault(now + HOUR, now + 2 * HOUR, new Fault.UnitTrip("crah-h3-01"))));
        minutes(facility, 59);
        assertThat(facility.reading(CRAH)).isPositive();
        assertThat(facility.faults()).isEmpty();
        minutes(facility, 5);
        assertThat(facility.reading(CRAH)).isZero();
        assertThat(facility.faults()).containsExactly(new Fault.UnitTrip("crah-h3-01"));
        minutes(facility, 60);
        assertThat(facility.reading(CRAH)).isPositive();
        assertThat(facility.faults()).isEmpty();
        assertThatThrownBy(() -> new ScheduledFault(5, 5, new Fault.UnitTrip("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stuck_valves_let_the_supply_air_go_where_it_will() {
        Facility facility = plant();
        double held = facility.reading(SUPPLY);
        double position = facility.reading(VALVE);
        assertThat(facility.set(new Fault.StuckValve("hall-h3", 1), true)).isTrue();
        minutes(facility, 60);
        assertThat(facility.reading(SUPPLY)).isLessThan(held - 1);
        assertThat(facility.reading(VALVE)).isGreaterThan(95);
        facility.set(new Fault.StuckValve("hall-h3", 0.5 * position / 100), true);
        minutes(facility, 20);
        assertThat(facility.reading(SUPPLY)).isGreaterThan(held + 1);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
        facility.set(new Fault.StuckValve("hall-h3", 0), false);
        minutes(facility, 180);
        assertThat(facility.reading(SUPPLY)).isCloseTo(
                facility.setpoint(PointId.of("hall-h3/supply-air-temperature-setpoint")),
                within(0.1));
    }

    @Test
    void dirty_coils_need_more_water_and_dirty_dry_coolers_more_fan_power() {
        Facility clean = plant();
        Facility dirty = plant();
        assertThat(dirty.set(new Fault.Fouling("hall-h3", 0.7), true)).isTrue();
        assertThat(dirty.set(new Fault.Fouling("facility-water", 0.7), true)).isTrue();
        assertThat(dirty.set(new Fault.Fouling("technology-loop-h1", 0.9), true)).isTrue();
        assertThat(dirty.set(new Fault.Fouling("hall-h9", 0.7), true)).isFalse();
        minutes(clean, 30);
        minutes(dirty, 30);
        assertThat(dirty.reading(VALVE)).isGreaterThan(clean.reading(VALVE) + 2);
        PointId fans = PointId.of("dry-cooler-01/active-power");
        assertThat(dirty.reading(fans)).isGreaterThan(clean.reading(fans));
        assertThat(dirty.energy().maxBalanceError()).isLessThan(1e-9);
    }

    @Test
    void broken_sensors_show_something_else_and_the_plant_does_not_mind() {
        Facility facility = plant();
        Facility sound = plant();
        facility.set(new Fault.Sensor(SUPPLY, new SensorFault.Bias(1.5)), true);
        assertThat(facility.reading(SUPPLY)).isCloseTo(sound.reading(SUPPLY) + 1.5, within(1e-12));
        facility.set(new Fault.Sensor(SUPPLY, new SensorFault.Dropout()), true);
        assertThat(facility.reading(SUPPLY)).isNaN();
        facility.set(new Fault.Sensor(SUPPLY, new SensorFault.Dropout()), false);
        facility.set(new Fault.Sensor(CRAH, new SensorFault.Freeze()), true);
        double frozen = facility.reading(CRAH);
        facility.set(new Fault.Sensor(SUPPLY, new SensorFault.Noise(0.3)), true);
        double sum = 0;
        double square = 0;
        for (int i = 0; i < 600; i++) {
            facility.step(60);
            sound.step(60);
            double off = facility.reading(SUPPLY) - sound.reading(SUPPLY);
            assertThat(facility.reading(SUPPLY)).isEqualTo(facility.reading(SUPPLY));
            sum += off / 600;
            square += off * off / 600;
        }
        assertThat(sum).isCloseTo(0, within(0.06));
        assertThat(Math.sqrt(square)).isBetween(0.25, 0.35);
        assertThat(facility.reading(CRAH)).isEqualTo(frozen);
        assertThat(facility.energy()).isEqualTo(sound.energy());
        assertThat(facility.set(new Fault.Sensor(PointId.of("no/such"), new SensorFault.Freeze()), true)).isFalse();
    }

    @Test
    void a_month_of_random_faults_is_the_same_for_a_seed_and_loses_no_heat() {
        long month = 30 * 24 * HOUR;
        List<ScheduledFault> faults = RandomFaults.of(SITE, 0, month, 40, 7);
        assertThat(faults).isEqualTo(RandomFaults.of(SITE, 0, month, 40, 7));
        assertThat(faults).isNotEqualTo(RandomFaults.of(SITE, 0, month, 40, 8));
        assertThat(faults.size()).isBetween(120, 230);
        Facility facility = new Facility(SITE, new GoodPracticeControl(), new DailyWeather(22, 5), 0, 1);
        Allocation.fill(facility.it(), 0.687, 1);
        facility.schedule(faults);
        int broken = 0;
        for (int i = 0; i < 30 * 24 * 60; i++) {
            facility.step(60);
            broken += facility.faults().isEmpty() ? 0 : 1;
        }
        assertThat(broken).isGreaterThan(20_000);
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-9);
        assertThat(facility.energy().pue()).isBetween(1.1, 1.35);
    }
}
