package dev.ondol.historian.csv;

import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.NameIndex.Meaning;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the names in a file mean: points of the site, names that were accepted for them, and names of a mapping, in this
/// order. Each name is looked up in the mapping once. For one import.
final class CsvPoints {
    private static final String NAMES = """
            SELECT name, id, low, high, 1::float8, 0::float8, 0 AS turn FROM point WHERE site = ?
            UNION ALL
            SELECT a.name, p.id, p.low, p.high, a.factor, a.shift, 1
            FROM point_alias a JOIN point p ON p.id = a.point_id WHERE a.site = ?
            ORDER BY turn""";

    /// @param low        lowest plausible reading, in our unit
    /// @param high       highest plausible reading, in our unit
    /// @param conversion from the values of the file to our unit
    record Known(int id, double low, double high, UnitConversion conversion) {}

    private final Database database;
    private final String site;
    private final NameIndex mapping;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    CsvPoints(Database database, String site, PointMapping mapping) {
        this.database = database;
        this.site = site;
        this.mapping = new NameIndex(mapping);
        load();
    }

    private void load() {
        database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(NAMES)) {
                select.setString(1, site);
                select.setString(2, site);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        known.putIfAbsent(rows.getString(1), new Known(rows.getInt(2), rows.getDouble(3),
                                rows.getDouble(4), new UnitConversion(rows.getDouble(5), rows.getDouble(6))));
                    }
                }
                return known;
            }
        });
    }

    /// Null where nobody knows the name. A point that only the mapping defines is made.
    @Nullable
    Known find(String name) {
        Known point = known.get(name);
        if (point != null || unknown.contains(name)) {
            return point;
        }
        Optional<Meaning> meaning = mapping.find(name);
        if (meaning.isEmpty()) {
            unknown.add(name);
            return null;
        }
        String ours = meaning.get().point().toString();
        if (!known.containsKey(ours)) {
            new Discovery(database, site).define(meaning.get().point(), "import", meaning.get().define());
            load();
        }
        Known target = known.get(ours);
        if (target == null) {
            throw new IllegalStateException("The point %s was made and is not there.".formatted(ours));
        }
        Known named = new Known(target.id(), target.low(), target.high(), meaning.get().conversion());
        known.put(name, named);
        return named;
    }
}
