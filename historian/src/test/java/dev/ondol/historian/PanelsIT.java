package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.History.Bucket;
import dev.ondol.historian.reading.History.LastValue;
import dev.ondol.historian.reading.Panel;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.rollup.Retention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Panels and last values are those of the readings at every moment: before a roll-up, after it, and with late readings.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PanelsIT {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final List<Point> POINTS = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow())
            .ofSource("plant");
    private static final List<PointId> ASKED = List.of(POINTS.get(0).id(), POINTS.get(1).id(), POINTS.get(2).id());

    private final String site = "panel-" + SITES.incrementAndGet();
    private final Historian historian;
    private final Map<PointId, NavigableMap<Long, Double>> good = new HashMap<>();
    private long seq;

    PanelsIT(TestDatabase kind) {
        historian = kind.shared();
        historian.register(site, POINTS);
        ASKED.forEach(point -> good.put(point, new TreeMap<>()));
    }

    @Test
    void panelsAndLastValuesAreThoseOfTheReadingsAtEveryMoment() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            write(random, T + 6 * HOUR * round, 6 * HOUR, 150); // what is new
            write(random, T, 6 * HOUR * (round + 1), 10); // what is late
            if (round % 3 != 0) {
                historian.upkeep(Retention.FOREVER).run();
            }
            write(random, T + 6 * HOUR * round + HOUR, 2 * HOUR, round % 2 * 3);
            for (int i = 0; i < 6; i++) {
                long from = T + random.nextLong(DAY) - HOUR;
                long to = from + HOUR / 4 + random.nextLong(2 * DAY);
                int pixels = 1 + random.nextInt(400);
                Panel panel = historian.history(site).panel(ASKED, from, to, pixels);
                String which = "seed %d, round %d: %d pixels from %d to %d, %s".formatted(seed, round, pixels, from, to,
                        panel.resolution());
                for (PointId point : ASKED.subList(0, 2)) {
                    assertThat(panel.series().get(point)).as(which).isEqualTo(expected(panel, point, from, to, pixels));
                }
                assertThat(panel.series().get(ASKED.get(2))).as(which).isEmpty();
            }
            assertThat(historian.history(site).last(ASKED)).as("seed %d, round %d", seed, round).isEqualTo(newest());
        }
    }

    private Map<PointId, LastValue> newest() {
        Map<PointId, LastValue> newest = new HashMap<>();
        good.forEach((point, readings) -> {
            if (!readings.isEmpty()) {
                newest.put(point, new LastValue(readings.lastEntry().getKey(), readings.lastEntry().getValue()));
            }
        });
        return newest;
    }

    private List<Bucket> expected(Panel panel, PointId point, long from, long to, int pixels) {
        Map<Long, List<Double>> spans = new TreeMap<>();
        java.util.Objects.requireNonNull(good.get(point)).subMap(from, true, to, false).forEach((time, value) -> {
            long start = panel.resolution().isPresent()
                    ? Math.max(from, Math.floorDiv(time, panel.spanMillis()) * panel.spanMillis())
                    : from + Math.ceilDiv((time - from) * pixels / (to - from) * (to - from), pixels);
            spans.computeIfAbsent(start, ignored -> new ArrayList<>()).add(value);
        });
        List<Bucket> buckets = new ArrayList<>();
        spans.forEach((start, values) -> buckets.add(new Bucket(start, values.getFirst(), values.getLast(),
                Collections.min(values), Collections.max(values))));
        return buckets;
    }

    /// Readings of the first two points at random times that no earlier one had; one in nine is not good.
    private void write(Random random, long from, long length, int count) {
        List<ReceivedFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PointId point = ASKED.get(random.nextInt(2));
            NavigableMap<Long, Double> readings = java.util.Objects.requireNonNull(good.get(point));
            long time = from + random.nextLong(length);
            double value = random.nextInt(1_600) / 16.0 - 10;
            if (readings.containsKey(time)) {
                continue;
            }
            boolean bad = random.nextInt(9) == 0;
            if (!bad) {
                readings.put(time, value);
            }
            frames.add(new ReceivedFrame("plant", new Frame("b", ++seq, time, Map.of(point, value),
                    bad ? Map.of(point, "stale") : Map.of()), new byte[0], T, OptionalLong.empty()));
        }
        historian.frames(site).write(frames);
    }
}
