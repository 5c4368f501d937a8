package dev.ondol.dashboards;

import dev.ondol.dashboards.http.Archive;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.reading.History;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The archive of the pages is the historian.
final class HistorianArchive implements Archive {
    private final History history;

    HistorianArchive(History history) {
        this.history = history;
    }

    @Override
    public List<Slice> series(PointId point, long from, long to, int slices) throws Unavailable {
        return map(List.of(point), from, to, slices).getOrDefault(point, List.of());
    }

    @Override
    public Map<PointId, List<Slice>> map(List<PointId> points, long from, long to, int slices) throws Unavailable {
        try {
            Map<PointId, List<Slice>> found = new HashMap<>();
            history.panel(points, from, to, slices).series().forEach((point, buckets) -> found.put(point, buckets
                    .stream().map(bucket -> new Slice(bucket.time(), bucket.first(), bucket.last(), bucket.min(),
                            bucket.max()))
                    .toList()));
            return found;
        } catch (HistorianUnavailable e) {
            throw new Unavailable("The historian does not answer: " + e.getMessage(), e);
        }
    }
}
