package dev.ondol.historian.reading;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The points of one site as the database knows them. Blocking; thread-safe.
public final class PointTable {
    private static final String NEW = """
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::float8[],
                        ?::float8[], ?::float8[], ?::float8[], ?::float8[])
                 AS n (name, equipment, quantity, brick_class, unit, source, period_s, low, high, write_min, write_max,
                       counter_modulus)
            """;
    private static final String UPDATE = """
            UPDATE point p SET brick_class = n.brick_class, unit = n.unit, source = n.source, period_s = n.period_s,
                low = n.low, high = n.high, write_min = n.write_min, write_max = n.write_max,
                counter_modulus = n.counter_modulus
            """ + NEW + "WHERE p.site = ? AND p.name = n.name";
    private static final String INSERT = """
            INSERT INTO point (name, equipment, quantity, brick_class, unit, source, period_s, low, high, write_min,
                               write_max, counter_modulus, site)
            SELECT n.*, ?
            """ + NEW + """
            WHERE NOT EXISTS (SELECT FROM point p WHERE p.site = ? AND p.name = n.name)
            ON CONFLICT (site, name) DO NOTHING""";

    /// Their own names first.
    private static final String NAMES = """
            SELECT name, id, low, high, 1::float8, 0::float8, 0 AS turn FROM point WHERE site = ?
            UNION ALL
            SELECT a.name, p.id, p.low, p.high, a.factor, a.shift, 1
            FROM point_alias a JOIN point p ON p.id = a.point_id WHERE a.site = ?
            ORDER BY turn""";

    private final Database database;
    private final String site;

    public PointTable(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Inserts points that are new and updates those that are known; none is taken away.
    public void register(Collection<Point> points) {
        List<Point> all = List.copyOf(points);
        database.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(UPDATE);
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                columns(connection, update, 1, all);
                update.setString(13, site);
                update.executeUpdate();
                insert.setString(1, site);
                columns(connection, insert, 2, all);
                insert.setString(14, site);
                return insert.executeUpdate();
            }
        });
    }

    private static void columns(Connection connection, PreparedStatement statement, int first, List<Point> points)
            throws SQLException {
        texts(connection, statement, first, points, point -> point.id().toString());
        texts(connection, statement, first + 1, points, point -> point.id().equipment());
        texts(connection, statement, first + 2, points, point -> point.id().quantity());
        texts(connection, statement, first + 3, points, point -> point.quantity().brickClass());
        texts(connection, statement, first + 4, points, point -> point.quantity().unit());
        texts(connection, statement, first + 5, points, Point::source);
        statement.setArray(first + 6, connection.createArrayOf("int4",
                points.stream().map(point -> (int) point.period().toSeconds()).toArray()));
        numbers(connection, statement, first + 7, points, point -> point.quantity().low());
        numbers(connection, statement, first + 8, points, point -> point.quantity().high());
        numbers(connection, statement, first + 9, points,
                point -> point.limits().map(SetpointLimits::min).orElse(null));
        numbers(connection, statement, first + 10, points,
                point -> point.limits().map(SetpointLimits::max).orElse(null));
        numbers(connection, statement, first + 11, points,
                point -> point.counterModulus().isPresent() ? point.counterModulus().getAsDouble() : null);
    }

    private static void texts(Connection connection, PreparedStatement statement, int index, List<Point> points,
            Function<Point, String> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf("text", points.stream().map(column).toArray()));
    }

    private static void numbers(Connection connection, PreparedStatement statement, int index, List<Point> points,
            Function<Point, @Nullable Double> column) throws SQLException {
        @Nullable
        Double[] values = new Double[points.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(points.get(i));
        }
        statement.setArray(index, connection.createArrayOf("float8", values));
    }

    /// All points of the site, under all their names.
    KnownNames load() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(NAMES)) {
                select.setString(1, site);
                select.setString(2, site);
                KnownNames names = KnownNames.empty();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        names.put(rows.getString(1), new KnownPoint(rows.getInt(2), rows.getDouble(3),
                                rows.getDouble(4), new UnitConversion(rows.getDouble(5), rows.getDouble(6))));
                    }
                }
                return names;
            }
        });
    }
}
