package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.WeatherSample;
import org.junit.jupiter.api.Test;

class WaterCooledPlantTest {
    private static final CoolingPlant REFERENCE = SiteReader.builtIn("kr-hn1").orElseThrow().cooling();
    private static final CoolingPlant TWIN = SiteReader.conventionalTwin("kr-hn1").orElseThrow().cooling();
    private static final double LOAD_W = 5e6;

    private static WeatherSample air(double wetBulbC) {
        double dryBulbC = wetBulbC + 4;
        double ratio = MoistAir.humidityRatioAtWetBulb(dryBulbC, wetBulbC, 101_325);
        return new WeatherSample(dryBulbC, wetBulbC, MoistAir.dewPoint(ratio, 101_325),
                MoistAir.relativeHumidity(dryBulbC, ratio, 101_325), 2, 101_325, 0);
    }

    /// A plant settled at this wet-bulb, with condenser water 4 K above it (but never below 14 C).
    private static WaterCooledPlant settled(CoolingPlant spec, double wetBulbC, double loadW, double chilledC) {
        WaterCooledPlant plant = new WaterCooledPlant(spec);
        for (int i = 0; i < 1500; i++) {
            double condenserC = plant.economizing() ? chilledC - 2 : Math.max(14, wetBulbC + 4);
            plant.step(60, air(wetBulbC), loadW, loadW / (4186 * 8), chilledC, condenserC);
        }
        return plant;
    }

    private static double powerW(WaterCooledPlant plant) {
        return plant.chillerW() + plant.towerW() + plant.chilledPumpW() + plant.condenserPumpW();
    }

    @Test
    void holds_the_chilled_water_and_passes_all_heat_on() {
        for (double wetBulb = -10; wetBulb <= 27; wetBulb += 3) {
            WaterCooledPlant plant = settled(REFERENCE, wetBulb, LOAD_W, 18);
            assertThat(plant.chilledWater().loop().supplyC()).as("wet-bulb %s", wetBulb).isCloseTo(18, within(0.1));
            double electricW = plant.chillerW() + plant.chilledPumpW() + plant.condenserPumpW();
            assertThat(plant.rejectedW()).as("wet-bulb %s", wetBulb).isCloseTo(LOAD_W + electricW,
                    within(0.01 * LOAD_W));
            assertThat(plant.chilledWater().loop().imbalanceW()).isCloseTo(0, within(1e-3));
            assertThat(plant.condenser().imbalanceW()).isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void power_rises_with_the_wet_bulb_and_cold_air_needs_no_compressor() {
        double last = 0;
        for (double wetBulb = -5; wetBulb <= 29; wetBulb += 5) { // coarse enough to step over changes of mode and staging
            double power = powerW(settled(REFERENCE, wetBulb, LOAD_W, 18));
            assertThat(power).as("wet-bulb %s", wetBulb).isGreaterThan(last);
            last = power;
        }
        assertThat(settled(REFERENCE, 0, LOAD_W, 18).chillerW()).isZero();
        assertThat(settled(REFERENCE, 25, LOAD_W, 18).chillerW()).isPositive();
    }

    @Test
    void warmer_chilled_water_costs_less() {
        double cold = powerW(settled(REFERENCE, 25, LOAD_W, 10));
        double warm = powerW(settled(REFERENCE, 25, LOAD_W, 20));
        assertThat(warm).isLessThan(0.85 * cold);
    }

    @Test
    void water_use_lies_below_all_latent_plus_blow_down() {
        for (double wetBulb = -5; wetBulb <= 29; wetBulb += 4) {
            WaterCooledPlant plant = settled(REFERENCE, wetBulb, LOAD_W, 18);
            double litresPerKwh = plant.makeUpKg() / (plant.rejectedW() * 60 / 3.6e6);
            // 1.48 L/kWh all-latent, some more where the outdoor air itself is cooled, 25 % blow-down at five cycles
            assertThat(litresPerKwh).as("wet-bulb %s", wetBulb).isBetween(0.3, 1.48 * 1.1 * 1.25);
        }
    }

    @Test
    void no_load_needs_no_compressor_and_little_power() {
        WaterCooledPlant plant = settled(REFERENCE, 24, 0, 18);
        assertThat(plant.chillerW()).isLessThan(30_000); // pump heat only
        assertThat(powerW(plant)).isLessThan(120_000);
        assertThat(plant.makeUpKg()).isFinite();
    }

    @Test
    void too_much_load_lets_the_water_warm_up_instead_of_inventing_capacity() {
        WaterCooledPlant plant = new WaterCooledPlant(TWIN);
        double loadW = 25e6;
        double before = plant.chilledWater().loop().energyJ();
        for (int i = 0; i < 30; i++) {
            plant.step(60, air(25), loadW, 500, 7, 28);
        }
        assertThat(plant.chilledWater().loop().supplyC()).isGreaterThan(12);
        assertThat(plant.chilledWater().loop().energyJ()).isGreaterThan(before);
        assertThat(plant.chillerHeatW()).isLessThan(5 * 3e6 * 1.3);
        assertThat(plant.chillersRunning()).isEqualTo(5);
    }

    @Test
    void basin_heaters_are_tower_power_and_their_heat_leaves_the_plant() {
        WaterCooledPlant plant = settled(REFERENCE, -14, LOAD_W / 5, 18);
        assertThat(plant.basinHeaterW()).isPositive();
        assertThat(plant.towerW()).isGreaterThanOrEqualTo(plant.basinHeaterW());
        double before = plant.energyJ();
        plant.step(60, air(-14), LOAD_W / 5, LOAD_W / 5 / (4186 * 8), 18, 16);
        double storedW = (plant.energyJ() - before) / 60;
        assertThat(LOAD_W / 5 + plant.electricW() - plant.rejectedW() - storedW).isCloseTo(0, within(1e-3));
        double withoutW = plant.chilledPumpW() + plant.condenserPumpW() + plant.chillerW();
        assertThat(plant.electricW()).isCloseTo(withoutW + plant.basinHeaterW(), within(1e-6));
    }
}
