package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import dev.ondol.historian.rollup.Changes;
import dev.ondol.historian.rollup.Kept;
import dev.ondol.historian.rollup.Resolution;
import dev.ondol.historian.rollup.Span;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads a panel in one snapshot: from roll-ups where they are whole, from the readings at its edges and where something was
/// written that is not rolled up yet.
final class PanelQuery {
    private static final int FETCH = 10_000;

    /// A stretch of the panel, read from one of the two.
    private record Part(Span span, boolean readings) {}

    private final PanelSpans spans;
    private final Map<Integer, SpanSeries> series = new HashMap<>();

    private PanelQuery(PanelSpans spans) {
        this.spans = spans;
    }

    static Panel run(Connection connection, Map<Integer, PointId> points, long from, long to, int pixels)
            throws SQLException {
        Kept kept = Kept.read(connection);
        PanelQuery query = new PanelQuery(PanelSpans.choose(from, to, pixels, kept));
        points.keySet().forEach(id -> query.series.put(id, new SpanSeries(query.spans::start)));
        Object[] wanted = points.keySet().toArray();
        for (Part part : query.parts(connection, kept)) {
            if (part.readings()) {
                query.readings(connection, wanted, part.span());
            } else {
                query.rollUp(connection, wanted, part.span());
            }
        }
        Map<PointId, List<History.Bucket>> answer = new HashMap<>();
        points.forEach((id, point) -> answer.put(point, Objects.requireNonNull(query.series.get(id)).buckets()));
        return new Panel(query.spans.spanMillis(), query.spans.resolution(), answer);
    }

    /// In order of time.
    private List<Part> parts(Connection connection, Kept kept) throws SQLException {
        if (spans.resolution().isEmpty()) {
            return List.of(new Part(new Span(spans.from(), spans.to()), true));
        }
        Resolution resolution = spans.resolution().get();
        List<Part> parts = new ArrayList<>();
        // where the readings are gone, the span of the roll-up that the panel's edge cuts is taken whole
        long at = resolution.floor(spans.from()) < kept.readings() ? resolution.floor(spans.from()) : spans.from();
        for (Span change : changes(connection, resolution, kept)) {
            long begin = Math.max(change.from(), spans.from());
            long end = Math.min(change.to(), spans.to());
            if (begin > at) {
                parts.add(new Part(new Span(at, begin), false));
            }
            if (end > Math.max(at, begin)) {
                parts.add(new Part(new Span(Math.max(at, begin), end), true));
                at = end;
            }
        }
        if (at < spans.to()) {
            parts.add(new Part(new Span(at, spans.to()), false));
        }
        return parts;
    }

    /// What must be read from the readings: changes that wait, and edges that cut a span of the roll-up. Where the readings
    /// are gone the roll-up is all there is.
    private List<Span> changes(Connection connection, Resolution resolution, Kept kept) throws SQLException {
        List<Span> changes = new ArrayList<>(Changes.pending(connection, spans.from(), spans.to(), resolution));
        if (resolution.floor(spans.from()) < spans.from()) {
            changes.add(new Span(resolution.floor(spans.from()), resolution.ceil(spans.from())));
        }
        if (resolution.floor(spans.to()) < spans.to()) {
            changes.add(new Span(resolution.floor(spans.to()), resolution.ceil(spans.to())));
        }
        return changes.stream().filter(change -> change.from() >= kept.readings())
                .sorted(Comparator.comparingLong(Span::from)).toList();
    }

    private void readings(Connection connection, Object[] ids, Span span) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT point_id, (date_part('epoch', time) * 1000)::bigint, value FROM reading
                WHERE point_id = ANY (?) AND time >= %s AND time < %s AND quality IS NULL ORDER BY point_id, time"""
                .formatted(PlantTime.PARAMETER, PlantTime.PARAMETER))) {
            try (ResultSet rows = rows(connection, select, ids, span)) {
                while (rows.next()) {
                    double value = rows.getDouble(3);
                    add(rows.getInt(1), rows.getLong(2), value, value, value, value);
                }
            }
        }
    }

    private void rollUp(Connection connection, Object[] ids, Span span) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT point_id, (date_part('epoch', bucket) * 1000)::bigint, first, last, min, max FROM %s
                WHERE point_id = ANY (?) AND bucket >= %s AND bucket < %s ORDER BY point_id, bucket"""
                .formatted(spans.resolution().orElseThrow().table(), PlantTime.PARAMETER, PlantTime.PARAMETER))) {
            try (ResultSet rows = rows(connection, select, ids, span)) {
                while (rows.next()) {
                    add(rows.getInt(1), rows.getLong(2), rows.getDouble(3), rows.getDouble(4), rows.getDouble(5),
                            rows.getDouble(6));
                }
            }
        }
    }

    private static ResultSet rows(Connection connection, PreparedStatement select, Object[] ids, Span span)
            throws SQLException {
        select.setFetchSize(FETCH);
        select.setArray(1, connection.createArrayOf("int4", ids));
        select.setLong(2, span.from());
        select.setLong(3, span.to());
        return select.executeQuery();
    }

    private void add(int id, long time, double first, double last, double min, double max) {
        SpanSeries one = series.get(id);
        if (one != null) {
            one.add(spans.number(time), first, last, min, max);
        }
    }
}
