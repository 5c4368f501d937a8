package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.EnergyAssets.Photovoltaics;
import dev.ondol.facility.site.EnergyAssets.Photovoltaics.Mounting;
import dev.ondol.facility.site.Location;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PvArrayTest {
    private static final Location HAENAM = new Location(34.57, 126.60, 10, "Asia/Seoul", "haenam");
    private static final long HOUR = 3_600_000;

    @Test
    void aYearOnTheSouthWestCoastOfKoreaYieldsWhatPlantsThereYield() throws UnusableWeather {
        // the capacity factor of plants there is 15.8 %
        assertThat(capacityFactor("haenam", 30, 180)).isBetween(0.14, 0.17);
    }

    @Test
    void southFacingModulesYieldMostAndTheNorthLeastAndCloudyPlacesLessThanSunnyOnes() throws UnusableWeather {
        double south = capacityFactor("seoul", 30, 180);
        assertThat(south).isGreaterThan(capacityFactor("seoul", 30, 90));
        assertThat(capacityFactor("seoul", 30, 90)).isGreaterThan(capacityFactor("seoul", 30, 0));
        assertThat(south).isGreaterThan(capacityFactor("helsinki", 30, 180));
        assertThat(capacityFactor("helsinki", 45, 180)).isBetween(0.08, 0.13);
    }

    @Test
    void modulesOnARoofAreWarmerAndYieldLess() throws UnusableWeather {
        Weather weather = WeatherFiles.open("seoul", HAENAM, 1);
        double rack = sumW(array(Optional.empty(), weather), weather);
        double roof = sumW(array(Optional.of(Mounting.ROOF), weather), weather);
        assertThat(roof / rack).isBetween(0.90, 0.98);
    }

    @Test
    void powerIsNeverMoreThanTheInvertersCanDoAndNoneAtNight() throws UnusableWeather {
        Weather weather = WeatherFiles.open("singapore", HAENAM, 1);
        PvArray array = array(Optional.empty(), weather);
        for (long t = weather.firstMillis(); t < weather.firstMillis() + 8_760 * HOUR; t += HOUR / 4) {
            WeatherSample air = weather.at(t);
            double power = array.acW(t, air);
            assertThat(power).isBetween(0.0, 1e6 / 1.1 + 1e-6);
            if (air.globalWM2() == 0) {
                assertThat(power).isZero();
            }
        }
    }

    @Test
    void withoutASunThereIsNoPower() {
        PvArray dark = new PvArray(new Photovoltaics(1e6, 30, 180, Optional.empty()), Optional.empty());
        assertThat(dark.acW(0, new WeatherSample(20, 15, 10, 0.5, 2, 101_325, 800))).isZero();
    }

    private static double capacityFactor(String city, double tiltDeg, double facingDeg) throws UnusableWeather {
        Weather weather = WeatherFiles.open(city, HAENAM, 1);
        PvArray array = new PvArray(new Photovoltaics(1e6, tiltDeg, facingDeg, Optional.empty()), weather.sun());
        return sumW(array, weather) / (8_760 * 4) / 1e6;
    }

    private static PvArray array(Optional<Mounting> mounting, Weather weather) {
        return new PvArray(new Photovoltaics(1e6, 30, 180, mounting), weather.sun());
    }

    private static double sumW(PvArray array, Weather weather) {
        double sum = 0;
        for (long t = weather.firstMillis() + HOUR / 8; t < weather.firstMillis() + 8_760 * HOUR; t += HOUR / 4) {
            sum += array.acW(t, weather.at(t));
        }
        return sum;
    }
}
