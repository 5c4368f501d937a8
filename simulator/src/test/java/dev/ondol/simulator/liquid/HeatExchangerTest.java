package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeatExchangerTest {
    private static final Path COIL = Path.of(
            "../../shared/data/reference/Buildings_Fluid_HeatExchangers_Validation_DryCoilEffectivenessNTU.txt");

    /// The counter-flow coil of the validation model: 5 kg/s of water at 30 C warms as much air (by capacity) from 20 to 24 C.
    @Test
    void agrees_with_the_reference_simulation_of_a_dry_coil() throws IOException {
        assumeTrue(Files.exists(COIL), "The shared reference series is absent.");
        double waterHeat = 4184;
        double airHeat = 1006 * 0.99 + 1860 * 0.01;
        double designWK = 5 * waterHeat;
        HeatExchanger coil = new HeatExchanger(designWK * 4, 30, 20, designWK, designWK, 1.5, HeatExchanger.WATER,
                HeatExchanger.AIR);
        double[] heat = series("hexCou.Q1_flow");
        double[] water = series("hexCou.m1_flow");
        double[] air = series("hexCou.m2_flow");
        for (int i = 35; i <= 100; i++) { // water at 40 C from 120 s on, both fluids flowing
            assertThat(coil.heatW(40, water[i] * waterHeat, 20, air[i] * airHeat)).as("sample %d", i)
                    .isCloseTo(-heat[i], within(0.01 * -heat[i]));
        }
    }

    private static double[] series(String name) throws IOException {
        String line = Files.readAllLines(COIL).stream().filter(l -> l.startsWith(name + "=")).findFirst()
                .orElseThrow();
        return Arrays.stream(line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(","))
                .mapToDouble(Double::parseDouble).toArray();
    }

    /// Published nominal points: Vertiv XDU1350 and the OCP Deschutes unit.
    @Test
    void effectiveness_of_published_coolant_units() {
        assertThat(HeatExchanger.transferUnits(0.805, 20.6 * 3.9 / (20.6 * 4.18))).isCloseTo(3.75, within(0.2));
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
