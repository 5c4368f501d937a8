package dev.ondol.simulator.report;

import dev.ondol.simulator.report.HourlyLog.Hour;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The hours of a run cut into months, or into days where it is short.
///
/// @param names   of each: `Jul`, or `1 Jul`
/// @param hours   of each
/// @param monthly true: months
record Periods(List<String> names, List<List<Hour>> hours, boolean monthly) {
    private static final int LONG_DAYS = 62;

    static Periods of(List<Hour> hours, ZoneId zone) {
        boolean monthly = hours.size() > LONG_DAYS * 24;
        Map<LocalDate, List<Hour>> parts = new LinkedHashMap<>();
        for (Hour hour : hours) {
            LocalDate day = Instant.ofEpochMilli(hour.beginMillis()).atZone(zone).toLocalDate();
            parts.computeIfAbsent(monthly ? day.withDayOfMonth(1) : day, key -> new ArrayList<>()).add(hour);
        }
        List<String> names = new ArrayList<>();
        for (LocalDate day : parts.keySet()) {
            String month = day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            names.add(monthly ? month : day.getDayOfMonth() + " " + month);
        }
        return new Periods(names, List.copyOf(parts.values()), monthly);
    }

    /// Every how many periods there is room for a name.
    int nameEvery() {
        return Math.max(1, (names.size() + 11) / 12);
    }
}
