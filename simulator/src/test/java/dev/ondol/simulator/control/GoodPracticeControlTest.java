package dev.ondol.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GoodPracticeControlTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private static final int RACKS = 24 + 24 + 96 + 184;

    private final Setpoints setpoints = new Setpoints(4);
    private final Signals signals = new Signals(4);
    private final GoodPracticeControl control = new GoodPracticeControl();
    private final Interlocks interlocks = new Interlocks(SITE);

    private void begin(double inletC, double valve) {
        control.begin(SITE, setpoints);
        Arrays.fill(signals.highestInletC, inletC);
        signals.rackInletC = new double[RACKS];
        Arrays.fill(signals.rackInletC, inletC);
        Arrays.fill(signals.supplyAirC, inletC - 1);
        Arrays.fill(signals.valve, valve);
        Arrays.fill(signals.fanSpeed, 0.6);
        signals.dryBulbC = 20;
        signals.wetBulbC = 15;
        signals.outdoorDewPointC = 12;
        interlocks.apply(signals, setpoints, 60);
    }

    private void run(int minutes) {
        for (int i = 0; i < minutes; i++) {
            control.decide(signals, setpoints, 60);
            interlocks.apply(signals, setpoints, 60);
        }
    }

    @Test
    void trims_towards_saving_without_requests() {
        begin(23, 0.4);
        run(300);
        assertThat(setpoints.inForce(setpoints.supplyAir(0))).isCloseTo(24, within(0.6));
        assertThat(setpoints.inForce(setpoints.pressure(0))).isCloseTo(3, within(1e-6));
        assertThat(setpoints.inForce(setpoints.chilledWater())).isCloseTo(20, within(1e-6));
    }

    @Test
    void responds_to_warm_racks_and_open_valves() {
        begin(27, 0.99);
        run(300);
        assertThat(setpoints.inForce(setpoints.supplyAir(2))).isCloseTo(18, within(1e-6));
        assertThat(setpoints.inForce(setpoints.chilledWater())).isLessThan(15);
    }

    @Test
    void two_warm_racks_are_ignored_unless_they_are_hot() {
        begin(23, 0.5);
        double before = setpoints.inForce(setpoints.supplyAir(2));
        signals.rackInletC[48] = 25.7; // the first two racks of the third hall
        signals.rackInletC[49] = 25.7;
        run(30);
        double afterWarm = setpoints.inForce(setpoints.supplyAir(2));
        assertThat(afterWarm).isGreaterThan(before);
        signals.rackInletC[48] = 26.7; // counts three times
        run(30);
        assertThat(setpoints.inForce(setpoints.supplyAir(2))).isLessThan(afterWarm);
        assertThat(setpoints.inForce(setpoints.supplyAir(1))).isGreaterThanOrEqualTo(afterWarm);
    }

    @Test
    void racks_that_draw_in_hot_air_raise_the_pressure_of_their_hall_alone_as_long_as_fans_can_answer() {
        begin(23, 0.5);
        run(300);
        for (int rack = 48; rack < 58; rack++) {
            signals.rackInletC[rack] = signals.supplyAirC[2] + 2;
        }
        run(60);
        assertThat(setpoints.inForce(setpoints.pressure(2))).isGreaterThan(6);
        assertThat(setpoints.inForce(setpoints.pressure(3))).isCloseTo(3, within(1e-6));
        signals.fanSpeed[2] = 1;
        run(300);
        assertThat(setpoints.inForce(setpoints.pressure(2))).isCloseTo(3, within(1e-6));
    }

    @Test
    void the_request_of_a_valve_lasts_until_it_has_closed_to_85_percent() {
        begin(23, 0.96);
        run(25);
        double at96 = setpoints.inForce(setpoints.chilledWater());
        Arrays.fill(signals.valve, 0.9);
        run(10);
        double at90 = setpoints.inForce(setpoints.chilledWater());
        assertThat(at90).isLessThan(at96);
        Arrays.fill(signals.valve, 0.8);
        run(10);
        double at80 = setpoints.inForce(setpoints.chilledWater());
        assertThat(at80).isGreaterThan(at90);
        Arrays.fill(signals.valve, 0.9);
        run(10);
        assertThat(setpoints.inForce(setpoints.chilledWater())).isGreaterThan(at80);
    }

    @Test
    void technology_loop_floats_up_in_hot_weather_only() {
        begin(23, 0.5);
        run(60);
        assertThat(setpoints.inForce(setpoints.technologyLoop(0))).isEqualTo(36);
        signals.dryBulbC = 36;
        run(60);
        assertThat(setpoints.inForce(setpoints.technologyLoop(0))).isCloseTo(44, within(1e-6));
        signals.dryBulbC = 40;
        run(60);
        assertThat(setpoints.inForce(setpoints.technologyLoop(0))).isLessThanOrEqualTo(44);
    }

    @Test
    void hand_over_starts_from_the_value_in_force() {
        begin(23, 0.5);
        run(30);
        for (int slot = 0; slot < setpoints.slots(); slot++) {
            double written = setpoints.inForce(slot) + 1.5;
            setpoints.write(slot, written);
            run(30);
            double inForce = setpoints.inForce(slot);
            setpoints.relinquish(slot);
            run(1);
            assertThat(setpoints.inForce(slot)).as("slot %s", slot).isCloseTo(inForce, within(0.61));
        }
    }

    @Test
    void what_an_interlock_holds_is_where_local_rules_go_on_when_it_ends() {
        begin(23, 0.5);
        run(30);
        int pressure = setpoints.pressure(0);
        setpoints.write(pressure, 5);
        signals.highestInletC[0] = 31;
        run(1);
        double fullPa = setpoints.inForce(pressure);
        assertThat(fullPa).isGreaterThan(10);
        setpoints.relinquish(pressure);
        signals.highestInletC[0] = 24;
        run(1);
        assertThat(setpoints.inForce(pressure)).isCloseTo(fullPa, within(0.8));
    }

    @Test
    void coolant_flows_as_designed_until_somebody_writes_and_after_that_again() {
        begin(23, 0.5);
        run(30);
        int flow = setpoints.coolantFlow(1);
        assertThat(setpoints.inForce(flow)).isEqualTo(1);
        setpoints.write(flow, 0.6);
        run(1);
        assertThat(setpoints.inForce(flow)).isEqualTo(0.6);
        setpoints.relinquish(flow);
        run(1);
        assertThat(setpoints.inForce(flow)).isEqualTo(1);
    }

    @Test
    void coolant_that_warms_too_much_flows_as_designed_until_it_warms_less() {
        begin(23, 0.5);
        int flow = setpoints.coolantFlow(0);
        setpoints.write(flow, 0.6);
        signals.coolantRiseK[0] = 12.4;
        run(1);
        assertThat(setpoints.inForce(flow)).as("10.1 K at nameplate").isEqualTo(0.6);
        signals.coolantRiseK[0] = 12.8;
        run(1);
        assertThat(setpoints.inForce(flow)).isEqualTo(1);
        assertThat(setpoints.inForce(setpoints.coolantFlow(1))).isEqualTo(1);
        signals.coolantRiseK[0] = 10.5;
        run(1);
        assertThat(setpoints.inForce(flow)).isEqualTo(1);
        signals.coolantRiseK[0] = 9.9;
        run(1);
        assertThat(setpoints.inForce(flow)).isEqualTo(0.6);
    }

    @Test
    void a_hot_hall_gets_full_cooling_until_it_is_cool_again() {
        begin(23, 0.5);
        setpoints.write(setpoints.supplyAir(1), 27);
        setpoints.write(setpoints.pressure(1), 2);
        signals.highestInletC[1] = 30.5;
        run(1);
        assertThat(interlocks.tripped(1)).isTrue();
        assertThat(setpoints.inForce(setpoints.supplyAir(1))).isEqualTo(SITE.envelope().supplyAirC().min());
        assertThat(setpoints.inForce(setpoints.pressure(1))).isEqualTo(SITE.envelope().pressurePa().max());
        assertThat(interlocks.tripped(0)).isFalse();
        signals.highestInletC[1] = 28;
        run(1);
        assertThat(interlocks.tripped(1)).isTrue();
        signals.highestInletC[1] = 26.5;
        run(1);
        assertThat(interlocks.tripped(1)).isFalse();
        assertThat(setpoints.inForce(setpoints.supplyAir(1))).isEqualTo(27);
    }

    @Test
    void water_stays_above_the_dew_point_of_the_room() {
        begin(23, 0.5);
        signals.outdoorDewPointC = 25;
        run(3000);
        setpoints.write(setpoints.chilledWater(), 7);
        run(1);
        assertThat(interlocks.roomDewPointC()).isCloseTo(15, within(0.01));
        assertThat(setpoints.inForce(setpoints.chilledWater())).isCloseTo(17, within(0.01));
    }

    @Test
    void conventional_control_returns_to_its_constants() {
        Site twin = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
        ConventionalControl constant = new ConventionalControl();
        constant.begin(twin, setpoints);
        Interlocks limits = new Interlocks(twin);
        Arrays.fill(signals.highestInletC, 23);
        setpoints.write(setpoints.chilledWater(), 10);
        for (int i = 0; i < 10; i++) {
            constant.decide(signals, setpoints, 60);
            limits.apply(signals, setpoints, 60);
        }
        assertThat(setpoints.inForce(setpoints.chilledWater())).isEqualTo(10);
        setpoints.relinquish(setpoints.chilledWater());
        constant.decide(signals, setpoints, 60);
        limits.apply(signals, setpoints, 60);
        assertThat(setpoints.inForce(setpoints.chilledWater())).isCloseTo(9.9, within(1e-9));
        for (int i = 0; i < 60; i++) {
            constant.decide(signals, setpoints, 60);
            limits.apply(signals, setpoints, 60);
        }
        assertThat(setpoints.inForce(setpoints.chilledWater())).isEqualTo(7);
    }
}
