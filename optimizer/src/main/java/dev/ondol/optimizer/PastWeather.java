package dev.ondol.optimizer;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.reading.History;
import dev.ondol.historian.reading.History.Bucket;
import dev.ondol.optimizer.forecast.WeatherForecast;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills the forecast with the last two days from the historian, so that a restart does not begin without memory.
final class PastWeather {
    private static final Logger log = LoggerFactory.getLogger(PastWeather.class);
    private static final long SPAN_MS = 48L * 3_600_000;
    private static final int BUCKETS = 96;

    private PastWeather() {}

    static void recall(History history, long now, WeatherForecast weather) {
        try {
            Map<Long, Bucket> wet = byTime(history, Quantity.WET_BULB_TEMPERATURE, now);
            Map<Long, Bucket> humidity = byTime(history, Quantity.RELATIVE_HUMIDITY, now);
            for (Bucket dry : series(history, Quantity.DRY_BULB_TEMPERATURE, now)) {
                Bucket wetThen = wet.get(dry.time());
                Bucket humidityThen = humidity.get(dry.time());
                if (wetThen != null && humidityThen != null) {
                    weather.observe(dry.time(), dry.last(), wetThen.last(), humidityThen.last() / 100);
                }
            }
        } catch (HistorianUnavailable e) {
            log.warn("The forecast starts without memory: {}", e.getMessage());
        }
    }

    private static Map<Long, Bucket> byTime(History history, Quantity quantity, long now) {
        return series(history, quantity, now).stream().collect(Collectors.toMap(Bucket::time, Function.identity()));
    }

    private static List<Bucket> series(History history, Quantity quantity, long now) {
        return history.series(PointId.of(PointCatalog.WEATHER_STATION, quantity), now - SPAN_MS, now, BUCKETS);
    }
}
