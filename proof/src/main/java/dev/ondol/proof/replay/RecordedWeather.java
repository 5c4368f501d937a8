package dev.ondol.proof.replay;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.List;
import java.util.Optional;

/// The weather that the site's station showed; without radiation. Pressure is that of the standard atmosphere at the site's
/// altitude. For one run.
final class RecordedWeather implements Weather {
    static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    static final PointId WET_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.WET_BULB_TEMPERATURE);
    static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);
    static final PointId WIND = PointId.of(PointCatalog.WEATHER_STATION, Quantity.WIND_SPEED);

    private final Track dryBulb;
    private final Optional<Track> wetBulb;
    private final Optional<Track> humidity;
    private final Optional<Track> wind;
    private final double pressurePa;
    private final long from;
    private final long shownLater;

    /// @param shownLater after what plant time the station's reading shows the weather of an instant, ms
    RecordedWeather(Site site, Recording recording, long shownLater) {
        dryBulb = new Track(recording.series(DRY_BULB).orElseThrow(), false);
        wetBulb = recording.series(WET_BULB).map(series -> new Track(series, false));
        humidity = recording.series(HUMIDITY).map(series -> new Track(series, false));
        wind = recording.series(WIND).map(series -> new Track(series, false));
        pressurePa = MoistAir.standardPressure(site.location().altitudeM());
        from = recording.from();
        this.shownLater = shownLater;
    }

    /// Points without which there is no weather.
    static List<PointId> needed(Recording recording) {
        return recording.series(WET_BULB).isPresent() ? List.of(DRY_BULB, WET_BULB) : List.of(DRY_BULB, HUMIDITY);
    }

    @Override
    public WeatherSample at(long plantMillis) {
        long time = plantMillis + shownLater;
        double dryC = dryBulb.at(time);
        double ratio = wetBulb.isPresent()
                ? MoistAir.humidityRatioAtWetBulb(dryC, Math.min(dryC, wetBulb.get().at(time)), pressurePa)
                : MoistAir.humidityRatioOf(dryC, Math.clamp(humidity.orElseThrow().at(time) / 100, 0.01, 1),
                        pressurePa);
        double known = Math.max(1e-4, ratio);
        double wetC = wetBulb.isPresent()
                ? Math.min(dryC, wetBulb.get().at(time))
                : MoistAir.wetBulb(dryC, known, pressurePa);
        return new WeatherSample(dryC, wetC, Math.min(dryC, MoistAir.dewPoint(known, pressurePa)),
                Math.clamp(MoistAir.relativeHumidity(dryC, known, pressurePa), 0, 1),
                wind.map(track -> track.at(time)).orElse(0.0), pressurePa, 0);
    }

    @Override
    public long firstMillis() {
        return from;
    }

    @Override
    public String name() {
        return "recorded";
    }
}
