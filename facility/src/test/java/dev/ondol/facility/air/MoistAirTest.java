package dev.ondol.facility.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoistAirTest {
    private static final Path REFERENCE = Path.of("../../shared/data/reference/psychrometrics_si.csv");

    @Test
    void agrees_with_the_published_reference_values() throws IOException {
        assumeTrue(Files.exists(REFERENCE), "The shared reference values are absent.");
        int checked = 0;
        for (String line : Files.readAllLines(REFERENCE)) {
            String[] cells = line.split(",", -1);
            double value = cells[0].equals("quantity") ? Double.NaN : computed(cells);
            if (!Double.isNaN(value)) {
                double expected = cells[4].startsWith("1/") ? 1 / number(cells[4].substring(2)) : number(cells[4]);
                double tolerance = number(cells[6]) * (cells[5].equals("rel") ? Math.abs(expected) : 1);
                assertThat(value).as(line).isCloseTo(expected, within(tolerance));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(30);
    }

    private static double computed(String[] cells) {
        return switch (cells[0]) {
            case "SatVapPres" -> MoistAir.saturationPressure(number(cells[1]));
            case "SatHumRatio" -> MoistAir.saturationHumidityRatio(number(cells[1]), number(cells[2]));
            case "SatAirEnthalpy" -> MoistAir.saturationEnthalpy(number(cells[1]), number(cells[2]));
            case "DryAirEnthalpy" -> MoistAir.enthalpy(number(cells[1]), 0);
            case "DryAirVolume" -> MoistAir.volume(number(cells[1]), 0, number(cells[2]));
            case "DryAirDensity" -> MoistAir.density(number(cells[1]), 0, number(cells[2]));
            case "TDryBulbFromEnthalpyAndHumRatio" -> MoistAir.temperature(number(cells[1]), number(cells[2]));
            case "MoistAirEnthalpy" -> MoistAir.enthalpy(number(cells[1]), number(cells[2]));
            case "MoistAirVolume" -> MoistAir.volume(number(cells[1]), number(cells[2]), number(cells[3]));
            case "MoistAirDensity" -> MoistAir.density(number(cells[1]), number(cells[2]), number(cells[3]));
            case "StandardAtmPressure" -> MoistAir.standardPressure(number(cells[1]));
            case "StandardAtmTemperature" -> MoistAir.standardTemperature(number(cells[1]));
            default -> Double.NaN;
        };
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    @Test
    void wet_bulb_of_the_handbook_style_example() {
        assertThat(MoistAir.wetBulbOf(7, 0.61, 100_000)).isCloseTo(3.9267, within(1e-3));
        assertThat(MoistAir.wetBulb(1, 0.002, 101_325)).isCloseTo(-2.2, within(0.01));
    }

    @Test
    void inverse_functions_lead_back() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double t = random.nextDouble(-30, 50);
            double rh = random.nextDouble(0.05, 1);
            double p = random.nextDouble(70_000, 105_000);
            double ratio = MoistAir.humidityRatioOf(t, rh, p);
            double wet = MoistAir.wetBulb(t, ratio, p);
            double dew = MoistAir.dewPoint(ratio, p);
            String what = "seed %d, t %s, rh %s, p %s".formatted(seed, t, rh, p);
            assertThat(dew).as(what).isLessThanOrEqualTo(wet + 1e-4);
            assertThat(wet).as(what).isLessThanOrEqualTo(t + 1e-4);
            assertThat(MoistAir.relativeHumidity(t, ratio, p)).as(what).isCloseTo(rh, within(1e-4));
            double enthalpy = MoistAir.saturationEnthalpy(t, p);
            assertThat(MoistAir.saturatedTemperature(enthalpy, p)).as(what).isCloseTo(t, within(1e-4));
            if (Math.abs(wet) > 0.5) { // ice and water meet at 0 C with a step in the equations
                assertThat(MoistAir.humidityRatioAtWetBulb(t, wet, p)).as(what).isCloseTo(ratio, within(1e-6));
            }
        }
    }

    @Test
    void water_is_heaviest_near_four_degrees() {
        assertThat(Water.density(4)).isCloseTo(1000, within(0.1));
        assertThat(Water.density(20)).isCloseTo(998.2, within(0.5));
        assertThat(Water.density(50)).isCloseTo(988.0, within(1.5));
    }
}
