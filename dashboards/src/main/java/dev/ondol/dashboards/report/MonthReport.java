package dev.ondol.dashboards.report;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.historian.report.SpanFigures;
import dev.ondol.historian.report.SpanFigures.MeterHour;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A month of a site as its meters counted it, in the site's own days.
///
/// @param month    for example 2022-07
/// @param from     plant time in milliseconds
/// @param to       exclusive: the end of the month, or the present where that is earlier
/// @param currency of costs
/// @param total    of all days
/// @param days     with at least one counted hour, the oldest first
/// @param inlets   how warm rack inlets were
/// @param commands what was sent
/// @param alarms   raised, by priority
/// @param done     acts, as in the audit log
public record MonthReport(String month, long from, long to, String currency, Sums total, List<Day> days,
        SpanFigures.Inlets inlets, SpanFigures.Commands commands, Map<String, Long> alarms,
        List<SpanFigures.Done> done) {
    private static final long HOUR_MS = 3_600_000;
    private static final String HEAD = "day,hours_counted,hours,facility_kwh,it_kwh,cooling_kwh,pue,energy_cost,currency,kgco2e\n";

    /// Sums over hours that a meter has counted; null where it has counted none.
    ///
    /// @param hoursCounted of the facility meter
    /// @param hours        that there were
    /// @param pue          facility by IT, over the hours that both have counted
    /// @param cost         of the facility's energy at the tariff of each hour, demand charge not included
    /// @param kgCo2e       of the same, by the grid's figure of each hour
    public record Sums(int hoursCounted, int hours, @Nullable Double facilityKwh, @Nullable Double itKwh,
            @Nullable Double coolingKwh, @Nullable Double pue, @Nullable Double cost, @Nullable Double kgCo2e) {}

    /// @param day in the site's zone, for example 2022-07-01
    public record Day(String day, Sums sums) {}

    /// @param now plant time in milliseconds; what comes later has no hours
    public static MonthReport of(YearMonth month, ZoneId zone, long now, EnergyMarket market, SpanFigures figures) {
        long from = start(month.atDay(1), zone);
        long to = Math.max(from, Math.min(start(month.plusMonths(1).atDay(1), zone), now));
        Map<LocalDate, List<MeterHour>> byDay = new TreeMap<>();
        figures.energy().forEach(hour -> byDay.computeIfAbsent(Instant.ofEpochMilli(hour.at()).atZone(zone)
                .toLocalDate(), day -> new ArrayList<>()).add(hour));
        List<Day> days = new ArrayList<>();
        byDay.forEach((day, hours) -> days.add(new Day(day.toString(), sums(hours, hours(start(day, zone), Math.min(to,
                start(day.plusDays(1), zone))), market))));
        return new MonthReport(month.toString(), from, to, market.data().currency(), sums(figures.energy(), hours(from,
                to), market), List.copyOf(days), figures.inlets(), figures.commands(), figures.alarms(), figures
                        .done());
    }

    /// First instant of a month and of the next, plant time in milliseconds.
    public static long[] span(YearMonth month, ZoneId zone) {
        return new long[]{start(month.atDay(1), zone), start(month.plusMonths(1).atDay(1), zone)};
    }

    private static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static int hours(long from, long to) {
        return (int) Math.max(0, Math.ceilDiv(to - from, HOUR_MS));
    }

    private static Sums sums(List<MeterHour> all, int hours, EnergyMarket market) {
        Map<String, Map<Long, MeterHour>> meters = new HashMap<>();
        all.forEach(hour -> meters.computeIfAbsent(hour.meter(), meter -> new TreeMap<>()).put(hour.at(), hour));
        Map<Long, MeterHour> facility = meters.getOrDefault(PointCatalog.FACILITY_METER, Map.of());
        Map<Long, MeterHour> it = meters.getOrDefault(PointCatalog.IT_METER, Map.of());
        double whole = 0;
        double part = 0;
        double cost = 0;
        double kg = 0;
        int counted = 0;
        for (MeterHour hour : facility.values()) {
            MeterHour beside = it.get(hour.at());
            if (beside != null && beside.hours() == hour.hours()) {
                whole += hour.kwh();
                part += beside.kwh();
            }
            for (int i = 0; i < hour.hours(); i++) {
                double kwh = hour.kwh() / hour.hours();
                cost += kwh * market.pricePerKwh(hour.at() + i * HOUR_MS);
                kg += kwh * market.carbonKgPerKwh(hour.at() + i * HOUR_MS);
            }
            counted += hour.hours();
        }
        boolean any = !facility.isEmpty();
        return new Sums(Math.min(counted, hours), hours, sum(facility), sum(it), sum(meters.getOrDefault(
                PointCatalog.COOLING_METER, Map.of())), part > 0 ? Double.valueOf(whole / part) : null, any
                        ? Double.valueOf(cost)
                        : null,
                any ? Double.valueOf(kg) : null);
    }

    private static @Nullable Double sum(Map<Long, MeterHour> hours) {
        return hours.isEmpty() ? null : Double.valueOf(hours.values().stream().mapToDouble(MeterHour::kwh).sum());
    }

    /// A line a day and one for the month.
    public String csv() {
        StringBuilder lines = new StringBuilder(HEAD);
        days.forEach(day -> line(lines, day.day(), day.sums()));
        line(lines, month, total);
        return lines.toString();
    }

    private void line(StringBuilder lines, String name, Sums of) {
        lines.append(name).append(',').append(of.hoursCounted()).append(',').append(of.hours());
        for (Double value : new @Nullable Double[]{of.facilityKwh(), of.itKwh(), of.coolingKwh(), of.pue(), of
                .cost()}) {
            lines.append(',').append(value == null ? "" : value.toString());
        }
        Double kg = of.kgCo2e();
        lines.append(',').append(currency).append(',').append(kg == null ? "" : kg.toString()).append('\n');
    }
}
