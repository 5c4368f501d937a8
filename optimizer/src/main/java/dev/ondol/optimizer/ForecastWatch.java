package dev.ondol.optimizer;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.forecast.DailySeries;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.forecast.Outlook.Point;
import dev.ondol.optimizer.forecast.SunForecast;
import dev.ondol.optimizer.forecast.TrackedForecast;
import dev.ondol.optimizer.forecast.WeatherOutlook;
import dev.ondol.optimizer.observe.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;

/// What is expected of the coming day, and how wrong it has been: weather, power of the site, sun, work that comes, price and
/// carbon. One thread.
final class ForecastWatch {
    private static final long HOUR = 3_600_000;
    private static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    private static final PointId WET_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.WET_BULB_TEMPERATURE);
    private static final PointId FACILITY = PointId.of(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER);
    private static final PointId SUN = PointId.of(PointCatalog.PHOTOVOLTAICS, Quantity.ACTIVE_POWER);

    private final Readings readings;
    private final WeatherOutlook weather;
    private final EnergyMarket market;
    private final TrackedForecast dryBulb;
    private final TrackedForecast wetBulb;
    private final DailySeries loadKw;
    private final TrackedForecast load;
    private final Optional<SunForecast> sunKw;
    private final Optional<TrackedForecast> sun;
    private final DailySeries gpusAnHour;
    private final TrackedForecast arrivals;
    private long arrivedBefore = -1;
    private long hourBefore = Long.MIN_VALUE;

    ForecastWatch(Site site, Readings readings, WeatherOutlook weather) {
        this.readings = readings;
        this.weather = weather;
        market = EnergyMarket.korea(site.location().zone());
        dryBulb = new TrackedForecast("dryBulb", "Cel", at -> weather.at(at).dryBulbC());
        wetBulb = new TrackedForecast("wetBulb", "Cel", at -> weather.at(at).wetBulbC());
        loadKw = new DailySeries(0, site.location().longitude());
        load = new TrackedForecast("facilityPower", "kW", loadKw::at);
        sunKw = site.assets().flatMap(assets -> assets.pv()).map(spec -> new SunForecast(spec, site.location()));
        sun = sunKw.map(expected -> new TrackedForecast("photovoltaics", "kW", expected::at));
        gpusAnHour = new DailySeries(0, site.location().longitude());
        arrivals = new TrackedForecast("gpusAskedFor", "/h", at -> Math.max(0, gpusAnHour.at(at)));
    }

    /// Looks at the meters and at what jobs have asked for.
    ///
    /// @param now   plant time in milliseconds
    /// @param asked GPUs that jobs have asked for since the start
    void look(long now, long asked) {
        if (weather.known()) {
            readings.fresh(DRY_BULB, now).ifPresent(value -> dryBulb.observe(now, value));
            readings.fresh(WET_BULB, now).ifPresent(value -> wetBulb.observe(now, value));
        }
        readings.fresh(FACILITY, now).ifPresent(kw -> {
            loadKw.observe(now, kw);
            load.observe(now, kw);
        });
        sunKw.ifPresent(expected -> readings.fresh(SUN, now).ifPresent(kw -> {
            expected.observe(now, kw);
            sun.orElseThrow().observe(now, kw);
        }));
        long hour = Math.floorDiv(now, HOUR);
        if (hour > hourBefore) {
            if (arrivedBefore >= 0 && hour == hourBefore + 1) {
                double gpus = (double) (asked - arrivedBefore);
                gpusAnHour.observe(now, gpus);
                arrivals.observe(now, gpus);
            }
            arrivedBefore = asked;
            hourBefore = hour;
        }
    }

    /// The coming day as far as something is known.
    ///
    /// @param now plant time in milliseconds
    List<Outlook> outlooks(long now) {
        List<Outlook> outlooks = new ArrayList<>();
        if (weather.known()) {
            outlooks.add(dryBulb.outlook(now));
            outlooks.add(wetBulb.outlook(now));
        }
        if (loadKw.known()) {
            outlooks.add(load.outlook(now));
        }
        sun.ifPresent(known -> outlooks.add(known.outlook(now)));
        if (gpusAnHour.known()) {
            outlooks.add(arrivals.outlook(now));
        }
        outlooks.add(published("price", market.data().currency() + "/kWh", now, market::pricePerKwh));
        outlooks.add(published("carbon", "kg/kWh", now, market::carbonKgPerKwh));
        return outlooks;
    }

    private static Outlook published(String name, String unit, long now, LongToDoubleFunction value) {
        List<Point> points = new ArrayList<>();
        for (int ahead = 1; ahead <= 24; ahead++) {
            points.add(new Point(now + ahead * HOUR, value.applyAsDouble(now + ahead * HOUR), null, null));
        }
        return new Outlook(name, unit, points, List.of());
    }
}
