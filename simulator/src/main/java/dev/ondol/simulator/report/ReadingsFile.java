package dev.ondol.simulator.report;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.run.Observer;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes readings as compressed CSV: one comment line with what made them, then `time,point,value` with the time in UTC
/// and the value in the unit of the point. Every five minutes it carries the points of site, halls, units and weather, or
/// every minute all points, those of single racks and nodes too. What a sensor does not show is left out.
final class ReadingsFile implements Observer, AutoCloseable {
    private static final long MINUTE_MILLIS = 60_000L;

    private final Writer out;
    private final List<PointId> points;
    private final long everyMillis;

    private ReadingsFile(Writer out, List<PointId> points, long everyMillis) {
        this.out = out;
        this.points = points;
        this.everyMillis = everyMillis;
    }

    static ReadingsFile create(Path file, Scenario scenario, Facility facility, boolean all) throws IOException {
        Writer out = new OutputStreamWriter(
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16),
                StandardCharsets.UTF_8);
        out.write("# site=%s policy=%s from=%s days=%d step=%d seed=%d weather=%s%n".formatted(scenario.site().id(),
                scenario.policy().id(), scenario.from(), scenario.days(), scenario.stepSeconds(), scenario.seed(),
                scenario.weather().name()));
        out.write("time,point,value\n");
        List<PointId> points = PointCatalog.of(facility.site()).all().stream()
                .filter(point -> all || ofSiteHallOrUnit(point)).map(Point::id).toList();
        return new ReadingsFile(out, points, all ? MINUTE_MILLIS : 5 * MINUTE_MILLIS);
    }

    private static boolean ofSiteHallOrUnit(Point point) {
        return !point.source().startsWith("it-") || point.id().equipment().equals(point.source());
    }

    @Override
    public void minute(Simulation simulation) {
        if (simulation.time() % everyMillis == 0) {
            write(simulation.facility());
        }
    }

    private void write(Facility facility) {
        try {
            String time = Instant.ofEpochMilli(facility.time()).toString();
            for (PointId point : points) {
                double value = facility.reading(point);
                if (Double.isFinite(value)) {
                    out.write(time);
                    out.write(',');
                    out.write(point.toString());
                    out.write(',');
                    out.write(Double.toString(Math.rint(value * 1e4) / 1e4));
                    out.write('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
