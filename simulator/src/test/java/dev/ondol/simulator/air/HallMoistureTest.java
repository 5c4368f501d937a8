package dev.ondol.simulator.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Humidity;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HallMoistureTest {
    private static final double PRESSURE_PA = 101_325;
    private static final double DESIGN_KG_S = 100;

    private static WeatherSample outdoors(double dryBulbC, double dewPointC) {
        double humidity = MoistAir.saturationPressure(dewPointC) / MoistAir.saturationPressure(dryBulbC);
        return new WeatherSample(dryBulbC, dewPointC, dewPointC, humidity, 2, PRESSURE_PA, 0);
    }

    private static HallMoisture settled(WeatherSample outdoors, double condensedKgS) {
        HallMoisture moisture = new HallMoisture(Humidity.RECOMMENDED, DESIGN_KG_S);
        for (int i = 0; i < 10_000; i++) {
            moisture.step(60, outdoors, 0, condensedKgS);
        }
        return moisture;
    }

    private static double dewPointC(HallMoisture moisture) {
        return MoistAir.dewPoint(moisture.ratio(), PRESSURE_PA);
    }

    @Test
    void a_hall_takes_the_dew_point_of_the_outdoor_air_within_its_limits() {
        assertThat(dewPointC(settled(outdoors(15, 8), 0))).isCloseTo(8, within(0.01));
        assertThat(dewPointC(settled(outdoors(32, 25), 0))).isCloseTo(15, within(0.01));
        assertThat(dewPointC(settled(outdoors(-10, -18), 0))).isCloseTo(-9, within(0.01));
    }

    @Test
    void drying_summer_air_and_moistening_winter_air_cost_power() {
        HallMoisture summer = settled(outdoors(32, 25), 0);
        double dried = MoistAir.enthalpy(32, MoistAir.saturationHumidityRatio(25, PRESSURE_PA))
                - MoistAir.saturationEnthalpy(15, PRESSURE_PA);
        double makeUpKgS = 30 * DESIGN_KG_S * 0.2 / 3600;
        assertThat(summer.dryingW()).isCloseTo(makeUpKgS * dried / 3, within(0.01 * summer.dryingW()));
        assertThat(summer.humidifierW()).isZero();
        HallMoisture winter = settled(outdoors(-10, -18), 0);
        double missing = MoistAir.saturationHumidityRatio(-9, PRESSURE_PA)
                - MoistAir.saturationHumidityRatio(-18, PRESSURE_PA);
        assertThat(winter.humidifierW()).isCloseTo(makeUpKgS * missing * 2.5e6, within(1.0));
        assertThat(winter.dryingW()).isZero();
    }

    @Test
    void coils_that_condense_dry_the_hall_until_the_humidifiers_work_against_them() {
        double makeUpKgS = 30 * DESIGN_KG_S * 0.2 / 3600;
        HallMoisture fighting = settled(outdoors(15, 8), makeUpKgS * 0.008);
        assertThat(dewPointC(fighting)).isCloseTo(-9, within(0.01));
        assertThat(fighting.humidifierW()).isPositive();
    }

    @Test
    void mass_and_latent_heat_are_conserved_in_any_step() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        HallMoisture moisture = new HallMoisture(Humidity.RECOMMENDED, DESIGN_KG_S);
        for (int i = 0; i < 5_000; i++) {
            double seconds = random.nextDouble(1, 60);
            double before = moisture.energyJ();
            double condensedKgS = random.nextDouble(0, 0.01);
            double dewPointC = random.nextDouble(-20, 24);
            moisture.step(seconds, outdoors(dewPointC + 5, dewPointC), random.nextDouble(0, 40), condensedKgS);
            double inW = moisture.gainW() + moisture.humidifierW() - condensedKgS * HallMoisture.LATENT_HEAT;
            assertThat(moisture.energyJ() - before).as("seed %d, step %d", seed, i).isCloseTo(inW * seconds,
                    within(1.0));
            assertThat(moisture.imbalanceW()).isCloseTo(0, within(0.1));
            assertThat(moisture.ratio()).isPositive();
        }
    }
}
