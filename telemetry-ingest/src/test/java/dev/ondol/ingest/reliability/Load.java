package dev.ondol.ingest.reliability;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Frames whose every reading follows from source and sequence number, so that the rows they should become can be told.
///
/// @param framesOfSource frames of each of the [#SOURCES]
record Load(int framesOfSource) {
    static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    static final PointCatalog POINTS = PointCatalog.of(SITE);
    static final int SOURCES = 4;
    static final int SAMPLES = 200;
    static final long T = 1_767_225_600_000L;
    static final long PERIOD_MILLIS = 1_000;
    private static final int VALUES = 100_003;
    private static final List<List<PointId>> POINTS_OF_SOURCE = split();

    /// A load of at least that many samples.
    static Load ofSamples(long samples) {
        return new Load(Math.toIntExact(Math.ceilDiv(samples, (long) SOURCES * SAMPLES)));
    }

    private static List<List<PointId>> split() {
        List<PointId> powers = POINTS.all().stream().filter(point -> point.quantity() == Quantity.ACTIVE_POWER)
                .map(Point::id).limit((long) SOURCES * SAMPLES).toList();
        List<List<PointId>> split = new ArrayList<>();
        for (int source = 0; source < SOURCES; source++) {
            split.add(powers.subList(source * SAMPLES, (source + 1) * SAMPLES));
        }
        return split;
    }

    static String name(int source) {
        return "edge-" + source;
    }

    static List<PointId> points(int source) {
        return POINTS_OF_SOURCE.get(source);
    }

    static double value(int source, long seq, int sample) {
        return (seq * 7_919 + sample * 104_729L + source * 31L) % VALUES;
    }

    long frames() {
        return (long) SOURCES * framesOfSource;
    }

    long samples() {
        return frames() * SAMPLES;
    }

    /// Plant time of the newest frame.
    long end() {
        return time(framesOfSource);
    }

    static long time(long seq) {
        return T + seq * PERIOD_MILLIS;
    }

    /// @param seq 1 to [#framesOfSource]
    static Frame frame(int source, long seq) {
        return frame(source, seq, time(seq));
    }

    static Frame frame(int source, long seq, long time) {
        Map<PointId, Double> values = LinkedHashMap.newLinkedHashMap(SAMPLES);
        for (int sample = 0; sample < SAMPLES; sample++) {
            values.put(points(source).get(sample), value(source, seq, sample));
        }
        return new Frame("boot-1", seq, time, values, Map.of());
    }
}
