package dev.ondol.historian.discovery;

import dev.ondol.facility.mapping.ForeignNames;
import dev.ondol.facility.mapping.NewPoint;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.discovery.NewPoints.Stored;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The points of one site that nobody knew when they came, and what is decided about them. Blocking; thread-safe, and safe
/// beside an ingest that runs.
public final class Discovery {
    private static final String LISTED = """
            SELECT name, state, source, %s, %s, samples, held, let_go, last_value, example FROM unknown_point
            WHERE site = ? AND state <> 'accepted' ORDER BY name COLLATE "C"
            """.formatted(PlantTime.millis("first_seen"),
            PlantTime.millis("last_seen"));
    private static final String KNOWN = """
            SELECT p.name, p.brick_class, p.unit, p.source, p.low, p.high,
                   coalesce(array_agg(a.name ORDER BY a.name COLLATE "C") FILTER (WHERE a.name IS NOT NULL), '{}')
            FROM point p LEFT JOIN point_alias a ON a.point_id = p.id
            WHERE p.site = ? GROUP BY p.id ORDER BY p.name COLLATE "C"
            """;
    private static final String ALREADY_POINTS = """
            SELECT u.name FROM unknown_point u
            WHERE u.site = ? AND u.state = 'unknown'
              AND (EXISTS (SELECT FROM point p WHERE p.site = u.site AND p.name = u.name)
                   OR EXISTS (SELECT FROM point_alias a WHERE a.site = u.site AND a.name = u.name))""";
    private static final String DECIDE = """
            INSERT INTO unknown_point AS u (site, name, state, source) VALUES (?, ?, ?, '')
            ON CONFLICT (site, name) DO UPDATE SET state = excluded.state, held = 0, changed_at = now(),
                let_go = u.let_go + CASE WHEN excluded.state = 'dismissed' THEN u.held ELSE 0 END""";

    private final Database database;
    private final String site;

    public Discovery(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Names that nobody has accepted, in order.
    public List<ListedPoint> listed() {
        return database.transaction(connection -> query(connection, LISTED, row -> new ListedPoint(row.getString(1),
                row.getString(2).equals("unknown") ? ListedPoint.State.UNKNOWN : ListedPoint.State.DISMISSED,
                row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8),
                row.getDouble(9), row.getString(10))));
    }

    /// Points of the site, in order.
    public List<NamedPoint> known() {
        return database.transaction(connection -> query(connection, KNOWN, row -> new NamedPoint(row.getString(1),
                row.getString(2), row.getString(3), row.getString(4), row.getDouble(5), row.getDouble(6),
                names(row.getArray(7)))));
    }

    /// Readings that were let go because the list of names was full.
    public long unlisted() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT coalesce(sum(unlisted), 0) FROM point_discovery WHERE site = ?")) {
                select.setString(1, site);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /// The name is a point's from now on: what is held becomes readings, and frames flow within seconds. Asked again, nothing
    /// more happens.
    ///
    /// @throws NotAccepted where that makes no sense; nothing was changed then
    public Accepted accept(Acceptance acceptance) {
        return database.transaction(connection -> accept(connection, acceptance));
    }

