package dev.ondol.historian.csv;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.historian.csv.CsvColumns.NoSample;
import dev.ondol.historian.csv.CsvColumns.Sample;
import dev.ondol.historian.csv.CsvPoints.Known;
import dev.ondol.historian.rollup.Changes;
import dev.ondol.historian.rollup.Kept;
import dev.ondol.historian.sql.Database;
import dev.ondol.historian.sql.PlantTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Stores history from a CSV file, each reading once: one that is stored already, with the same point and time, is passed
/// over. So a file may be imported again after a failure, or overlap another. Not for what a gateway sends at the same time.
public final class CsvImport {
    /// Receives the lines that cannot be stored.
    @FunctionalInterface
    public interface Rejects {
        /// @param number of the line, from 1
        void rejected(long number, String reason, String line) throws IOException;
    }

    /// @param lines        lines with a reading, good or not
    /// @param stored       readings that were new
    /// @param alreadyThere readings that were stored before, or stand in the file twice
    /// @param rejected     lines that could not be stored
    public record Result(long lines, long stored, long alreadyThere, long rejected) {}

    /// A file that has no readings to import: the message names what is wrong and where.
    public static final class NoHistory extends Exception {
        private static final long serialVersionUID = 1;

        NoHistory(String message) {
            super(message);
        }
    }

    /// Serialises imports, which look at what is stored before they store.
    private static final long LOCK = 0x4f6e646f6dL;

    private final Database database;
    private final String site;
    private final int batchLines;
    private final PointMapping mapping;

    /// @param batchLines readings a transaction
    /// @param mapping    what the file calls points of the site
    public CsvImport(Database database, String site, int batchLines, PointMapping mapping) {
        this.database = database;
        this.site = site;
        this.batchLines = batchLines;
        this.mapping = mapping;
    }

    /// Reads to the end of the file. What was reported as done stays stored if it fails later.
    ///
    /// @param wall      wall time in milliseconds, kept with the readings
    /// @param linesDone called now and then with the number of lines read
    public Result run(BufferedReader file, Rejects rejects, long wall, LongConsumer linesDone)
            throws IOException, NoHistory {
        CsvPoints points = new CsvPoints(database, site, mapping);
        long keptFrom = database.transaction(connection -> Kept.read(connection).readings());
        long number = 0;
        Optional<CsvColumns> columns = Optional.empty();
        long lines = 0;
        long rejected = 0;
        long stored = 0;
        List<Sample> batch = new ArrayList<>();
        for (String line = file.readLine(); line != null; line = file.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (columns.isEmpty()) {
                columns = Optional.of(header(line, number));
                continue;
            }
            lines++;
            switch (columns.get().read(line)) {
                case NoSample none -> {
                    rejected++;
                    rejects.rejected(number, none.reason(), line);
                }
                case Sample sample -> {
                    Known point = points.find(sample.point());
                    Sample ours = point == null ? sample : sample.in(point.conversion());
                    Optional<String> flaw = flaw(ours, point, keptFrom);
                    if (flaw.isPresent()) {
                        rejected++;
                        rejects.rejected(number, flaw.get(), line);
                    } else {
                        batch.add(ours);
                    }
                }
            }
            if (batch.size() == batchLines) {
                stored += store(batch, points, wall);
                batch.clear();
                linesDone.accept(number);
            }
        }
        if (columns.isEmpty()) {
            throw new NoHistory("The file is empty; its first line must name the columns time, point and value.");
        }
        stored += store(batch, points, wall);
        linesDone.accept(number);
        return new Result(lines, stored, lines - rejected - stored, rejected);
    }

    private static CsvColumns header(String line, long number) throws NoHistory {
        return CsvColumns.of(line.startsWith("\ufeff") ? line.substring(1) : line).orElseThrow(() -> new NoHistory(
                "Line %d must name the columns, with time, point and value among them; it is: %s".formatted(number,
                        line.length() > 100 ? line.substring(0, 100) + "..." : line)));
    }

    private Optional<String> flaw(Sample sample, @Nullable Known point, long keptFrom) {
        if (point == null) {
            return Optional.of("point (%s) is not a point of %s".formatted(sample.point(), site));
        }
        if (sample.value() < point.low() || sample.value() > point.high()) {
            return Optional.of("value (%s) must be %s to %s for %s".formatted(sample.value(), point.low(),
                    point.high(), sample.point()));
        }
        return sample.time() < keptFrom
                ? Optional.of("time is before what is kept (%s)".formatted(java.time.Instant.ofEpochMilli(keptFrom)))
                : Optional.empty();
    }

    private long store(List<Sample> batch, CsvPoints points, long wall) {
        return batch.isEmpty() ? 0 : database.transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(LOCK));
                // each reading is looked up by the index; a hash join would read whole chunks
                statement.execute("SET LOCAL enable_hashjoin = off");
                statement.execute("SET LOCAL enable_mergejoin = off");
            }
            long stored = insert(connection, batch, points, wall);
            if (stored > 0) {
                Changes changes = new Changes();
                batch.forEach(sample -> changes.add(sample.time()));
                changes.save(connection);
            }
            return stored;
        });
    }

    private static long insert(Connection connection, List<Sample> batch, CsvPoints points, long wall)
            throws SQLException {
        long low = batch.stream().mapToLong(Sample::time).min().orElseThrow();
        long high = batch.stream().mapToLong(Sample::time).max().orElseThrow();
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO reading (time, point_id, value, quality, received_at)
                SELECT DISTINCT ON (n.point_id, n.time) %1$s, n.point_id, n.value, n.quality, %2$s
                FROM unnest(?::bigint[], ?::integer[], ?::double precision[], ?::text[]) WITH ORDINALITY
                     AS n (time, point_id, value, quality, line)
                WHERE NOT EXISTS (SELECT FROM reading r WHERE r.point_id = n.point_id AND r.time = %1$s
                                  AND r.time >= %3$s AND r.time <= %4$s)
                ORDER BY n.point_id, n.time, n.line""".formatted(PlantTime.of("n.time"), PlantTime.literal(wall),
                PlantTime.literal(low), PlantTime.literal(high)))) {
            insert.setArray(1, connection.createArrayOf("int8", batch.stream().map(Sample::time).toArray()));
            insert.setArray(2, connection.createArrayOf("int4",
                    batch.stream().map(sample -> Objects.requireNonNull(points.find(sample.point())).id()).toArray()));
            insert.setArray(3, connection.createArrayOf("float8", batch.stream().map(Sample::value).toArray()));
            insert.setArray(4, connection.createArrayOf("text", batch.stream().map(Sample::quality).toArray()));
            return insert.executeUpdate();
        }
    }
}
