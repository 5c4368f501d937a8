package dev.ondol.proof.replay;

import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.facility.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads a recording from CSV: `time,point,value`, perhaps `quality` and `unit` behind, in any order of rows; lines that begin
/// with `#` are remarks. What `ondol simulate --out`, `ondol export` and others write. Nothing that is wrong ends the reading:
/// it is counted and told. One thread.
public final class RecordingReader {
    private static final int BUFFER = 1 << 20;
    private static final int TOLD_EACH = 1 << 16;

    private final byte[] buffer = new byte[BUFFER];
    private final int[] commas = new int[5];
    private final RowTimes times;
    private final Wanted wanted;
    private final Map<PointId, PointColumn> columns = new LinkedHashMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private final PointCatalog catalog;
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final NameTable<Optional<PointColumn>> names;
    private final UnitChanges units = new UnitChanges();
    private final long from;
    private final long to;

    private int qualityField = -1;
    private int unitField = -1;
    private boolean headed;
    private long rows;
    private long readings;
    private long unreadable;
    private long firstUnreadable;
    private long never;
    private long twice;

    /// Which points of a site are kept.
    public interface Wanted {
        /// Points of the site, its halls and its units: what a replay looks at; and which nodes are parked, where that is not too
        /// much for the window.
        ///
        /// @param from,to plant milliseconds; the least and the greatest long for all there is
        static Wanted replayed(Site site, long from, long to) {
            Set<PointId> points = new HashSet<>();
            AwakeNodes.wanted(site, from, to).stream().map(Point::id).forEach(points::add);
            PointCatalog.of(site).all().stream().filter(Window::ofSiteHallOrUnit).map(Point::id).forEach(points::add);
            return points::contains;
        }

        boolean keep(PointId point);
    }

    /// @param from,to plant milliseconds, the end exclusive: what lies outside is skipped
    public RecordingReader(Site site, PointMapping mapping, Wanted wanted, long from, long to) {
        times = new RowTimes(site.location().zone());
        catalog = PointCatalog.of(site);
        this.wanted = wanted;
        this.from = from;
        this.to = to;
        NameIndex index = new NameIndex(mapping);
        names = new NameTable<>(name -> column(name, index));
    }

    private Optional<PointColumn> column(String name, NameIndex index) {
        Optional<NameIndex.Meaning> mapped = index.find(name);
        PointId point = mapped.map(NameIndex.Meaning::point).orElseGet(() -> own(name));
        Optional<Point> ours = point == null ? Optional.empty() : catalog.find(point);
        if (point == null || ours.isEmpty()) {
            unknown.add(name);
            return Optional.empty();
        }
        if (!wanted.keep(point)) {
            return Optional.empty();
        }
        UnitConversion conversion = mapped.map(NameIndex.Meaning::conversion).orElse(UnitConversion.SAME);
        return Optional.of(columns.computeIfAbsent(point, ignored -> new PointColumn(ours.get(), conversion)));
    }

    private @Nullable PointId own(String name) {
        int slash = name.indexOf('/');
        if (slash > 0 && PointId.isName(name.substring(0, slash)) && PointId.isName(name.substring(slash + 1))) {
            return PointId.of(name);
        }
        return null;
    }

    /// Reads all of it.
    ///
    /// @param rowsDone hears now and then how many rows are read
    public Recording read(InputStream in, LongConsumer rowsDone) throws IOException, UnusableRecording {
        long started = System.nanoTime();
        int filled = 0;
        int start = 0;
        boolean more = true;
        while (more) {
            int got = in.readNBytes(buffer, filled, BUFFER - filled);
            more = filled + got == BUFFER;
            filled += got;
            start = 0;
            for (int end = lineEnd(start, filled); end < filled; end = lineEnd(start, filled)) {
                line(start, end);
                start = end + 1;
                if (rows % TOLD_EACH == 0) {
                    rowsDone.accept(rows);
                }
            }
            if (start == 0 && more) {
                throw new UnusableRecording("A row of the recording is longer than %,d bytes: it is no such CSV."
                        .formatted(BUFFER));
            }
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
        }
        if (filled > 0) {
            line(0, filled);
        }
        if (!headed) {
            throw new UnusableRecording("The recording has no header: its first row must be time,point,value.");
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Completion(columns, unknown, units).finish(remarks,
                new Completion.Count(rows, readings, seconds, unreadable, firstUnreadable, never, twice));
    }

    private int lineEnd(int from, int filled) {
        int i = from;
        while (i < filled && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private void line(int start, int lineEnd) throws UnusableRecording {
        int end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (end == start) {
            return;
        }
        if (buffer[start] == '#') {
            remark(new String(buffer, start + 1, end - start - 1, StandardCharsets.UTF_8));
        } else if (headed) {
            rows++;
            row(start, end);
        } else {
            header(new String(buffer, start, end - start, StandardCharsets.UTF_8));
        }
    }

    /// `site=kr-hn1 policy=good-practice ...`
    private void remark(String text) {
        for (String word : text.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                remarks.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    private void header(String text) throws UnusableRecording {
        List<String> fields = Arrays.stream(text.replace("\uFEFF", "").split(",")).map(String::strip).toList();
        if (fields.size() < 3 || fields.size() > 5 || !fields.subList(0, 3).equals(List.of("time", "point", "value"))
                || !fields.stream().skip(3).allMatch(List.of("quality", "unit")::contains)) {
            throw new UnusableRecording(
                    "The first row (%s) must be time,point,value, perhaps followed by quality and unit. Put such a header first."
                            .formatted(text));
        }
        qualityField = fields.indexOf("quality");
        unitField = fields.indexOf("unit");
        headed = true;
    }

    private void row(int start, int end) {
        int fields = 0;
        for (int i = start; i < end && fields < commas.length - 1; i++) {
            if (buffer[i] == ',') {
                commas[fields++] = i;
            }
        }
        commas[fields] = end;
        if (fields < 2) {
            unreadable();
            return;
        }
        long time = times.millis(buffer, start, commas[0]);
        if (time == RowTimes.NEVER) {
            never++;
            return;
        }
        double value = Numbers.read(buffer, commas[1] + 1, commas[2]);
        if (time == RowTimes.UNREADABLE || !Double.isFinite(value)) {
            unreadable();
            return;
        }
        Optional<PointColumn> found = names.find(buffer, commas[0] + 1, commas[1]);
        if (found.isEmpty()) {
            return;
        }
        PointColumn column = found.get();
        if (times.ambiguous()) {
            twice++;
            time = column.newest >= time ? times.later() : time;
        }
        if (time < from || time >= to) {
            return;
        }
        if (qualityField > 0 && fields >= qualityField && commas[qualityField] > commas[qualityField - 1] + 1) {
            column.bad++;
            return;
        }
        if (unitField > 0 && fields >= unitField
                && !units.follow(column, time, text(commas[unitField - 1] + 1, commas[unitField]))) {
            unreadable();
            return;
        }
        readings += column.add(time, value) ? 1 : 0;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8).strip();
    }

    private void unreadable() {
        unreadable++;
        firstUnreadable = unreadable == 1 ? rows : firstUnreadable;
    }
}
