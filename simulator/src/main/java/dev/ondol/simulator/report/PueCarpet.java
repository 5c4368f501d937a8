package dev.ondol.simulator.report;

import dev.ondol.simulator.report.HourlyLog.Hour;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/// PUE of every hour of the run as a carpet: a column a day, midnight on top. Seven shades between the 2nd and the 98th
/// percentile.
final class PueCarpet {
    private static final double WIDTH = 1040;
    private static final double LEFT = 52;
    private static final double TOP = 8;
    private static final double ROW = 7;
    private static final double HEIGHT = TOP + 24 * ROW + 50;
    static final int SHADES = 7;

    private PueCarpet() {}

    static String svg(List<Hour> hours, ZoneId zone) {
        double[] sorted = hours.stream().mapToDouble(Hour::pue).sorted().toArray();
        double low = sorted[(int) (0.02 * (sorted.length - 1))];
        double high = Math.max(low + 1e-3, sorted[(int) (0.98 * (sorted.length - 1))]);
        LocalDate first = day(hours.getFirst(), zone);
        long days = day(hours.getLast(), zone).toEpochDay() - first.toEpochDay() + 1;
        double column = (WIDTH - LEFT) / days;
        StringBuilder[] shades = new StringBuilder[SHADES];
        for (int i = 0; i < SHADES; i++) {
            shades[i] = new StringBuilder();
        }
        for (Hour hour : hours) {
            ZonedDateTime at = Instant.ofEpochMilli(hour.beginMillis()).atZone(zone);
            int shade = Math.clamp((int) (SHADES * (hour.pue() - low) / (high - low)), 0, SHADES - 1);
            double x = LEFT + (at.toLocalDate().toEpochDay() - first.toEpochDay()) * column;
            shades[shade].append(String.format(Locale.ROOT, "M%.1f %.0fh%.2fv%.1fh-%.2fz", x, TOP + at.getHour() * ROW,
                    column + 0.15, ROW + 0.15, column + 0.15));
        }
        Drawing drawing = new Drawing(WIDTH, HEIGHT,
                String.format(Locale.ROOT, "PUE by day and hour, mostly between %.2f and %.2f", low, high));
        for (int i = 0; i < SHADES; i++) {
            drawing.path("shade" + i, shades[i].isEmpty() ? "M0 0" : shades[i]);
        }
        for (int hour = 0; hour <= 24; hour += 6) {
            drawing.text("tick", LEFT - 8, TOP + hour * ROW + 4, "end", String.format(Locale.ROOT, "%02d:00", hour));
        }
        names(drawing, first, days, column);
        legend(drawing, low, high);
        return drawing.toString();
    }

    private static LocalDate day(Hour hour, ZoneId zone) {
        return Instant.ofEpochMilli(hour.beginMillis()).atZone(zone).toLocalDate();
    }

    private static void names(Drawing drawing, LocalDate first, long days, double column) {
        double free = -1;
        for (long n = 0; n < days; n++) {
            LocalDate day = first.plusDays(n);
            double x = LEFT + n * column;
            boolean named = days > 62 ? day.getDayOfMonth() == 1 : true;
            if (named && x >= free && x < WIDTH - 30) {
                String month = day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
                drawing.text("tick", x, TOP + 24 * ROW + 17, "start",
                        days > 62 ? month : day.getDayOfMonth() + " " + month);
                free = x + 52;
            }
        }
    }

    private static void legend(Drawing drawing, double low, double high) {
        double y = TOP + 24 * ROW + 30;
        double x = WIDTH - SHADES * 22 - 34;
        drawing.text("tick", x - 38, y + 10, "end", "PUE");
        drawing.text("tick", x - 6, y + 10, "end", String.format(Locale.ROOT, "%.2f", low));
        for (int i = 0; i < SHADES; i++) {
            drawing.rect("shade" + i, x + i * 22, y, 21, 12, String.format(Locale.ROOT, "%.2f to %.2f",
                    low + (high - low) * i / SHADES, low + (high - low) * (i + 1) / SHADES));
        }
        drawing.text("tick", WIDTH, y + 10, "end", String.format(Locale.ROOT, "%.2f", high));
    }
}
