package dev.ondol.app.replay;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.csv.CsvExport;
import dev.ondol.historian.rollup.Span;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The stored history of a site as the CSV that an export would write, while it is read: a virtual thread asks the database.
public final class StoredReadings extends FilterInputStream {
    private static final int BUFFER = 1 << 20;

    private final Thread writer;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// @param from,to plant milliseconds, the end exclusive; the least and the greatest long for all that is stored
    public StoredReadings(Historian historian, Site site, Wanted wanted, long from, long to) throws IOException {
        super(new PipedInputStream(BUFFER));
        PipedOutputStream out = new PipedOutputStream((PipedInputStream) in);
        List<String> points = PointCatalog.of(site).all().stream().map(Point::id).filter(wanted::keep)
                .map(Object::toString).toList();
        writer = Thread.ofVirtual().name("stored-readings").start(() -> write(historian.csvExport(site.id()), out,
                points, from, to));
    }

    private void write(CsvExport csv, PipedOutputStream pipe, List<String> points, long from, long to) {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(pipe, StandardCharsets.UTF_8), BUFFER)) {
            boolean bounded = from > Long.MIN_VALUE && to < Long.MAX_VALUE; // then nobody has to look how much there is
            Span all = bounded
                    ? new Span(from, to)
                    : csv.range().orElseThrow(() -> new IOException("it holds no readings of this site"));
            csv.run(out, points, Math.max(from, all.from()), Math.min(to, all.to()), ignored -> {});
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        Throwable failed = failure.get();
        if (got < 0 && failed != null) {
            throw new IOException("the history could not be read: " + failed.getMessage(), failed);
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        super.close();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
