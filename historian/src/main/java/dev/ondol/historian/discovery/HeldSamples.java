package dev.ondol.historian.discovery;

import dev.ondol.historian.discovery.Holding.OfName;
import dev.ondol.historian.discovery.Holding.Sample;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Keeps readings of unknown points of one site, within limits. For one thread.
public final class HeldSamples {
    /// Points of the batch were accepted meanwhile: nothing of the batch is stored, look the points up again and write it anew.
    public static final class PointsAccepted extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final TreeSet<String> names;

        PointsAccepted(Collection<String> names) {
            super("%s %s accepted meanwhile.".formatted(names.size() == 1
                    ? "The point " + names.iterator().next()
                    : names.size() + " points", names.size() == 1 ? "was" : "were"));
            this.names = new TreeSet<>(names);
        }

        /// As they came.
        public Set<String> names() {
            return Set.copyOf(names);
        }
    }

    private static final String LIST = """
            INSERT INTO unknown_point AS u (site, name, state, source, first_seen, last_seen, samples, last_value, example)
            SELECT ?, n.name, 'unknown', n.source, %1$s, %2$s, n.samples, n.last_value, n.example
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::float8[], ?::text[])
                 AS n (name, source, first, last, samples, last_value, example)
            ON CONFLICT (site, name) DO UPDATE SET
                state = CASE WHEN u.state = 'accepted' AND u.name = ANY (?) THEN 'unknown' ELSE u.state END, source = excluded.source,
                first_seen = least(u.first_seen, excluded.first_seen), last_seen = greatest(u.last_seen, excluded.last_seen),
                samples = u.samples + excluded.samples, example = coalesce(u.example, excluded.example),
                last_value = CASE WHEN u.last_seen > excluded.last_seen THEN u.last_value ELSE excluded.last_value END
            RETURNING u.name, u.state, u.held"""
            .formatted(PlantTime.of("n.first"), PlantTime.of("n.last"));
    private static final String HOLD = """
            INSERT INTO held_sample (site, name, time, value, quality, received_at, numbered)
            SELECT ?, n.name, %s, n.value, n.quality, %s, n.numbered
            FROM unnest(?::text[], ?::bigint[], ?::float8[], ?::text[], ?::bigint[], ?::boolean[])
                 WITH ORDINALITY AS n (name, time, value, quality, received, numbered, line) ORDER BY n.line"""
            .formatted(PlantTime.of("n.time"), PlantTime.of("n.received"));
    private static final String COUNT = """
            UPDATE unknown_point u SET held = u.held + n.held, let_go = u.let_go + n.let_go
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS n (name, held, let_go)
            WHERE u.site = ? AND u.name = n.name""";
    private static final String TRIM_POINT = """
            DELETE FROM held_sample WHERE id IN (SELECT id FROM held_sample WHERE site = ? AND name = ?
                                                 ORDER BY time DESC, id DESC OFFSET ?)""";
    private static final String TRIM_SITE = """
            DELETE FROM held_sample WHERE id IN (SELECT id FROM held_sample WHERE site = ? ORDER BY time, id LIMIT ?)
            RETURNING name""";

    private final String site;
    private final HoldLimits limits;
    private final int rowsAtOnce;
    private final Set<String> listed = new HashSet<>();

    /// @param rowsAtOnce rows of one statement
    public HeldSamples(String site, HoldLimits limits, int rowsAtOnce) {
        this.site = site;
        this.limits = limits;
        this.rowsAtOnce = rowsAtOnce;
    }

    /// A name of the batch as the list has it.
    private record Row(String state, long held) {}

    /// Keeps them, in the transaction of their frames.
    ///
    /// @param lookedUp names of [PointsAccepted], once the points were looked up again: one of these that is accepted and still
    ///                 not known has lost its point, and is unknown once more. Of any other name that cannot be said: it may
    ///                 have been accepted since
    /// @return readings that are held now and were not before
    /// @throws PointsAccepted where the batch must be written anew
    public long save(Connection connection, Holding batch, Set<String> lookedUp) throws SQLException {
        if (batch.size() == 0) {
            return 0;
        }
        Turn.take(connection, site);
        SortedMap<String, OfName> names = withRoom(connection, batch.names());
        Map<String, Row> rows = list(connection, names, lookedUp);
        List<String> accepted = rows.entrySet().stream().filter(row -> row.getValue().state().equals("accepted")).map(
                Map.Entry::getKey).toList();
        if (!accepted.isEmpty()) {
            throw new PointsAccepted(accepted);
        }
        Map<String, long[]> counts = new TreeMap<>();
        List<Map.Entry<String, Sample>> held = new ArrayList<>();
        for (Map.Entry<String, OfName> entry : names.entrySet()) {
            Row row = rows.get(entry.getKey());
            if (row == null) {
                throw new IllegalStateException("The name (%s) must be listed.".formatted(entry.getKey()));
            }
            List<Sample> samples = entry.getValue().samples();
            boolean dismissed = row.state().equals("dismissed");
            counts.put(entry.getKey(), dismissed ? new long[]{0, samples.size()} : new long[]{samples.size(), 0});
            if (!dismissed) {
                samples.forEach(sample -> held.add(Map.entry(entry.getKey(), sample)));
            }
        }
        hold(connection, held);
        for (Map.Entry<String, long[]> entry : counts.entrySet()) {
            Row row = rows.get(entry.getKey());
            if (row != null && row.held() + entry.getValue()[0] > HoldLimits.withSlack(limits.samplesOfPoint())) {
                letGo(entry.getValue(), trim(connection, entry.getKey()));
            }
        }
        count(connection, counts);
        trimSite(connection);
        return held.size();
    }

    /// Those names that are listed or find room in the list; the others are only counted.
    private SortedMap<String, OfName> withRoom(Connection connection, SortedMap<String, OfName> names)
            throws SQLException {
        List<String> fresh = names.keySet().stream().filter(name -> !listed.contains(name)).toList();
        if (fresh.isEmpty()) {
            return names;
        }
        Set<String> there = new HashSet<>();
        try (PreparedStatement select = connection
                .prepareStatement("SELECT name FROM unknown_point WHERE site = ? AND name = ANY (?)")) {
            select.setString(1, site);
            select.setArray(2, connection.createArrayOf("text", fresh.toArray()));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    there.add(found.getString(1));
                }
            }
        }
        long room = limits.names() - one(connection,
                "SELECT count(*) FROM unknown_point WHERE site = ? AND state <> 'accepted'");
        SortedMap<String, OfName> kept = new TreeMap<>(names);
        long unlisted = 0;
        for (String name : fresh) {
            if (there.contains(name) || room-- > 0) {
                listed.add(name);
            } else {
                OfName without = kept.remove(name);
                unlisted += without == null ? 0 : without.samples().size();
            }
        }
        if (unlisted > 0) {
            Turn.unlisted(connection, site, unlisted);
        }
        return kept;
    }

    private Map<String, Row> list(Connection connection, SortedMap<String, OfName> names, Set<String> lookedUp)
            throws SQLException {
        Map<String, Row> rows = HashMap.newHashMap(names.size());
        List<Map.Entry<String, OfName>> all = List.copyOf(names.entrySet());
        try (PreparedStatement insert = connection.prepareStatement(LIST)) {
            for (int from = 0; from < all.size(); from += rowsAtOnce) {
                List<Map.Entry<String, OfName>> some = all.subList(from, Math.min(all.size(), from + rowsAtOnce));
                insert.setString(1, site);
                insert.setArray(2, array(connection, "text", some.stream().map(Map.Entry::getKey).toArray()));
                List<OfName> values = some.stream().map(Map.Entry::getValue).toList();
                insert.setArray(3, array(connection, "text", values.stream().map(OfName::source).toArray()));
                insert.setArray(4, array(connection, "int8", values.stream().map(OfName::first).toArray()));
                insert.setArray(5, array(connection, "int8", values.stream().map(OfName::last).toArray()));
                insert.setArray(6, array(connection, "int8",
                        values.stream().map(name -> (long) name.samples().size()).toArray()));
                insert.setArray(7, array(connection, "float8", values.stream().map(OfName::lastValue).toArray()));
                insert.setArray(8, array(connection, "text", values.stream().map(OfName::example).toArray()));
                insert.setArray(9, array(connection, "text", lookedUp.toArray()));
                try (ResultSet listedNow = insert.executeQuery()) {
                    while (listedNow.next()) {
                        rows.put(listedNow.getString(1), new Row(listedNow.getString(2), listedNow.getLong(3)));
                    }
                }
            }
        }
        return rows;
    }

    private void hold(Connection connection, List<Map.Entry<String, Sample>> samples) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(HOLD)) {
            for (int from = 0; from < samples.size(); from += rowsAtOnce) {
                List<Map.Entry<String, Sample>> some = samples.subList(from,
                        Math.min(samples.size(), from + rowsAtOnce));
                List<Sample> values = some.stream().map(Map.Entry::getValue).toList();
                insert.setString(1, site);
                insert.setArray(2, array(connection, "text", some.stream().map(Map.Entry::getKey).toArray()));
                insert.setArray(3, array(connection, "int8", values.stream().map(Sample::time).toArray()));
                insert.setArray(4, array(connection, "float8", values.stream().map(Sample::value).toArray()));
                insert.setArray(5, array(connection, "text", values.stream().map(Sample::quality).toArray()));
                insert.setArray(6, array(connection, "int8", values.stream().map(Sample::receivedAt).toArray()));
                insert.setArray(7, array(connection, "bool", values.stream().map(Sample::numbered).toArray()));
                insert.executeUpdate();
            }
        }
    }

    private long trim(Connection connection, String name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(TRIM_POINT)) {
            delete.setString(1, site);
            delete.setString(2, name);
            delete.setInt(3, limits.samplesOfPoint());
            return delete.executeUpdate();
        }
    }

    private void trimSite(Connection connection) throws SQLException {
        long all = one(connection, "SELECT coalesce(sum(held), 0) FROM unknown_point WHERE site = ?");
        if (all <= HoldLimits.withSlack(limits.samples())) {
            return;
        }
        Map<String, long[]> counts = new TreeMap<>();
        try (PreparedStatement delete = connection.prepareStatement(TRIM_SITE)) {
            delete.setString(1, site);
            delete.setLong(2, all - limits.samples());
            try (ResultSet gone = delete.executeQuery()) {
                while (gone.next()) {
                    letGo(counts.computeIfAbsent(gone.getString(1), ignored -> new long[2]), 1);
                }
            }
        }
        count(connection, counts);
    }

    private static void letGo(long[] heldAndLetGo, long samples) {
        heldAndLetGo[0] -= samples;
        heldAndLetGo[1] += samples;
    }

    private void count(Connection connection, Map<String, long[]> counts) throws SQLException {
        List<Map.Entry<String, long[]>> all = List.copyOf(counts.entrySet());
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            for (int from = 0; from < all.size(); from += rowsAtOnce) {
                List<Map.Entry<String, long[]>> some = all.subList(from, Math.min(all.size(), from + rowsAtOnce));
                update.setArray(1, array(connection, "text", some.stream().map(Map.Entry::getKey).toArray()));
                update.setArray(2, array(connection, "int8", some.stream().map(one -> one.getValue()[0]).toArray()));
                update.setArray(3, array(connection, "int8", some.stream().map(one -> one.getValue()[1]).toArray()));
                update.setString(4, site);
                update.executeUpdate();
            }
        }
    }

    private long one(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, site);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static java.sql.Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
