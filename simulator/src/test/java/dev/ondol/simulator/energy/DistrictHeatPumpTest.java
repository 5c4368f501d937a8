package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.EnergyAssets.HeatPump;
import org.junit.jupiter.api.Test;

class DistrictHeatPumpTest {
    private final DistrictHeatPump pump = new DistrictHeatPump(new HeatPump(2e6, 44, 65, 4.7));

    @Test
    void performanceIsNearThatOfProcessSimulations() {
        // from source water that comes with 45 C and leaves with 37; Zangeneh and Oi (Aspen HYSYS): 5.5, 4.3, 3.5
        double[][] deliveryAndCop = {{60, 5.82, 5.5}, {70, 4.33, 4.3}, {80, 3.48, 3.5}};
        for (double[] row : deliveryAndCop) {
            double cop = DistrictHeatPump.cop(0.45, row[0], 37);
            assertThat(cop).isCloseTo(row[1], within(0.005));
            assertThat(cop).isCloseTo(row[2], within(0.06 * row[2]));
        }
    }

    @Test
    void atDesignItHasItsNameplatePerformance() {
        pump.run(44, 1e9, 2e6);
        assertThat(pump.deliveredW()).isCloseTo(2e6, within(1e-3));
        assertThat(pump.deliveredW() / pump.electricW()).isCloseTo(4.7, within(1e-9));
        assertThat(pump.takenW() + pump.electricW()).isCloseTo(pump.deliveredW(), within(1e-6));
    }

    @Test
    void atHalfLoadItLosesATwentieth() {
        pump.run(44, 1e9, 1e6);
        assertThat(pump.deliveredW() / pump.electricW()).isCloseTo(4.7 * 0.95, within(1e-9));
    }

    @Test
    void itTakesNoMoreThanTheHeatThereIs() {
        for (double heatW = 4e5; heatW < 1.6e6; heatW += 1e5) {
            pump.run(40, heatW, 2e6);
            assertThat(pump.takenW()).isLessThanOrEqualTo(heatW + 1e-3);
            if (pump.deliveredW() < 2e6 - 1) {
                assertThat(pump.takenW()).isCloseTo(heatW, within(1e-3));
            }
        }
    }

    @Test
    void warmerWaterNeedsLessPowerForTheSameHeat() {
        double before = Double.MAX_VALUE;
        for (double sourceC = 25; sourceC <= 50; sourceC += 1) {
            pump.run(sourceC, 1e9, 2e6);
            assertThat(pump.electricW()).isLessThan(before);
            before = pump.electricW();
        }
    }

    @Test
    void itStandsStillWithoutHeatWithoutDemandAndAtAPoorLift() {
        pump.run(44, 0, 2e6);
        assertThat(pump.electricW()).isZero();
        pump.run(44, 1e9, 0);
        assertThat(pump.deliveredW()).isZero();
        pump.run(20, 1e9, 2e6); // from 12 to 68 C
        assertThat(pump.takenW()).isZero();
    }
}
