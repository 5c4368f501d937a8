package dev.ondol.simulator.weather;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ondol.facility.air.MoistAir;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// Reads hourly archives of Open-Meteo (JSON): `temperature_2m`, `relative_humidity_2m`, `cloudcover` (or
/// `cloud_cover`) and `windspeed_10m` (or `wind_speed_10m`), local time with `utc_offset_seconds`. Where the file has
/// no `shortwave_radiation`, radiation is derived from cloud cover and the sun; see [CloudySky]. Where it has no
/// `direct_normal_irradiance` and `diffuse_radiation`, the global radiation is split; see [RadiationSplit]. Where it has no
/// `surface_pressure`, pressure is that of the standard atmosphere at the file's elevation.
final class OpenMeteoReader {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long HOUR_MILLIS = 3_600_000L;
    /// A dew point at a relative humidity does not depend on the pressure.
    private static final double STANDARD_PA = 101_325;

    private final String file;
    private final JsonNode root;

    private OpenMeteoReader(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    static Weather read(String file, String json) throws UnusableWeather {
        try {
            return new OpenMeteoReader(file, MAPPER.readTree(json)).read();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new UnusableWeather(file, "line " + line, "it is not JSON; get the whole file again.", e);
        }
    }

    private Weather read() throws UnusableWeather {
        JsonNode times = root.path("hourly").path("time");
        if (!times.isArray() || times.size() < 24) {
            throw problem("", "hourly.time must list at least 24 hours; ask Open-Meteo for hourly values.");
        }
        double latitude = single("latitude", -90, 90);
        double longitude = single("longitude", -180, 180);
        double altitudeM = root.has("elevation") ? single("elevation", -1_000, 9_000) : 0;
        ZoneOffset offset = ZoneOffset.ofTotalSeconds((int) single("utc_offset_seconds", -64_800, 64_800));
        long first = millis(times, 0, offset);
        for (int hour = 1; hour < times.size(); hour++) {
            if (millis(times, hour, offset) != first + hour * HOUR_MILLIS) {
                throw problem("hour " + hour,
                        "%s is not one hour after %s.".formatted(times.get(hour).asText(),
                                times.get(hour - 1).asText()));
            }
        }
        HourlyColumns columns = new HourlyColumns(times.size());
        fill(columns.dryBulbC, 1, -70, 70, "temperature_2m");
        fill(columns.relativeHumidity, 0.01, 0, 100, "relative_humidity_2m", "relativehumidity_2m");
        fill(columns.windMS, windScale(), 0, 500, "windspeed_10m", "wind_speed_10m");
        for (int hour = 0; hour < columns.hours(); hour++) {
            columns.dewPointC[hour] = MoistAir.dewPointOf(columns.dryBulbC[hour],
                    Math.max(0.001, columns.relativeHumidity[hour]), STANDARD_PA);
        }
        if (has("surface_pressure")) {
            fill(columns.pressurePa, 100, 310, 1_200, "surface_pressure");
        } else {
            java.util.Arrays.fill(columns.pressurePa, MoistAir.standardPressure(altitudeM));
        }
        Sun sun = new Sun(latitude, longitude, altitudeM);
        if (has("shortwave_radiation")) {
            radiationOfThePrecedingHour(columns.globalWM2, "shortwave_radiation");
            if (has("direct_normal_irradiance") && has("diffuse_radiation")) {
                radiationOfThePrecedingHour(columns.directWM2, "direct_normal_irradiance");
                radiationOfThePrecedingHour(columns.diffuseWM2, "diffuse_radiation");
            }
        } else {
            radiationFromClouds(columns.globalWM2, sun, first);
        }
        return HourlyWeather.measured(file, first, sun, columns);
    }

    /// Open-Meteo states the mean over the hour before the time stamp.
    private void radiationOfThePrecedingHour(double[] target, String name) throws UnusableWeather {
        double[] stated = new double[target.length];
        fill(stated, 1, 0, 2_000, name);
        System.arraycopy(stated, 1, target, 0, stated.length - 1);
        target[stated.length - 1] = stated[stated.length - 1];
    }

    private void radiationFromClouds(double[] globalWM2, Sun sun, long first) throws UnusableWeather {
        double[] cover = new double[globalWM2.length];
        fill(cover, 0.01, 0, 100, "cloudcover", "cloud_cover");
        for (int hour = 0; hour < cover.length; hour++) {
            double next = cover[Math.min(hour + 1, cover.length - 1)];
            double sine = sun.meanSine(first + hour * HOUR_MILLIS, HOUR_MILLIS);
            globalWM2[hour] = CloudySky.globalWM2(sine, (cover[hour] + next) / 2);
        }
    }

    private double windScale() throws UnusableWeather {
        JsonNode units = root.path("hourly_units");
        String unit = units.path("windspeed_10m").asText(units.path("wind_speed_10m").asText("km/h"));
        return switch (unit) {
            case "km/h" -> 1 / 3.6;
            case "m/s" -> 1;
            case "mp/h", "mph" -> 0.44704;
            case "kn" -> 0.514444;
            default ->
                throw problem("hourly_units", "the unit of wind (%s) must be km/h, m/s, mp/h or kn.".formatted(unit));
        };
    }

    private boolean has(String column) {
        return root.path("hourly").has(column);
    }

    private void fill(double[] target, double scale, double low, double high, String... names) throws UnusableWeather {
        for (String name : names) {
            JsonNode values = root.path("hourly").path(name);
            if (!values.isArray()) {
                continue;
            }
            if (values.size() != target.length) {
                throw problem(name, "%d values for %d hours; get the whole file again.".formatted(values.size(),
                        target.length));
            }
            for (int hour = 0; hour < target.length; hour++) {
                JsonNode value = values.get(hour);
                if (!value.isNumber() || value.asDouble() < low || value.asDouble() > high) {
                    throw problem("hour %d (%s)".formatted(hour, root.path("hourly").path("time").get(hour).asText()),
                            "%s (%s) must be a number from %s to %s; fill the gap or ask for another period.".formatted(
                                    name, value, low, high));
                }
                target[hour] = value.asDouble() * scale;
            }
            return;
        }
        throw problem("hourly", "it has no %s; ask Open-Meteo for that variable too.".formatted(List.of(names)));
    }

    private double single(String key, double low, double high) throws UnusableWeather {
        JsonNode value = root.path(key);
        if (!value.isNumber() || value.asDouble() < low || value.asDouble() > high) {
            throw problem(key, "(%s) must be a number from %s to %s.".formatted(value, low, high));
        }
        return value.asDouble();
    }

    private long millis(JsonNode times, int hour, ZoneOffset offset) throws UnusableWeather {
        String text = times.get(hour).asText();
        try {
            return LocalDateTime.parse(text).toInstant(offset).toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnusableWeather(file, "hour " + hour,
                    "the time (%s) must look like 2022-01-01T00:00; ask for ISO 8601 times.".formatted(text), e);
        }
    }

    private UnusableWeather problem(String place, String remedy) {
        return new UnusableWeather(file, place, remedy);
    }
}
