package dev.ondol.simulator.facility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.air.MoistAir;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Measured hourly weather of Seoul for tests of whole years, interpolated; wraps at the year's end.
final class SeoulYear implements Weather {
    private static final long HOUR = 3_600_000;
    private static final double PRESSURE_PA = 101_000;

    private final long first;
    private final double[] dryBulbC;
    private final double[] dewPointC;
    private final double[] wetBulbC;

    private SeoulYear(long first, double[] dryBulbC, double[] dewPointC, double[] wetBulbC) {
        this.first = first;
        this.dryBulbC = dryBulbC;
        this.dewPointC = dewPointC;
        this.wetBulbC = wetBulbC;
    }

    /// The year, or empty where the shared data is absent.
    static Optional<SeoulYear> of(int year) throws IOException {
        Path file = Path.of("../../shared/data/weather/seoul-openmeteo-" + year + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        JsonNode hourly = root.get("hourly");
        int hours = hourly.get("time").size();
        double[] dry = new double[hours];
        double[] dew = new double[hours];
        double[] wet = new double[hours];
        for (int i = 0; i < hours; i++) {
            dry[i] = hourly.get("temperature_2m").get(i).asDouble();
            double humidity = hourly.get("relative_humidity_2m").get(i).asDouble() / 100;
            wet[i] = MoistAir.wetBulbOf(dry[i], humidity, PRESSURE_PA);
            dew[i] = MoistAir.dewPointOf(dry[i], humidity, PRESSURE_PA);
        }
        long first = LocalDateTime.parse(hourly.get("time").get(0).asText())
                .toEpochSecond(ZoneOffset.ofTotalSeconds(root.get("utc_offset_seconds").asInt())) * 1000;
        return Optional.of(new SeoulYear(first, dry, dew, wet));
    }

    @Override
    public WeatherSample at(long plantMillis) {
        long since = Math.floorMod(plantMillis - first, dryBulbC.length * HOUR);
        int hour = (int) (since / HOUR);
        int next = (hour + 1) % dryBulbC.length;
        double share = (double) (since % HOUR) / HOUR;
        double dry = mix(dryBulbC, hour, next, share);
        double dew = Math.min(dry, mix(dewPointC, hour, next, share));
        return new WeatherSample(dry, Math.min(dry, mix(wetBulbC, hour, next, share)), dew,
                MoistAir.saturationPressure(dew) / MoistAir.saturationPressure(dry), 2, PRESSURE_PA, 0);
    }

    private static double mix(double[] values, int a, int b, double share) {
        return values[a] + share * (values[b] - values[a]);
    }

    @Override
    public long firstMillis() {
        return first;
    }

    @Override
    public String name() {
        return "Seoul";
    }

    @Override
    public boolean covers(long fromMillis, long toMillis) {
        return fromMillis >= first && toMillis <= first + dryBulbC.length * HOUR;
    }
}
