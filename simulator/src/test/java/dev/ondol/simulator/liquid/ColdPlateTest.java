package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Measurements of the Open Compute Project on a 1 kW accelerator module.
class ColdPlateTest {
    private static final double[] GLYCOL_L_MIN = {.4, .5, .6, .7, .8, .9, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4};
    private static final double[] GLYCOL_K_W = {.0389, .0325, .0300, .0280, .0265, .0255, .0245, .0230, .0220, .0214,
            .0209, .0204, .0200, .0197};
    private static final double[] WATER_L_MIN = {2, 3, 4, 5};
    private static final double[] WATER_K_W = {.0172, .0160, .0154, .0151};

    @Test
    void resistance_is_within_five_percent_of_the_measurements_with_glycol() {
        for (int i = 0; i < GLYCOL_L_MIN.length; i++) {
            assertThat(ColdPlate.PROPYLENE_GLYCOL.resistanceKW(GLYCOL_L_MIN[i])).isCloseTo(GLYCOL_K_W[i],
                    within(0.047 * GLYCOL_K_W[i]));
        }
    }

    @Test
    void resistance_is_within_a_quarter_percent_of_the_measurements_with_water() {
        for (int i = 0; i < WATER_L_MIN.length; i++) {
            assertThat(ColdPlate.WATER.resistanceKW(WATER_L_MIN[i])).isCloseTo(WATER_K_W[i],
                    within(0.0025 * WATER_K_W[i]));
        }
    }

    @Test
    void a_kilowatt_at_one_litre_a_minute_is_some_25_kelvin_warmer_than_its_coolant() {
        assertThat(ColdPlate.PROPYLENE_GLYCOL.caseC(40, 1000, 1)).isCloseTo(64.6, within(0.1));
    }
}
