package dev.ondol.facility.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoistAirTest {
    @Test
    void agrees_with_the_published_reference_values() throws IOException {
        int checked = 0;
        try (InputStream in = Objects.requireNonNull(MoistAirTest.class.getResourceAsStream("psychrometrics-si.csv"))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
            for (String line : lines) {
                String[] cells = line.split(",", -1);
                double expected = cells[4].startsWith("1/") ? 1 / number(cells[4].substring(2)) : number(cells[4]);
                double tolerance = number(cells[6]) * (cells[5].equals("rel") ? Math.abs(expected) : 1);
                assertThat(computed(cells)).as(line).isCloseTo(expected, within(tolerance));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(46);
    }

    private static double computed(String[] cells) {
        return switch (cells[0]) {
            case "TCelsiusFromTKelvin" -> number(cells[1]) - 273.15;
            case "SatVapPres" -> MoistAir.saturationPressure(number(cells[1]));
            case "SatHumRatio" -> MoistAir.saturationHumidityRatio(number(cells[1]), number(cells[2]));
            case "SatAirEnthalpy" -> MoistAir.saturationEnthalpy(number(cells[1]), number(cells[2]));
            case "DryAirEnthalpy" -> MoistAir.enthalpy(number(cells[1]), 0);
            case "DryAirVolume" -> MoistAir.volume(number(cells[1]), 0, number(cells[2]));
            case "DryAirDensity" -> MoistAir.density(number(cells[1]), 0, number(cells[2]));
            case "TDryBulbFromEnthalpyAndHumRatio" -> MoistAir.temperature(number(cells[1]), number(cells[2]));
            case "HumRatioFromEnthalpyAndTDryBulb" -> ratioAt(number(cells[1]), number(cells[2]));
            case "MoistAirEnthalpy" -> MoistAir.enthalpy(number(cells[1]), number(cells[2]));
            case "MoistAirVolume" -> MoistAir.volume(number(cells[1]), number(cells[2]), number(cells[3]));
            case "MoistAirDensity" -> MoistAir.density(number(cells[1]), number(cells[2]), number(cells[3]));
            case "TDryBulbFromMoistAirVolumeAndHumRatio" ->
                drybulbAt(number(cells[1]), number(cells[2]), number(cells[3]));
            case "StandardAtmPressure" -> MoistAir.standardPressure(number(cells[1]));
            case "StandardAtmTemperature" -> MoistAir.standardTemperature(number(cells[1]));
            case "SpecificHumFromHumRatio" -> number(cells[1]) / (1 + number(cells[1]));
            case "HumRatioFromSpecificHum" -> number(cells[1]) / (1 - number(cells[1]));
            default -> throw new IllegalStateException("The quantity (%s) must be known.".formatted(cells[0]));
        };
    }

    /// The humidity ratio at which the enthalpy is linear: two points of it give the inverse.
    private static double ratioAt(double enthalpy, double temperatureC) {
        double dry = MoistAir.enthalpy(temperatureC, 0);
        return (enthalpy - dry) / (MoistAir.enthalpy(temperatureC, 1) - dry);
    }

    /// The volume is linear in the temperature.
    private static double drybulbAt(double volume, double ratio, double pressurePa) {
        double atZero = MoistAir.volume(0, ratio, pressurePa);
        return (volume - atZero) / (MoistAir.volume(1, ratio, pressurePa) - atZero);
    }

    /// EnergyPlus unit tests (Psychrometrics.unit.cc): dew point where air can hold 17.5 times its own mass of water, and boiling.
    @Test
    void agrees_with_the_unit_tests_of_energyplus() {
        assertThat(MoistAir.saturationHumidityRatio(99, 101_325)).isCloseTo(17.5250143, within(0.01 * 17.525));
        assertThat(MoistAir.saturationPressure(99.974)).isCloseTo(101_325, within(0.001 * 101_325));
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
