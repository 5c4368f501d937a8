package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a plant's points showed over a stretch of plant time, in order, with all that was found wrong with it. Not changed any
/// more; safe for all threads.
public final class Recording {
    private final Map<PointId, Series> series;
    private final Map<String, String> remarks;
    private final List<Gap> gaps;
    private final List<Irregularity> irregularities;
    private final long rows;
    private final double samplesPerSecond;
    private final long from;
    private final long to;
    private final long period;

    Recording(Map<PointId, Series> series, Map<String, String> remarks, List<Gap> gaps,
            List<Irregularity> irregularities, long rows, double samplesPerSecond, long from, long to, long period) {
        this.series = Map.copyOf(series);
        this.remarks = Map.copyOf(remarks);
        this.gaps = List.copyOf(gaps);
        this.irregularities = List.copyOf(irregularities);
        this.rows = rows;
        this.samplesPerSecond = samplesPerSecond;
        this.from = from;
        this.to = to;
        this.period = period;
    }

    /// The same, with what was found wrong before its rows were read.
    public Recording telling(List<Irregularity> before) {
        return before.isEmpty()
                ? this
                : new Recording(series, remarks, gaps, Stream.concat(before.stream(), irregularities.stream()).toList(),
                        rows, samplesPerSecond, from, to, period);
    }

    Optional<Series> series(PointId point) {
        return Optional.ofNullable(series.get(point)).filter(of -> of.size() > 1);
    }

    /// What its remarks say: `site`, `policy`, `step`, `seed`.
    public Optional<String> remark(String key) {
        return Optional.ofNullable(remarks.get(key));
    }

    List<Gap> gaps() {
        return gaps;
    }

    public List<Irregularity> irregularities() {
        return irregularities;
    }

    /// Rows that were read.
    public long rows() {
        return rows;
    }

    /// How fast they were read, a wall second.
    public double samplesPerSecond() {
        return samplesPerSecond;
    }

    /// The first reading, plant milliseconds.
    public long from() {
        return from;
    }

    /// The last reading, plant milliseconds.
    public long to() {
        return to;
    }

    /// Usual plant time between two readings of a point, ms.
    public long period() {
        return period;
    }
}
