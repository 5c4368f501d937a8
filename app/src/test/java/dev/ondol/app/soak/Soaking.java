package dev.ondol.app.soak;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What rises and what does not while a site runs on: a line through each figure of each process.
final class Soaking {
    /// What a figure may rise by in an hour of the plant.
    private static final Map<String, Double> LIMITS = Map.of("old generation MB", 1.0, "threads", 0.5, "files", 0.5,
            "connections", 0.5, "spools MB", 1.0);

    private final Map<String, Map<String, Slope>> figures = new LinkedHashMap<>();
    private final double plantHoursAnHour;

    /// @param plantHoursAnHour how fast plant time passes
    Soaking(double plantHoursAnHour) {
        this.plantHoursAnHour = plantHoursAnHour;
    }

    /// @param figure such as threads
    /// @param who    process, or empty where it is of the whole site
    /// @param hours  of wall time
    void add(String figure, String who, double hours, double value) {
        if (Double.isFinite(value)) {
            figures.computeIfAbsent(figure, name -> new LinkedHashMap<>()).computeIfAbsent(who, name -> new Slope())
                    .add(hours * plantHoursAnHour, value);
        }
    }

    void add(String who, double hours, Vitals vitals) {
        add("old generation MB", who, hours, vitals.oldMb());
        add("resident MB", who, hours, vitals.residentMb());
        add("threads", who, hours, vitals.threads());
        add("files", who, hours, vitals.files());
    }

    /// What surely rises faster than it may, by figure and process; empty where nothing does.
    Map<String, Slope> leaks() {
        Map<String, Slope> leaks = new LinkedHashMap<>();
        figures.forEach((figure, slopes) -> slopes.forEach((who, slope) -> {
            if (LIMITS.containsKey(figure) && slope.surelyAbove(LIMITS.get(figure))) {
                leaks.put(figure + " " + who, slope);
            }
        }));
        return leaks;
    }

    /// Whether there were points enough to judge by.
    boolean known() {
        return figures.values().stream().allMatch(slopes -> slopes.values().stream().allMatch(Slope::known));
    }

    /// All slopes, by figure; each an hour of the plant.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        figures.forEach((figure, slopes) -> {
            text.append(text.isEmpty() ? "" : "; ").append(figure);
            slopes.forEach((who, slope) -> text.append(who.isEmpty() ? "" : " " + who).append(String.format(
                    Locale.ROOT, " %s,", slope)));
            text.setLength(text.length() - 1);
        });
        return text.toString();
    }
}
