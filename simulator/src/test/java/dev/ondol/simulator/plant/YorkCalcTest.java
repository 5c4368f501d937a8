package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class YorkCalcTest {
    private static final Path FOLDER = Path.of("../../shared/data/reference");
    private static final String SERIES = "Buildings_Fluid_HeatExchangers_CoolingTowers_Correlations_Examples_YorkCalc.txt";

    @Test
    void published_points() {
        assertThat(YorkCalc.approach(25.55, 5.56, 1, 1)).isCloseTo(3.844515, within(1e-5));
        assertThat(YorkCalc.approach(18, 5.56, 1, 1)).isCloseTo(5.546407, within(1e-5));
    }

    @Test
    void agrees_with_the_golden_values() throws IOException {
        Path golden = FOLDER.resolve("golden_yorkcalc.json");
        assumeTrue(Files.exists(golden), "The shared golden values are absent.");
        JsonNode rows = new ObjectMapper().readTree(golden.toFile());
        assertThat(rows.size()).isEqualTo(48);
        for (JsonNode row : rows) {
            double approach = YorkCalc.approach(row.get("Twb").asDouble(), row.get("TRan").asDouble(),
                    row.get("FRwat").asDouble(), row.get("FRair").asDouble());
            assertThat(approach).as(row.toString()).isCloseTo(row.get("TApp").asDouble(), within(1e-6));
        }
    }

    @Test
    void agrees_with_the_reference_simulation_inside_of_the_fitted_range() throws IOException {
        Path series = FOLDER.resolve(SERIES);
        assumeTrue(Files.exists(series), "The shared reference series is absent.");
        double[] byAir = series(series, "TApp_Air");
        double[] byWater = series(series, "TApp_Wat");
        for (int i = 0; i <= 100; i++) {
            double x = 0.25 + i / 100.0;
            assertThat(YorkCalc.approach(25.55, 5.56, 1, x)).isCloseTo(byAir[i], within(1e-4));
            if (x >= 0.75) {
                assertThat(YorkCalc.approach(25.55, 5.56, x, 1)).isCloseTo(byWater[i], within(1e-4));
            }
        }
    }

    private static double[] series(Path file, String name) throws IOException {
        String line = Files.readAllLines(file).stream().filter(l -> l.startsWith(name + "=")).findFirst().orElseThrow();
        return Arrays.stream(line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(","))
                .mapToDouble(Double::parseDouble).toArray();
    }
}