    /// As [#accept], unless a person dismissed the name.
    public Optional<Accepted> acceptUnlessDismissed(Acceptance acceptance) {
        return database.transaction(connection -> {
            Turn.take(connection, site);
            return state(connection, acceptance.name()).filter("dismissed"::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of(accept(connection, acceptance));
        });
    }

    /// Names that came to be points by another way, above all by a change of the site: what is held becomes readings.
    public List<Accepted> absorb() {
        return database.transaction(connection -> {
            List<String> names = query(connection, ALREADY_POINTS, row -> row.getString(1));
            List<Accepted> absorbed = new ArrayList<>();
            if (!names.isEmpty()) {
                Turn.take(connection, site);
            }
            for (String name : names) {
                if (NewPoints.isPoint(connection, site, name)) {
                    update(connection, "DELETE FROM point_alias WHERE site = ? AND name = ?", site, name);
                }
                Optional<Acceptance> alias = alias(connection, name);
                absorbed.add(accept(connection, alias.isPresent()
                        ? alias.get()
                        : new Acceptance(name, PointId.of(name), UnitConversion.SAME, Optional.empty())));
            }
            return absorbed;
        });
    }

    /// Nothing is held of this name any longer and what comes is only counted. An alias is one no longer; readings stay.
    ///
    /// @return false where the name is neither listed nor an alias
    public boolean dismiss(String name) {
        return database.transaction(connection -> {
            Turn.take(connection, site);
            int aliases = update(connection, "DELETE FROM point_alias WHERE site = ? AND name = ?", site, name);
            if (aliases == 0 && state(connection, name).filter(state -> !state.equals("accepted")).isEmpty()) {
                return false;
            }
            update(connection, DECIDE, site, name, "dismissed");
            update(connection, "DELETE FROM held_sample WHERE site = ? AND name = ?", site, name);
            return true;
        });
    }

    /// Makes a point that the site does not have yet.
    ///
    /// @throws NotAccepted where its quantity is none of ours and is not defined
    public void define(PointId point, String source, Optional<NewPoint> define) {
        database.transaction(connection -> {
            NewPoints.add(connection, site, point, source, define);
            return true;
        });
    }

    private Accepted accept(Connection connection, Acceptance wanted) throws SQLException {
        Turn.take(connection, site);
        String name = wanted.name();
        String source = source(connection, name);
        Optional<Stored> before = NewPoints.find(connection, site, wanted.point());
        if (before.isEmpty()) {
            NewPoints.add(connection, site, wanted.point(), source, wanted.define());
        }
        Stored point = NewPoints.find(connection, site, wanted.point()).orElseThrow();
        check(wanted, point, alias(connection, name), NewPoints.isPoint(connection, site, name));
        if (!name.equals(wanted.point().toString())) {
            addAlias(connection, wanted, point);
        }
        Release release = new Release(connection, site, name, wanted.conversion(), point);
        long stored = release.store();
        int refused = release.refuse(source);
        update(connection, "DELETE FROM held_sample WHERE site = ? AND name = ?", site, name);
        update(connection, DECIDE, site, name, "accepted");
        return new Accepted(name, wanted.point().toString(), before.isEmpty(), stored, refused);
    }

    private void check(Acceptance wanted, Stored point, Optional<Acceptance> alias, boolean isPoint) {
        String name = wanted.name();
        if (!ForeignNames.isLegal(name)) {
            throw new NotAccepted("A name must have 1 to 200 characters and no control characters.");
        }
        if (name.equals(wanted.point().toString())) {
            if (!wanted.conversion().equals(UnitConversion.SAME)) {
                throw new NotAccepted("The point %s must come in %s when it has the name that we use: give it another."
                        .formatted(name, point.unit()));
            }
        } else if (isPoint) {
            throw new NotAccepted("The name %s is a point of the site itself and cannot stand for %s.".formatted(name,
                    wanted.point()));
        }
        if (wanted.define().isPresent() && !wanted.define().get().unit().equals(point.unit())) {
            throw new NotAccepted("The point %s is there already, in %s and not in %s: use that unit, or another name."
                    .formatted(wanted.point(), point.unit(), wanted.define().get().unit()));
        }
        alias.filter(other -> !other.point().equals(wanted.point())
                || !other.conversion().equals(wanted.conversion())).ifPresent(other -> {
                    throw new NotAccepted(
                            "The name %s stands for %s already (times %s plus %s): dismiss it first, then accept it anew."
                                    .formatted(name, other.point(), other.conversion().factor(),
                                            other.conversion().offset()));
                });
    }

    private void addAlias(Connection connection, Acceptance wanted, Stored point) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO point_alias (site, name, point_id, factor, shift) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (site, name) DO NOTHING""")) {
            insert.setString(1, site);
            insert.setString(2, wanted.name());
            insert.setInt(3, point.id());
            insert.setDouble(4, wanted.conversion().factor());
            insert.setDouble(5, wanted.conversion().offset());
            insert.executeUpdate();
        }
    }

    private Optional<Acceptance> alias(Connection connection, String name) throws SQLException {
        return first(query(connection, """
                SELECT p.name, a.factor, a.shift FROM point_alias a JOIN point p ON p.id = a.point_id
                WHERE a.site = ? AND a.name = ?""", row -> new Acceptance(name, PointId.of(row.getString(1)),
                new UnitConversion(row.getDouble(2), row.getDouble(3)), Optional.empty()), name));
    }

    private String source(Connection connection, String name) throws SQLException {
        return first(query(connection, "SELECT source FROM unknown_point WHERE site = ? AND name = ?",
                row -> row.getString(1), name)).orElse("");
    }

    private Optional<String> state(Connection connection, String name) throws SQLException {
        return first(query(connection, "SELECT state FROM unknown_point WHERE site = ? AND name = ?",
                row -> row.getString(1), name));
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }

    private static List<String> names(Array names) throws SQLException {
        return List.of((String[]) names.getArray());
    }

    private static int update(Connection connection, String statement, String... texts) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            for (int i = 0; i < texts.length; i++) {
                update.setString(i + 1, texts[i]);
            }
            return update.executeUpdate();
        }
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// @param further parameters after the site
    private <T> List<T> query(Connection connection, String query, Row<T> each, String... further)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, site);
            for (int i = 0; i < further.length; i++) {
                select.setString(i + 2, further[i]);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(each.read(rows));
                }
            }
            return all;
        }
    }
}
