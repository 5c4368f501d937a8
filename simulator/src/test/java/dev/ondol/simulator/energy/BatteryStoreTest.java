package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.EnergyAssets.Battery;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatteryStoreTest {
    private static final double RATED_W = 2e6;
    private static final double CAPACITY_WH = 4e6;
    private static final double ETA = Math.sqrt(0.88);
    private final BatteryStore battery = new BatteryStore(new Battery(RATED_W, CAPACITY_WH, 0.88));

    @Test
    void chargingStoresWhatEfficiencyAndConverterLeave() {
        double before = battery.energyWh();
        assertThat(battery.chargeW(1e6, 3600)).isCloseTo(1e6, within(1e-6));
        assertThat(battery.energyWh() - before).isCloseTo(ETA * (1e6 - 20_000), within(1e-3));
    }

    @Test
    void dischargingDrawsWhatEfficiencyAndConverterNeed() {
        double before = battery.energyWh();
        assertThat(battery.dischargeW(1e6, 3600)).isCloseTo(1e6, within(1e-6));
        assertThat(before - battery.energyWh()).isCloseTo((1e6 + 20_000) / ETA, within(1e-3));
    }

    @Test
    void powerIsLimitedAndFallsInAStraightLineNearFull() {
        assertThat(battery.chargeW(9e6, 60)).isCloseTo(RATED_W, within(1e-6));
        double lastW = RATED_W;
        for (int minute = 0; minute < 600; minute++) {
            double powerW = battery.chargeW(9e6, 60);
            assertThat(powerW).isLessThanOrEqualTo(lastW + 1e-6);
            lastW = powerW;
            double mostW = (0.95 * CAPACITY_WH - battery.energyWh()) / 0.1;
            assertThat(ETA * (powerW - 20_000)).isLessThanOrEqualTo(mostW + 1e-3);
        }
        assertThat(lastW).isZero(); // at the end the converter is not worth its own loss
        assertThat(battery.charge()).isBetween(0.945, 0.95);
    }

    @Test
    void theStateOfChargeStaysInItsLimitsForAnyOrders() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            double seconds = random.nextInt(1, 61);
            battery.rest(seconds);
            double wanted = random.nextDouble(0, 3 * RATED_W);
            boolean charge = (i / 2_000) % 2 == 0;
            double got = charge ? battery.chargeW(wanted, seconds) : battery.dischargeW(wanted, seconds);
            assertThat(got).isBetween(0.0, Math.min(wanted, RATED_W) + 1e-6);
            assertThat(battery.charge()).isBetween(0.10, 0.95 + 1e-9);
        }
    }

    @Test
    void aFullCycleReturnsLessThanTheRoundTripBecauseOfTheConverter() {
        for (int minute = 0; minute < 60; minute++) {
            battery.dischargeW(RATED_W, 60);
        }
        double taken = 0;
        double stored = battery.energyWh();
        for (int minute = 0; minute < 100; minute++) {
            taken += battery.chargeW(RATED_W, 60);
        }
        double delivered = 0;
        while (battery.energyWh() > stored) {
            delivered += battery.dischargeW(RATED_W, 60);
        }
        assertThat(delivered / taken).isBetween(0.85, 0.88);
    }

    @Test
    void cyclesCountUsableEnergyDrawn() {
        for (int minute = 0; minute < 60; minute++) {
            battery.dischargeW(1e6, 60);
        }
        assertThat(battery.cycles()).isCloseTo(1.02e6 / ETA / (0.85 * CAPACITY_WH), within(1e-9));
    }

    @Test
    void anIdleBatteryLosesTwoPercentAMonth() {
        double before = battery.energyWh();
        for (int hour = 0; hour < 720; hour++) {
            battery.rest(3600);
        }
        assertThat(battery.energyWh() / before).isCloseTo(0.98, within(0.001));
    }
}
