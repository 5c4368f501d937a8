package dev.ondol.dashboards.live;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Where the power goes at one instant, and what a kWh costs and emits by hour.
///
/// @param plant     plant time in milliseconds
/// @param facility  at the facility meter, kW
/// @param it        at the IT meter, kW
/// @param cooling   at the cooling meter, kW
/// @param grid      from the grid, below 0 what is fed in, kW; null where the site has no such meter
/// @param pv        of photovoltaics, kW; null where there are none
/// @param battery   into the battery, below 0 out of it, kW; null where there is none
/// @param chargePercent of the battery
/// @param heatPump  that the heat pump draws, kW; null where there is none
/// @param heat      that it delivers, kW thermal
/// @param halls     IT power by hall, kW
/// @param parts     cooling power by kind of machine, kW, of those with a good reading
/// @param market    hours asked for, oldest first
/// @param currency  of their prices
public record Energy(long plant, Figure facility, Figure it, Figure cooling, @Nullable Figure grid,
        @Nullable Figure pv, @Nullable Figure battery, @Nullable Figure chargePercent, @Nullable Figure heatPump,
        @Nullable Figure heat, Map<String, Figure> halls, Map<String, Double> parts, List<MarketHour> market,
        String currency) {
    private static final long HOUR_MS = 3_600_000;

    /// @param at             plant time at which the hour begins, in milliseconds
    /// @param pricePerKwh    of a kWh from the grid
    /// @param carbonKgPerKwh of a kWh from the grid
    /// @param level          load level of the tariff: LIGHT, MID or PEAK
    public record MarketHour(long at, double pricePerKwh, double carbonKgPerKwh, String level) {}

    /// @param from first hour of the market, plant time in milliseconds
    /// @param to   exclusive
    static Energy of(long now, Site site, PointCatalog catalog, EnergyMarket market, Function<Point, Figure> figures,
            long from, long to) {
        Map<String, Figure> halls = new LinkedHashMap<>();
        for (Hall hall : site.halls()) {
            Figure power = figure("it-" + hall.id(), Quantity.ACTIVE_POWER, catalog, figures);
            halls.put(hall.id(), power == null ? Figure.MISSING : power);
        }
        List<MarketHour> hours = new ArrayList<>();
        for (long at = from - Math.floorMod(from, HOUR_MS); at < to; at += HOUR_MS) {
            hours.add(new MarketHour(at, market.pricePerKwh(at), market.carbonKgPerKwh(at), market.level(at).name()));
        }
        return new Energy(now, meter(PointCatalog.FACILITY_METER, catalog, figures), meter(PointCatalog.IT_METER,
                catalog, figures), meter(PointCatalog.COOLING_METER, catalog, figures),
                figure(
                        PointCatalog.GRID_METER, Quantity.ACTIVE_POWER, catalog, figures),
                figure(
                        PointCatalog.PHOTOVOLTAICS, Quantity.ACTIVE_POWER, catalog, figures),
                figure(
                        PointCatalog.BATTERY, Quantity.ACTIVE_POWER, catalog, figures),
                figure(
                        PointCatalog.BATTERY, Quantity.STATE_OF_CHARGE, catalog, figures),
                figure(PointCatalog.HEAT_PUMP, Quantity.ACTIVE_POWER, catalog, figures), figure(PointCatalog.HEAT_PUMP,
                        Quantity.THERMAL_POWER, catalog, figures),
                halls, parts(catalog, figures), List.copyOf(hours),
                market.data().currency());
    }

    private static Map<String, Double> parts(PointCatalog catalog, Function<Point, Figure> figures) {
        Map<String, Double> parts = new LinkedHashMap<>();
        for (Point point : catalog.all()) {
            Matcher unit = Cooling.UNIT.matcher(point.id().equipment());
            if (point.quantity() == Quantity.ACTIVE_POWER && unit.matches()) {
                Figure power = figures.apply(point);
                if (power.value() != null) {
                    parts.merge(unit.group(1), power.value(), Double::sum);
                }
            }
        }
        return parts;
    }

    private static Figure meter(String meter, PointCatalog catalog, Function<Point, Figure> figures) {
        Figure power = figure(meter, Quantity.ACTIVE_POWER, catalog, figures);
        return power == null ? Figure.MISSING : power;
    }

    private static @Nullable Figure figure(String equipment, Quantity quantity, PointCatalog catalog,
            Function<Point, Figure> figures) {
        return catalog.find(PointId.of(equipment, quantity)).map(figures).orElse(null);
    }
}
