package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.simulator.liquid.PumpGroup.Drive;
import org.junit.jupiter.api.Test;

class PumpGroupTest {
    @Test
    void rated_power_at_design_flow_and_the_static_head_keeps_part_load_dear() {
        PumpGroup friction = new PumpGroup(100_000, 200, SystemCurve.ofPipes(0), Drive.VARIABLE, 2);
        PumpGroup lifting = new PumpGroup(100_000, 200, SystemCurve.ofPipes(0.3), Drive.VARIABLE, 2);
        assertThat(friction.powerW(200)).isCloseTo(100_000, within(1e-6));
        assertThat(lifting.powerW(200)).isCloseTo(100_000, within(1e-6));
        // head = static + rest x flow^2, efficiency 5 % lower at half flow
        assertThat(friction.powerW(100)).isCloseTo(100_000 * 0.5 * 0.25 / 0.95, within(1e-6));
        assertThat(lifting.powerW(100)).isCloseTo(100_000 * 0.5 * (0.3 + 0.7 * 0.25) / 0.95, within(1e-6));
    }

    @Test
    void more_flow_takes_more_power_and_a_pump_never_stands_quite_still() {
        PumpGroup pumps = new PumpGroup(100_000, 200, SystemCurve.ofPipes(0.2), Drive.VARIABLE, 2);
        double last = 0;
        for (double flow = 10; flow <= 220; flow += 10) {
            assertThat(pumps.powerW(flow)).isGreaterThan(last);
            last = pumps.powerW(flow);
        }
        assertThat(pumps.flowLS(0)).isCloseTo(20, within(1e-9));
        assertThat(pumps.speed(100)).isEqualTo(0.5);
    }

    @Test
    void constant_pumps_take_their_power_whatever_is_asked() {
        PumpGroup pumps = new PumpGroup(76_000, 574, SystemCurve.ofPipes(0.2), Drive.CONSTANT, 2);
        assertThat(pumps.flowLS(10)).isEqualTo(574);
        assertThat(pumps.powerW(10)).isEqualTo(76_000);
    }

    @Test
    void head_follows_two_in_pipes_and_the_published_exponents_in_cold_plates_and_filters() {
        assertThat(exponent(new SystemCurve(0, 1, 0, 0))).isCloseTo(2, within(1e-9));
        assertThat(exponent(new SystemCurve(0, 0, 1, 0))).isCloseTo(1.85, within(1e-9));
        assertThat(exponent(new SystemCurve(0, 0, 0, 1))).isCloseTo(1.76, within(1e-9));
        assertThat(new SystemCurve(1, 0, 0, 0).head(0.3)).isEqualTo(1);
        SystemCurve loop = SystemCurve.COLD_PLATES;
        double x = 0.6;
        assertThat(loop.head(1)).isCloseTo(1, within(1e-12));
        assertThat(345 * loop.head(x))
                .isCloseTo((84 + 146) * x * x + 50 * Math.pow(x, 1.85) + 65 * Math.pow(x, 1.76), within(1e-9));
    }

    private static double exponent(SystemCurve curve) {
        return Math.log(curve.head(0.8) / curve.head(0.2)) / Math.log(0.8 / 0.2);
    }

    @Test
    void shares_of_the_head_that_do_not_add_up_are_refused() {
        assertThatThrownBy(() -> new SystemCurve(0.5, 0.6, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SystemCurve(-0.1, 1.1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SystemCurve(Double.NaN, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_standby_takes_over_and_fewer_pumps_than_the_duty_give_what_their_curve_allows() {
        PumpGroup pumps = new PumpGroup(110_000, 200, SystemCurve.ofPipes(0.2), Drive.VARIABLE, 2);
        pumps.available(2); // of three one has tripped
        assertThat(pumps.flowLS(200)).isEqualTo(200);
        assertThat(pumps.powerW(200)).isCloseTo(110_000, within(1e-6));
        pumps.available(1);
        double x = pumps.flowLS(200) / 200;
        assertThat(x).isBetween(0.5, 1.0); // one pump alone runs out on its curve: more than half
        double each = x / 0.5;
        assertThat(0.2 + 0.8 * x * x).isCloseTo(1.25 - 0.25 * each * each, within(1e-9));
        assertThat(pumps.flowLS(50)).isEqualTo(50);
        pumps.available(0);
        assertThat(pumps.flowLS(200)).isBetween(0.0, 10.0).isPositive();
        pumps.available(3);
        assertThat(pumps.flowLS(200)).isEqualTo(200);
    }

    @Test
    void constant_pumps_lose_flow_and_power_when_one_of_them_trips() {
        PumpGroup pumps = new PumpGroup(76_000, 574, SystemCurve.ofPipes(0.2), Drive.CONSTANT, 2);
        pumps.available(1);
        assertThat(pumps.flowLS(10)).isBetween(574 / 2.0, 574.0).isLessThan(574);
        assertThat(pumps.powerW(pumps.flowLS(10))).isBetween(76_000 / 4.0, 76_000.0).isLessThan(76_000);
    }
}
