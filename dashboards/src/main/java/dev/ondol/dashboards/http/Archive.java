package dev.ondol.dashboards.http;

import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the pages read of the past. Calls block: they are made on virtual threads only.
public interface Archive {
    /// Readings of one span of time, drawn without loss at that width: the first and last in time, lowest and highest
    /// (M4; Jugel et al., VLDB 2014).
    ///
    /// @param time start of the span, plant time in milliseconds
    record Slice(long time, double first, double last, double min, double max) {}

    /// The archive does not answer.
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// So many slices of [from, to), or up to a quarter more or less, in order of time; a span without readings is absent.
    List<Slice> series(PointId point, long from, long to, int slices) throws Unavailable;

    /// The same of many points.
    default Map<PointId, List<Slice>> map(List<PointId> points, long from, long to, int slices) throws Unavailable {
        Map<PointId, List<Slice>> found = new HashMap<>();
        for (PointId point : points) {
            found.put(point, series(point, from, to, slices));
        }
        return found;
    }
}
