package dev.ondol.kafka;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.JsonMessages;
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
/// @param hour   of plant time in which they lie: loads of several hours do not meet
/// @param frames of each of the [#SOURCES]
record Load(int hour, int frames) {
    static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    static final PointCatalog POINTS = PointCatalog.of(SITE);
    static final int SOURCES = 4;
    static final int SAMPLES = 100;
    static final int MOST_HOURS = 20;
    private static final long T = 1_767_225_600_000L;
    private static final List<PointId> POWERS = POINTS.all().stream()
            .filter(point -> point.quantity() == Quantity.ACTIVE_POWER).map(Point::id)
            .limit((long) SOURCES * SAMPLES).toList();

    static String source(int source) {
        return "edge-" + source;
    }

    /// After every frame of every load.
    static long end() {
        return T + MOST_HOURS * 3_600_000L;
    }

    long first() {
        return T + hour * 3_600_000L;
    }

    long last() {
        return first() + frames * 1_000L;
    }

    long rows() {
        return (long) SOURCES * frames * SAMPLES;
    }

    /// @param seq 1 to [#frames]
    byte[] frame(int source, int seq) {
        Map<PointId, Double> values = LinkedHashMap.newLinkedHashMap(SAMPLES);
        for (int sample = 0; sample < SAMPLES; sample++) {
            values.put(POWERS.get(source * SAMPLES + sample), value(source, seq, sample));
        }
        return JsonMessages.write(new Frame("hour-" + hour, seq, first() + seq * 1_000L, values, Map.of()));
    }

    private static double value(int source, int seq, int sample) {
        return (seq * 7_919L + sample * 104_729L + source * 31L) % 100_003;
    }

    /// Every row as it should be: time, point, value.
    List<String> expected() {
        List<String> rows = new ArrayList<>();
        for (int source = 0; source < SOURCES; source++) {
            for (int seq = 1; seq <= frames; seq++) {
                for (int sample = 0; sample < SAMPLES; sample++) {
                    rows.add("%d %s %d".formatted(first() + seq * 1_000L, POWERS.get(source * SAMPLES + sample),
                            (long) value(source, seq, sample)));
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
