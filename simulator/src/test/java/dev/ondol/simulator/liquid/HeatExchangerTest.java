package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HeatExchangerTest {
    /// The coils of the validation model: 5 kg/s of water at 30 C warm as much air (by capacity) from 20 to 24 C at design.
    /// The file holds series of the five dry arrangements; water at 40 C from 120 s on, both fluids flowing. Conductances of
    /// the reference also follow temperature a little, hence up to 0.5 % where the streams differ much.
    @ParameterizedTest
    @CsvSource({"COUNTER,hexCou,0.005", "PARALLEL,hexPar,1e-6", "CROSS_UNMIXED,hexCroUnm,1e-6",
            "CROSS_HOT_MIXED,hexCroC1Mix,0.002", "CROSS_COLD_MIXED,hexCroC1Unm,0.002"})
    void agrees_with_the_reference_simulation_of_dry_coils(FlowArrangement arrangement, String series,
            double tolerance) {
        double waterHeat = 4184;
        double airHeat = 1006 * 0.99 + 1860 * 0.01;
        double designWK = 5 * waterHeat;
        HeatExchanger coil = new HeatExchanger(arrangement, designWK * 4, 30, 20, designWK, designWK, 1.5,
                HeatExchanger.WATER, HeatExchanger.AIR);
        double[] heat = Reference.series("dry-coil.txt", series + ".Q1_flow");
        double[] water = Reference.series("dry-coil.txt", "hexCou.m1_flow");
        double[] air = Reference.series("dry-coil.txt", "hexCou.m2_flow");
        for (int i = 35; i <= 100; i++) {
            assertThat(coil.heatW(40, water[i] * waterHeat, 20, air[i] * airHeat)).as("sample %d", i)
                    .isCloseTo(-heat[i], within(tolerance * -heat[i]));
        }
    }

    @ParameterizedTest
    @EnumSource(FlowArrangement.class)
    void effectiveness_rises_with_transfer_units_and_never_passes_counter_flow(FlowArrangement arrangement) {
        for (boolean hotIsLeast : new boolean[]{true, false}) {
            for (double ratio = 0; ratio <= 1; ratio += 0.1) {
                double last = 0;
                for (double units = 0.1; units < 4; units += 0.3) {
                    double effectiveness = arrangement.effectiveness(units, ratio, hotIsLeast);
                    assertThat(effectiveness).isBetween(last, HeatExchanger.counterFlow(units, ratio) + 0.003);
                    assertThat(arrangement.transferUnits(effectiveness, ratio, hotIsLeast)).isCloseTo(units,
                            within(1e-3));
                    last = effectiveness;
                }
            }
        }
    }

    @Test
    void counter_flow_and_its_inverse_lead_back() {
        assertThat(HeatExchanger.counterFlow(HeatExchanger.transferUnits(0.6, 0.7), 0.7)).isCloseTo(0.6, within(1e-12));
        assertThat(HeatExchanger.counterFlow(2, 1)).isCloseTo(2.0 / 3, within(1e-6));
    }

    @Test
    void valve_position_gives_the_heat_that_was_asked_for() {
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        HeatExchanger coil = new HeatExchanger(400_000, 36, 16, 33_000, 50_000, 0.5, HeatExchanger.AIR,
                HeatExchanger.WATER);
        for (int i = 0; i < 5_000; i++) {
            double airWK = random.nextDouble(2_000, 33_000);
            double hotC = random.nextDouble(20, 45);
            double coldC = random.nextDouble(5, hotC - 1);
            double wanted = coil.heatW(hotC, airWK, coldC, 50_000) * random.nextDouble(0.01, 1.2);
            double waterWK = coil.coldFor(wanted, hotC, airWK, coldC, 50_000);
            double given = coil.heatW(hotC, airWK, coldC, waterWK);
            assertThat(given).as("seed %d, try %d", seed, i)
                    .isCloseTo(Math.min(wanted, coil.heatW(hotC, airWK, coldC, 50_000)), within(2e-4 * wanted));
        }
    }

    @Test
    void refuses_design_temperatures_that_contradict_each_other() {
        assertThatThrownBy(() -> new HeatExchanger(500_000, 30, 20, 30_000, 40_000, 1, 0.8, 0.8))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("effectiveness");
    }
}
