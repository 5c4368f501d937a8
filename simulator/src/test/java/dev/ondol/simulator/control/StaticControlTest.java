package dev.ondol.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.HandOperation.ChangeOver;
import org.junit.jupiter.api.Test;

class StaticControlTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private final Setpoints setpoints = new Setpoints(4);
    private final Signals signals = new Signals(4);

    private void days(LocalControl control, double wetBulbC, int days) {
        signals.wetBulbC = wetBulbC;
        for (int minute = 0; minute < days * 24 * 60; minute++) {
            control.decide(signals, setpoints, 60);
        }
    }

    @Test
    void fans_and_the_liquid_loop_stay_where_people_have_put_them() {
        StaticControl control = new StaticControl();
        control.begin(SITE, setpoints);
        days(control, 20, 3);
        assertThat(setpoints.hand().fanSpeed()).isEqualTo(0.8);
        assertThat(setpoints.hand().liquidOnChilledWater()).isTrue();
        assertThat(setpoints.wanted(setpoints.supplyAir(1))).isEqualTo(20);
        assertThat(setpoints.wanted(setpoints.chilledWater())).isEqualTo(10);
    }

    @Test
    void the_economizer_is_opened_by_hand_after_a_cold_day_and_shut_after_a_mild_one() {
        StaticControl control = new StaticControl();
        control.begin(SITE, setpoints);
        assertThat(setpoints.hand().economizer()).isEqualTo(ChangeOver.SHUT);
        days(control, 3, 2);
        assertThat(setpoints.hand().economizer()).isEqualTo(ChangeOver.SHUT);
        days(control, 1, 1);
        assertThat(setpoints.hand().economizer()).isEqualTo(ChangeOver.OPEN);
        days(control, 3, 1);
        assertThat(setpoints.hand().economizer()).isEqualTo(ChangeOver.OPEN);
        assertThat(setpoints.wanted(setpoints.condenserWater())).isCloseTo(8, within(1e-9));
        days(control, 5, 2);
        assertThat(setpoints.hand().economizer()).isEqualTo(ChangeOver.SHUT);
        assertThat(setpoints.wanted(setpoints.condenserWater())).isCloseTo(28, within(1e-9));
    }

    @Test
    void best_static_control_keeps_its_set_points_and_leaves_the_rest_to_the_plant() {
        BestStaticControl control = new BestStaticControl(new FixedSetpoints(23, 3, 18, 16, 36));
        control.begin(SITE, setpoints);
        days(control, -5, 2);
        assertThat(setpoints.wanted(setpoints.supplyAir(3))).isEqualTo(23);
        assertThat(setpoints.wanted(setpoints.pressure(0))).isEqualTo(3);
        assertThat(setpoints.wanted(setpoints.technologyLoop(1))).isEqualTo(36);
        assertThat(setpoints.wanted(setpoints.condenserWater())).isEqualTo(16);
        assertThat(setpoints.hand().economizer()).isEqualTo(ChangeOver.AUTOMATIC);
        assertThat(setpoints.hand().fanSpeed()).isNaN();
        setpoints.write(setpoints.chilledWater(), 14);
        days(control, -5, 1);
        setpoints.inForce(setpoints.chilledWater(), 14);
        setpoints.relinquish(setpoints.chilledWater());
        control.decide(signals, setpoints, 60);
        assertThat(setpoints.wanted(setpoints.chilledWater())).isCloseTo(14.1, within(1e-9));
    }

    @Test
    void impossible_set_points_are_refused_by_name() {
        assertThatThrownBy(() -> new FixedSetpoints(23, 3, 180, 16, 36)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chilledWaterC (180.0)");
    }
}
