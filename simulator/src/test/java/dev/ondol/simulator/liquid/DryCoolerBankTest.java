package dev.ondol.simulator.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.CoolingPlant.AdiabaticPads;
import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DryCoolerBankTest {
    private static final double WATER_WK = 5 * 160_000;

    private static DryCoolerBank bank(Optional<AdiabaticPads> pads) {
        return new DryCoolerBank(new DryCoolers(5, 1, 1_600_000, 50, 40, 36, 40_000, pads));
    }

    private static WeatherSample air(double dryBulbC, double wetBulbC) {
        double ratio = MoistAir.humidityRatioAtWetBulb(dryBulbC, wetBulbC, 101_325);
        return new WeatherSample(dryBulbC, wetBulbC, MoistAir.dewPoint(ratio, 101_325),
                MoistAir.relativeHumidity(dryBulbC, ratio, 101_325), 2, 101_325, 0);
    }

    @Test
    void rejects_its_capacity_at_the_design_point() {
        DryCoolerBank bank = bank(Optional.empty());
        bank.breathe(air(36, 25));
        assertThat(bank.mostW(50, WATER_WK)).isCloseTo(5 * 1_600_000, within(1.0));
        assertThat(bank.airflow(5 * 1_600_000, 50, WATER_WK)).isCloseTo(1, within(1e-3));
        assertThat(bank.fanW(1)).isEqualTo(200_000);
        assertThat(bank.waterKgS(1)).isZero();
    }

    /// BAC TrilliumSeries TDFS1238N: 2,931 kW from 46.11 to 40.55 C in air of 35 C, 117.68 kW of fans.
    @Test
    void a_published_unit_needs_less_air_on_a_cooler_day() {
        DryCoolers unit = new DryCoolers(1, 0, 2_931_000, 46.11, 40.55, 35, 117_680, Optional.empty());
        DryCoolerBank bank = new DryCoolerBank(unit);
        double waterWK = 2_931_000 / (46.11 - 40.55);
        bank.breathe(air(35, 24));
        assertThat(bank.mostW(46.11, waterWK)).isCloseTo(2_931_000, within(1.0));
        double last = 1.001;
        for (double dryBulbC = 34; dryBulbC > 0; dryBulbC -= 5) {
            bank.breathe(air(dryBulbC, dryBulbC - 5));
            double airflow = bank.airflow(2_931_000, 46.11, waterWK);
            assertThat(airflow).isLessThan(last);
            last = airflow;
        }
        assertThat(bank.fanW(last)).isLessThan(0.1 * 117_680);
    }

    @Test
    void wet_pads_take_the_air_towards_its_wet_bulb_and_use_as_much_water_as_that_takes() {
        DryCoolerBank bank = bank(Optional.of(new AdiabaticPads(0.8, 28, 3)));
        bank.breathe(air(36, 24));
        assertThat(bank.airC()).isCloseTo(36 - 0.8 * 12, within(1e-9));
        double sensibleW = WATER_WK * 0.8 * 12;
        double latentKgS = bank.waterKgS(1) * 2 / 3;
        assertThat(latentKgS * 2.43e6).isCloseTo(sensibleW, within(0.03 * sensibleW));
        bank.breathe(air(27, 20));
        assertThat(bank.airC()).isEqualTo(27);
        assertThat(bank.waterKgS(1)).isZero();
    }
}
