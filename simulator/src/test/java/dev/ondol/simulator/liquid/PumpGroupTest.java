package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.simulator.liquid.PumpGroup.Drive;
import org.junit.jupiter.api.Test;

class PumpGroupTest {
    @Test
    void rated_power_at_design_flow_and_the_static_head_keeps_part_load_dear() {
        PumpGroup friction = new PumpGroup(100_000, 200, 0, Drive.VARIABLE);
        PumpGroup lifting = new PumpGroup(100_000, 200, 0.3, Drive.VARIABLE);
        assertThat(friction.powerW(200)).isCloseTo(100_000, within(1e-6));
        assertThat(lifting.powerW(200)).isCloseTo(100_000, within(1e-6));
        // head = static + rest x flow^2, efficiency 5 % lower at half flow
        assertThat(friction.powerW(100)).isCloseTo(100_000 * 0.5 * 0.25 / 0.95, within(1e-6));
        assertThat(lifting.powerW(100)).isCloseTo(100_000 * 0.5 * (0.3 + 0.7 * 0.25) / 0.95, within(1e-6));
    }

    @Test
    void more_flow_takes_more_power_and_a_pump_never_stands_quite_still() {
        PumpGroup pumps = new PumpGroup(100_000, 200, 0.2, Drive.VARIABLE);
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
        PumpGroup pumps = new PumpGroup(76_000, 574, 0.2, Drive.CONSTANT);
        assertThat(pumps.flowLS(10)).isEqualTo(574);
        assertThat(pumps.powerW(10)).isEqualTo(76_000);
    }
}
