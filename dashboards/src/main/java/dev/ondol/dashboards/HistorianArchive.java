package dev.ondol.dashboards;

import dev.ondol.dashboards.http.Archive;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.reading.History;
import java.util.List;

/// The archive of the pages is the historian.
final class HistorianArchive implements Archive {
    private final History history;

    HistorianArchive(History history) {
        this.history = history;
    }

    @Override
    public List<Slice> series(PointId point, long from, long to, int slices) throws Unavailable {
        try {
            return history.panel(List.of(point), from, to, slices).series().getOrDefault(point, List.of()).stream().map(
                    bucket -> new Slice(bucket.time(),
                            bucket.first(), bucket.last(), bucket.min(), bucket.max()))
                    .toList();
        } catch (HistorianUnavailable e) {
            throw new Unavailable("The historian does not answer: " + e.getMessage(), e);
        }
    }
}
