package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WaterLoopTest {
    @Test
    void heat_is_conserved_at_any_step_and_flow() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        WaterLoop loop = new WaterLoop(1e7, 3e7, 16, 24);
        for (int i = 0; i < 20_000; i++) {
            double heatW = random.nextDouble(0, 5e6);
            loop.begin(random.nextDouble(1, 60), random.nextDouble(1e4, 2e6), heatW);
            double removed = loop.finish(loop.leavingFor(heatW * random.nextDouble(0.8, 1.2)));
            assertThat(loop.imbalanceW()).as("seed %d, step %d", seed, i).isCloseTo(0, within(1e-3));
            assertThat(removed).isFinite();
        }
    }

    @Test
    void leaving_temperature_for_a_heat_extracts_that_heat() {
        WaterLoop loop = new WaterLoop(1e8, 1e8, 16, 24);
        loop.begin(60, 1e6, 7e6);
        assertThat(loop.finish(loop.leavingFor(6.5e6))).isCloseTo(6.5e6, within(1e-3));
    }

    @Test
    void settles_where_heat_in_equals_heat_out() {
        WaterLoop loop = new WaterLoop(1e8, 1e8, 30, 30);
        for (int i = 0; i < 500; i++) {
            loop.begin(60, 1e6, 8e6);
            loop.finish(16);
        }
        assertThat(loop.supplyC()).isCloseTo(16, within(1e-6));
        assertThat(loop.returnC()).isCloseTo(24, within(1e-6));
    }

    @Test
    void heats_up_by_its_content_when_nothing_cools() {
        WaterLoop loop = new WaterLoop(1e8, 1e8, 20, 20);
        for (int i = 0; i < 100; i++) {
            loop.begin(10, 1e6, 1e6);
            loop.finish(loop.leavingFor(0));
        }
        assertThat(loop.energyJ()).isCloseTo(2e8 * 20 + 1e9, within(1.0));
    }

    @Test
    void pumps_follow_their_affinity_laws() {
        PumpGroup pumps = new PumpGroup(100_000, 200, SystemCurve.ofPipes(0.2), PumpGroup.Drive.VARIABLE, 2);
        assertThat(pumps.powerW(200)).isCloseTo(100_000, within(1.0));
        assertThat(pumps.powerW(100)).isBetween(100_000 * 0.5 * 0.4, 100_000 * 0.5 * 0.45);
        double last = 0;
        for (double flow = 20; flow <= 220; flow += 1) {
            assertThat(pumps.powerW(flow)).isGreaterThan(last);
            last = pumps.powerW(flow);
        }
        PumpGroup constant = new PumpGroup(100_000, 200, SystemCurve.ofPipes(0.2), PumpGroup.Drive.CONSTANT, 2);
        assertThat(constant.flowLS(10)).isEqualTo(200);
        assertThat(constant.powerW(10)).isEqualTo(100_000);
    }
}
