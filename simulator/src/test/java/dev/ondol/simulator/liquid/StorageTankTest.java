package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.CoolingPlant.Tank;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StorageTankTest {
    private static final Tank SPEC = new Tank(250, 2_300_000, 8);

    @Test
    void a_full_tank_gives_its_capacity_and_takes_it_back() {
        StorageTank tank = new StorageTank(SPEC, 16);
        tank.want(1e6);
        double takenJ = 0;
        while (tank.cold() > 0.021) {
            takenJ += 60 * tank.exchange(60, 16, 24, 200, 16);
        }
        assertThat(takenJ / 3600).isCloseTo(SPEC.capacityWh(), within(0.05 * SPEC.capacityWh()));
        assertThat(tank.warmC()).isCloseTo(24, within(0.05));
        assertThat(tank.exchange(60, 16, 24, 200, 16)).isLessThan(0.1e6);
        tank.want(-1e6);
        double givenJ = 0;
        while (tank.cold() < 0.979) {
            givenJ -= 60 * tank.exchange(60, 16, 24, 200, 16);
        }
        assertThat(givenJ).isCloseTo(takenJ, within(0.03 * takenJ));
    }

    @Test
    void an_idle_tank_only_warms_up_slowly() {
        StorageTank tank = new StorageTank(SPEC, 16);
        for (int i = 0; i < 30 * 24 * 60; i++) {
            assertThat(tank.exchange(60, 7, 30, 200, 30)).isZero();
        }
        assertThat(tank.coldC()).isBetween(17.0, 19.0);
        assertThat(tank.cold()).isCloseTo(0.98, within(1e-12));
    }

    @Test
    void heat_is_conserved_whatever_is_asked() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        StorageTank tank = new StorageTank(SPEC, 16);
        for (int i = 0; i < 20_000; i++) {
            double seconds = random.nextDouble(1, 60);
            tank.want(random.nextDouble(-4e6, 4e6));
            double before = tank.energyJ();
            double took = tank.exchange(seconds, random.nextDouble(7, 22), random.nextDouble(12, 34),
                    random.nextDouble(0, 270), random.nextDouble(-20, 40));
            assertThat(tank.energyJ() - before).as("seed %d, step %d", seed, i)
                    .isCloseTo((took + tank.gainW()) * seconds, within(5.0));
            assertThat(tank.imbalanceW()).isCloseTo(0, within(1.0));
            assertThat(tank.cold()).isBetween(0.0199, 0.9801);
            assertThat(tank.warmC()).isBetween(-20.0, 40.0);
        }
    }
}
