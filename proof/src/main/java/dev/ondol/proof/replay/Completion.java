package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import dev.ondol.proof.replay.Irregularity.Kind;
import dev.ondol.proof.replay.Series.Doubled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is done with a recording once all its rows are read: readings are put in order, and what is wrong is found and told.
final class Completion {
    /// A point is silent when its next reading comes after this many of its periods.
    private static final double SILENT = 2.5;
    private static final long SHORTEST_GAP = 120_000;
    private static final long HOUR = 3_600_000;
    /// How far from an hour a clock's jump for daylight saving may seem, ms.
    private static final long ABOUT = 15 * 60_000;

    private final Collection<PointColumn> columns;
    private final Set<String> unknown;
    private final UnitChanges units;
    private final List<Irregularity> told = new ArrayList<>();

    /// @param rows            all of them
    /// @param readings        that were kept
    /// @param seconds         wall time of the reading
    /// @param unreadable      rows that were none
    /// @param firstUnreadable number of the first of those
    /// @param never           rows with a time that no clock of the site ever showed
    /// @param twice           rows with a time that clocks of the site showed twice
    record Count(long rows, long readings, double seconds, long unreadable, long firstUnreadable, long never,
            long twice) {}

    Completion(Map<PointId, PointColumn> columns, Set<String> unknown, UnitChanges units) {
        this.columns = columns.values();
        this.unknown = unknown;
        this.units = units;
    }

    Recording finish(Map<String, String> remarks, Count count) throws UnusableRecording {
        if (count.readings == 0) {
            throw new UnusableRecording(
                    "The recording has no reading of a point of the site in the window. Is it of another site, or does it need a --mapping?");
        }
        rows(count);
        order();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        List<Long> periods = new ArrayList<>();
        Map<PointId, Series> series = new LinkedHashMap<>();
        List<Gap> gaps = new ArrayList<>();
        columns.forEach(this::doubled);
        units.search(columns);
        for (PointColumn column : columns) {
            Series of = column.series;
            if (of.size() < 2) {
                continue;
            }
            series.put(column.point, of);
            from = Math.min(from, of.time(0));
            to = Math.max(to, of.time(of.size() - 1));
            periods.add(of.period());
        }
        if (series.isEmpty()) {
            throw new UnusableRecording("No point of the recording has two readings in the window.");
        }
        periods.sort(Comparator.naturalOrder());
        long period = periods.get(periods.size() / 2);
        for (Map.Entry<PointId, Series> each : series.entrySet()) {
            gaps.addAll(silence(each.getKey(), each.getValue(), from, to));
        }
        told.addAll(units.told());
        tellGaps(gaps);
        return new Recording(series, remarks, gaps, told, count.rows, count.rows / Math.max(1e-9, count.seconds), from,
                to, period);
    }

    private void rows(Count count) {
        if (count.unreadable > 0) {
            told.add(Irregularity.of(Kind.UNREADABLE_ROW, "", 0, count.unreadable,
                    "%,d rows cannot be read as time, point and value, first row %,d; they are left out."
                            .formatted(count.unreadable, count.firstUnreadable)));
        }
        if (count.never > 0) {
            told.add(Irregularity.of(Kind.DAYLIGHT_SAVING, "", 0, count.never,
                    "%,d rows have a time that clocks of the site skipped when they were put forward; they are left out. Write times with an offset."
                            .formatted(count.never)));
        }
        if (count.twice > 0) {
            told.add(Irregularity.of(Kind.DAYLIGHT_SAVING, "", 0, count.twice,
                    "%,d rows have a time that clocks of the site showed twice when they were put back; the order of rows says which is meant."
                            .formatted(count.twice)));
        }
        if (!unknown.isEmpty()) {
            told.add(Irregularity.of(Kind.UNKNOWN_POINT, unknown.iterator().next(), unknown.size(), unknown.size(),
                    "%,d names are no points of the site; they are left out. --mapping can say what they mean."
                            .formatted(unknown.size())));
        }
    }

