package dev.ondol.historian.discovery;

import dev.ondol.facility.mapping.NewPoint;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Points that are not in the site's catalog. They can be read and never written.
final class NewPoints {
    private static final String INSERT = """
            INSERT INTO point (site, name, equipment, quantity, brick_class, unit, source, period_s, low, high)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, name) DO NOTHING""";

    /// A point as it is stored.
    record Stored(int id, String unit, double low, double high) {}

    private NewPoints() {}

    static boolean isPoint(Connection connection, String site, String name) throws SQLException {
        return find(connection, site, name).isPresent();
    }

    static Optional<Stored> find(Connection connection, String site, PointId point) throws SQLException {
        return find(connection, site, point.toString());
    }

    private static Optional<Stored> find(Connection connection, String site, String name) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT id, unit, low, high FROM point WHERE site = ? AND name = ?")) {
            select.setString(1, site);
            select.setString(2, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Stored(row.getInt(1), row.getString(2), row.getDouble(3), row.getDouble(4)))
                        : Optional.empty();
            }
        }
    }

    /// @throws NotAccepted where its quantity is none of ours and is not defined
    static void add(Connection connection, String site, PointId point, String source, Optional<NewPoint> define)
            throws SQLException {
        NewPoint what = define.or(() -> Quantity.find(point.quantity()).map(NewPoints::usual))
                .orElseThrow(() -> new NotAccepted(
                        "The quantity %s of %s is none of ours: say its Brick class, unit, low and high, or take one of docs/points.md."
                                .formatted(point.quantity(), point)));
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, site);
            insert.setString(2, point.toString());
            insert.setString(3, point.equipment());
            insert.setString(4, point.quantity());
            insert.setString(5, what.brickClass());
            insert.setString(6, what.unit());
            insert.setString(7, source);
            insert.setInt(8, what.periodSeconds().orElse(NewPoint.PERIOD_SECONDS));
            insert.setDouble(9, what.low());
            insert.setDouble(10, what.high());
            insert.executeUpdate();
        }
    }

    private static NewPoint usual(Quantity quantity) {
        return new NewPoint(quantity.brickClass(), quantity.unit(), quantity.low(), quantity.high(), Optional.empty());
    }
}
