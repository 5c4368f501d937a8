package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.reading.History.Bucket;
import dev.ondol.historian.rollup.Resolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a chart panel of some pixels' width needs of its points: first, last, lowest and highest value of each span (M4).
/// Spans without a good reading are absent: a gap.
///
/// @param spanMillis length of a span in milliseconds, rounded up where the readings themselves were asked
/// @param resolution the roll-up that was asked; empty: the readings themselves
/// @param series     by point; points without a reading have an empty list
public record Panel(long spanMillis, Optional<Resolution> resolution, Map<PointId, List<Bucket>> series) {
    public Panel {
        series = Map.copyOf(series);
    }
}
