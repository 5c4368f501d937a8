package dev.ondol.dashboards.http;

import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.PlateExchangers;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.facility.site.Envelope.Range;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Changes of a plant that people often ask about, as YAML with the keys of the site: to begin with.
final class PlantChanges {
    private static final double WARMER_K = 2;

    /// One of them.
    ///
    /// @param id    for the browser's words
    /// @param where hall, or empty
    /// @param yaml  what is other
    record Change(String id, String where, String yaml) {}

    private PlantChanges() {}

    static List<Change> of(Site site) {
        List<Change> all = new ArrayList<>();
        site.cooling().chillers().map(Chillers::units).filter(units -> units > 1).ifPresent(units -> all.add(new Change(
                "chiller-less", "", "cooling:\n  chillers: {units: %d}\n".formatted(units - 1))));
        site.cooling().towers().map(Towers::units).filter(units -> units > 1).ifPresent(units -> all.add(new Change(
                "tower-less", "", "cooling:\n  towers: {units: %d}\n".formatted(units - 1))));
        site.cooling().economizer().map(PlateExchangers::units).ifPresent(units -> all.add(new Change("no-economizer",
                "", "cooling:\n  economizer: null\n")));
        for (Hall hall : site.halls()) {
            hall.cdu().ifPresent(cdu -> all.add(new Change("cdu-more", hall.id(),
                    "halls:\n  - id: %s\n    cdu: {units: %d}\n".formatted(hall.id(), cdu.units() + 1))));
        }
        Range air = site.envelope().supplyAirC();
        double warmer = Math.min(air.max(), air.min() + WARMER_K);
        if (warmer > air.min()) {
            all.add(new Change("warmer-air", "", String.format(Locale.ROOT,
                    "envelope:\n  supplyAirC: {min: %s, max: %s}\n", plain(warmer), plain(air.max()))));
        }
        return all;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