    /// Rows that go back: by about an hour at once at most points it was a clock, else the order of rows.
    private void order() {
        Map<Long, List<PointColumn>> clocks = new TreeMap<>();
        List<PointColumn> late = new ArrayList<>();
        for (PointColumn column : columns) {
            if (column.outOfOrder > 0) {
                late.add(column);
                if (Math.abs(column.backMillis - HOUR) <= ABOUT) {
                    clocks.computeIfAbsent(column.backFrom / HOUR, ignored -> new ArrayList<>()).add(column);
                }
            }
        }
        for (List<PointColumn> together : clocks.values()) {
            if (together.size() > 1 && 2 * together.size() >= columns.size()) {
                PointColumn first = together.getFirst();
                told.add(Irregularity.between(Kind.DAYLIGHT_SAVING, first.point.toString(), together.size(),
                        first.backFrom - first.backMillis, first.backFrom, together.size(),
                        "The clock of the recording goes back by an hour at %d points, as at the end of daylight saving: which rows are meant nobody can tell. Instants that come twice with different values are left out. Write times in UTC."
                                .formatted(together.size())));
                late.removeAll(together);
            }
        }
        if (!late.isEmpty()) {
            PointColumn first = late.getFirst();
            long rows = late.stream().mapToLong(column -> column.outOfOrder).sum();
            told.add(Irregularity.between(Kind.OUT_OF_ORDER, first.point.toString(), late.size(),
                    first.firstOutOfOrder, first.firstOutOfOrder, rows,
                    "%,d rows are older than a row of their point before them; they are put in order.".formatted(
                            rows)));
        }
    }

    private void doubled(PointColumn column) {
        Doubled doubled = column.series.sort();
        if (doubled.same() + doubled.conflict() > 0) {
            told.add(Irregularity.of(Kind.DOUBLED, column.point.toString(), 1, doubled.same() + doubled.conflict(),
                    "%,d readings come twice alike (one counts), %,d with different values (none counts).".formatted(
                            doubled.same(), doubled.conflict())));
        }
        if (column.implausible > 0) {
            told.add(Irregularity.of(Kind.IMPLAUSIBLE, column.point.toString(), 1, column.implausible,
                    "%,d readings lie outside of %s to %s %s; they are left out.".formatted(column.implausible,
                            column.quantity.low(), column.quantity.high(), column.quantity.unit())));
        }
        if (column.bad > 0) {
            told.add(Irregularity.of(Kind.BAD_QUALITY, column.point.toString(), 1, column.bad,
                    "%,d readings were marked as not good by their source; they are left out.".formatted(column.bad)));
        }
    }

    private static List<Gap> silence(PointId point, Series series, long from, long to) {
        List<Gap> gaps = new ArrayList<>();
        double longest = Math.max(SHORTEST_GAP, SILENT * series.period());
        long last = from - series.period();
        for (int i = 0; i < series.size(); i++) {
            if (series.time(i) - last > longest) {
                gaps.add(new Gap(point, last, series.time(i)));
            }
            last = series.time(i);
        }
        if (to + series.period() - last > longest) {
            gaps.add(new Gap(point, last, to + series.period()));
        }
        return gaps;
    }

    /// Gaps of several points at the same time are one.
    private void tellGaps(List<Gap> gaps) {
        Map<List<Long>, List<Gap>> together = new TreeMap<>(Comparator.comparing((List<Long> of) -> of.get(0))
                .thenComparing(of -> of.get(1)));
        gaps.forEach(gap -> together.computeIfAbsent(Arrays.asList(gap.from(), gap.to()), ignored -> new ArrayList<>())
                .add(gap));
        together.forEach((ends, of) -> {
            boolean clock = of.size() > 1 && 2 * of.size() >= columns.size()
                    && Math.abs(ends.get(1) - ends.get(0) - HOUR) <= ABOUT;
            told.add(Irregularity.between(Kind.GAP, of.getFirst().point().toString(), of.size(), ends.get(0),
                    ends.get(1), of.size(),
                    "%d points have no reading for %,.0f minutes; hours that need them are not judged.%s".formatted(
                            of.size(), (ends.get(1) - ends.get(0)) / 60_000.0, clock
                                    ? " It is an hour at all points, as a clock leaves that is put forward for daylight saving."
                                    : "")));
        });
    }
}
