package dev.ondol.historian.report;

import dev.ondol.historian.sql.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Savings that were measured on one site. Blocking; thread-safe.
public final class SavingStore {
    private static final String SAVE = """
            INSERT INTO saving (site, meter, from_day, to_day, ondol_days, baseline_days, percent, low, high, saved_kwh, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""";
    private static final String NEWEST = """
            SELECT DISTINCT ON (meter) meter, from_day, to_day, ondol_days, baseline_days, percent, low, high, saved_kwh,
                   significant
            FROM v_saving WHERE site = ? ORDER BY meter, evaluated_at DESC""";

    private static final String EVIDENCE = """
            SELECT body FROM saving WHERE site = ? AND meter = ? ORDER BY evaluated_at DESC LIMIT 1""";

    private final Database database;
    private final String site;

    public SavingStore(Database database, String site) {
        this.database = database;
        this.site = site;
    }

    /// Keeps an evaluation beside the earlier ones.
    ///
    /// @param body all of it as JSON, UTF-8
    public void save(SavingRow row, byte[] body) {
        database.transaction(connection -> {
            try (PreparedStatement save = connection.prepareStatement(SAVE)) {
                save.setString(1, site);
                save.setString(2, row.meter());
                save.setObject(3, LocalDate.parse(row.from()));
                save.setObject(4, LocalDate.parse(row.to()));
                save.setInt(5, row.ondolDays());
                save.setInt(6, row.baselineDays());
                save.setDouble(7, row.percent());
                save.setDouble(8, row.low());
                save.setDouble(9, row.high());
                save.setDouble(10, row.savedKwh());
                save.setString(11, new String(body, StandardCharsets.UTF_8));
                return save.executeUpdate();
            }
        });
    }

    /// The newest evaluation of each meter.
    public List<SavingRow> newest() {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
                select.setString(1, site);
                List<SavingRow> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new SavingRow(rows.getString(1), rows.getObject(2, LocalDate.class).toString(), rows
                                .getObject(3, LocalDate.class).toString(), rows.getInt(4), rows.getInt(5),
                                rows
                                        .getDouble(6),
                                rows.getDouble(7), rows.getDouble(8), rows.getDouble(9), rows.getBoolean(10)));
                    }
                }
                return found;
            }
        });
    }

    /// The newest evaluation of a meter whole, as JSON: the model and every day that counts.
    public Optional<String> evidence(String meter) {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(EVIDENCE)) {
                select.setString(1, site);
                select.setString(2, meter);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
                }
            }
        });
    }
}
