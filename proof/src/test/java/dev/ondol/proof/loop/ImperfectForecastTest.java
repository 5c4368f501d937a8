package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import org.junit.jupiter.api.Test;

class ImperfectForecastTest {
    private static final long HOUR = 3_600_000;
    private static final long FROM = 1_750_000_000_000L / HOUR * HOUR;

    private static Weather weather() throws UnusableWeather {
        return WeatherFiles.open("seoul", SiteReader.builtIn("kr-edge").orElseThrow().location(), 1);
    }

    /// Root mean square error of the dry-bulb over many looks, K.
    private static double rmseK(int leadHours) throws UnusableWeather {
        Weather weather = weather();
        int looks = 4_000;
        ImperfectForecast forecast = new ImperfectForecast(weather, FROM, FROM + (looks + 30) * HOUR, 1);
        double sum = 0;
        for (int look = 0; look < looks; look++) {
            long now = FROM + look * HOUR;
            forecast.observe(now, weather.at(now).dryBulbC(), weather.at(now).wetBulbC(), weather.at(now)
                    .relativeHumidity());
            double error = forecast.at(now + leadHours * HOUR).dryBulbC() - weather.at(now + leadHours * HOUR)
                    .dryBulbC();
            sum += error * error;
        }
        return Math.sqrt(sum / looks);
    }

    @Test
    void aDayAheadItIsWrongByOneAndAHalfKelvin() throws UnusableWeather {
        assertThat(rmseK(24)).isCloseTo(1.5, within(0.15));
    }

    @Test
    void theErrorGrowsWithTheRootOfTheLeadTime() throws UnusableWeather {
        assertThat(rmseK(6)).isCloseTo(0.75, within(0.08));
    }

    @Test
    void thePresentIsWhatTheStationShowed() throws UnusableWeather {
        ImperfectForecast forecast = new ImperfectForecast(weather(), FROM, FROM + 100 * HOUR, 1);
        assertThat(forecast.known()).isFalse();
        forecast.observe(FROM, 21.5, 17, 0.6);
        assertThat(forecast.at(FROM).dryBulbC()).isEqualTo(21.5);
        assertThat(forecast.at(FROM).wetBulbC()).isEqualTo(17);
    }
}
