package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.simulator.liquid.Reference;
import org.junit.jupiter.api.Test;

class YorkCalcTest {
    @Test
    void published_points() {
        assertThat(YorkCalc.approach(25.55, 5.56, 1, 1)).isCloseTo(3.844515, within(1e-6));
        assertThat(YorkCalc.approach(18, 5.56, 1, 1)).isCloseTo(5.546407, within(1e-6));
    }

    @Test
    void agrees_with_the_golden_values() {
        JsonNode rows = Reference.rows("golden-yorkcalc.json");
        assertThat(rows.size()).isEqualTo(48);
        for (JsonNode row : rows) {
            double approach = YorkCalc.approach(row.get("Twb").asDouble(), row.get("TRan").asDouble(),
                    row.get("FRwat").asDouble(), row.get("FRair").asDouble());
            assertThat(approach).as(row.toString()).isCloseTo(row.get("TApp").asDouble(), within(1e-6));
        }
    }

    /// The series runs from 0.25 to 1.25 of either flow, all of it at 25.55 C wet-bulb and 5.56 K range. The water flow is
    /// clamped at the 0.75 where the fit ends; below it the reference extrapolates, so those points show that we do not.
    @Test
    void agrees_with_the_reference_simulation_of_202_points() {
        double[] byAir = Reference.series("yorkcalc.txt", "TApp_Air");
        double[] byWater = Reference.series("yorkcalc.txt", "TApp_Wat");
        assertThat(byAir).hasSize(101);
        assertThat(byWater).hasSize(101);
        for (int i = 0; i <= 100; i++) {
            double x = 0.25 + i / 100.0;
            assertThat(YorkCalc.approach(25.55, 5.56, 1, x)).isCloseTo(byAir[i], within(1e-4));
            double reached = YorkCalc.approach(25.55, 5.56, x, 1);
            assertThat(reached).isCloseTo(byWater[Math.max(i, 50)], within(1e-4));
            assertThat(byWater[i]).isLessThanOrEqualTo(reached + 1e-4);
        }
    }
}
