package dev.ondol.dashboards.live;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Derives the figures of the Overview from the newest readings of one site. Not thread-safe.
final class Instruments {
    private final Site site;
    private final Readings readings;
    private final List<String> racks;

    Instruments(Site site, SiteView view, Readings readings) {
        this.site = site;
        this.readings = readings;
        this.racks = view.racks();
    }

    KeyFigures keyFigures(Readings.Instant now) {
        Figure facility = readings.figure(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER, now);
        Figure it = readings.figure(PointCatalog.IT_METER, Quantity.ACTIVE_POWER, now);
        Figure cooling = readings.figure(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER, now);
        Figure pue = Figure.combine(facility, it, (whole, part) -> part > 0 ? whole / part : Double.NaN);
        Figure other = Figure.combine(Figure.combine(facility, it, (a, b) -> a - b), cooling, (a, b) -> a - b);
        return new KeyFigures(pue, facility, it, cooling, other, site.nameplateW() / 1_000,
                readings.figure(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE, now),
                readings.figure(PointCatalog.WEATHER_STATION, Quantity.WET_BULB_TEMPERATURE, now), hottest(now),
                gpus(now));
    }

    Thermal thermal(Readings.Instant now) {
        List<@Nullable Double> inletC = new ArrayList<>(racks.size());
        List<@Nullable Double> powerKw = new ArrayList<>(racks.size());
        for (String rack : racks) {
            inletC.add(tenths(readings.figure(rack, Quantity.INLET_AIR_TEMPERATURE, now)));
            powerKw.add(tenths(readings.figure(rack, Quantity.ACTIVE_POWER, now)));
        }
        List<@Nullable Double> supplyC = new ArrayList<>();
        for (Hall hall : site.halls()) {
            supplyC.add(tenths(readings.figure(hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE, now)));
        }
        return new Thermal(inletC, powerKw, supplyC);
    }

    InletAges inletAges(Readings.Instant now) {
        List<@Nullable Long> ages = new ArrayList<>(racks.size());
        List<Figure.State> states = new ArrayList<>(racks.size());
        for (String rack : racks) {
            Figure inlet = readings.figure(rack, Quantity.INLET_AIR_TEMPERATURE, now);
            ages.add(inlet.ageMs());
            states.add(inlet.state());
        }
        return new InletAges(now.plant(), ages, states);
    }

    private KeyFigures.HottestInlet hottest(Readings.Instant now) {
        Figure hottest = Figure.MISSING;
        String where = null;
        int counted = 0;
        for (String rack : racks) {
            Figure inlet = readings.figure(rack, Quantity.INLET_AIR_TEMPERATURE, now);
            counted += inlet.good() ? 1 : 0;
            if (better(inlet, hottest)) {
                hottest = inlet;
                where = rack;
            }
        }
        Double margin = hottest.value() == null
                ? null
                : Double.valueOf(SiteView.InletLimits.A1.recommendedHighC() - hottest.value());
        return new KeyFigures.HottestInlet(hottest, hottest.value() == null ? null : where, margin, counted,
                racks.size());
    }

    /// A trusted reading beats one that is not; among equals the hotter one.
    private static boolean better(Figure candidate, Figure than) {
        int byState = candidate.state().compareTo(than.state());
        return byState < 0 || byState == 0 && candidate.value() != null && candidate.number() > than.number();
    }

    private KeyFigures.Gpus gpus(Readings.Instant now) {
        Figure sum = null;
        for (Hall hall : site.halls()) {
            Figure allocated = readings.figure("it-" + hall.id(), Quantity.GPUS_ALLOCATED, now);
            sum = sum == null ? allocated : Figure.combine(sum, allocated, Double::sum);
        }
        Figure allocated = sum == null ? Figure.MISSING : sum;
        Double free = allocated.value() == null ? null : Double.valueOf(site.gpus() - allocated.value());
        return new KeyFigures.Gpus(site.gpus(), allocated, free);
    }

    private static @Nullable Double tenths(Figure figure) {
        return figure.good() ? Double.valueOf(Math.round(figure.number() * 10) / 10.0) : null;
    }
}
