package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Counters;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.rollup.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Energy by the hour from counters that wrap, are reset and tremble, on each database that Ondol runs on.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MetersIT {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final double MODULUS = 10_000;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final PointId WRAPS = PointId.of("meter-it/active-energy");
    private static final PointId RESETS = PointId.of("meter-cooling/active-energy");

    private final String site = "meters-" + SITES.incrementAndGet();
    private final Historian historian;
    private long seq;

    MetersIT(TestDatabase kind) {
        historian = kind.shared();
        historian.register(site, PointCatalog.of(siteWithCounters()).ofSource("electrical"));
    }

    private static Site siteWithCounters() {
        Site edge = SiteReader.builtIn("kr-edge").orElseThrow();
        return new Site(edge.id(), edge.name(), edge.location(), edge.nodeTypes(), edge.halls(), edge.cooling(),
                edge.electrical(), edge.assets(), edge.envelope(), Optional.of(new Counters(Optional.empty(),
                        Optional.of(MODULUS), Optional.empty(), Optional.empty())));
    }

    @Test
    void aMeterThatWrapsIsResetOrTremblesNeverCountsBackwards() {
        double[] counts = {9_990, 9_996, 2, 10, 3, 5, 4.9, 6};
        double[] increases = {6, 6, 8, 3, 2, 0, 1.1, 0};
        Map<Long, Double> hourly = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            hourly.put(T + i * HOUR, counts[i]);
        }
        write(Map.of(WRAPS, hourly));
        List<Double> hours = energy("meter-it");
        assertThat(hours).hasSize(increases.length);
        for (int i = 0; i < increases.length; i++) {
            assertThat(hours.get(i)).as("hour %d", i).isCloseTo(increases[i], within(1e-9));
        }
    }

    @Test
    void hoursOfAMeterThatWrapsAndOfOneThatIsResetAreTheSumOfTheirIncreases() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        double used = 9_500;
        double shown = 700;
        Map<Long, Double> wrapping = new TreeMap<>();
        Map<Long, Double> resetting = new TreeMap<>();
        TreeMap<Long, Double> total = new TreeMap<>();
        Map<Long, Double> shownByHour = new TreeMap<>();
        for (int minute = 0; minute < 40 * 60; minute += 1 + random.nextInt(9)) {
            long time = T + minute * 60_000L;
            wrapping.put(time, used % MODULUS);
            resetting.put(time, shown);
            total.put(time, used);
            double step = random.nextInt(400) / 16.0;
            used += step;
            boolean reset = random.nextInt(60) == 0 && shown > 400;
            shownByHour.merge(Math.floorDiv(time, HOUR), reset ? 0.0 : step, Double::sum);
            shown = reset ? 0 : shown + step;
        }
        write(Map.of(WRAPS, wrapping, RESETS, resetting));
        List<Double> ofWrapping = energy("meter-it");
        List<Double> ofResetting = energy("meter-cooling");
        int hour = 0;
        for (long start = T; start < T + 40 * HOUR; start += HOUR) {
            var first = Objects.requireNonNull(total.ceilingEntry(start));
            var next = total.ceilingEntry(start + HOUR);
            double whole = (next == null ? total.lastEntry() : next).getValue() - first.getValue();
            assertThat(ofWrapping.get(hour)).as("seed %d, hour %d", seed, hour).isCloseTo(whole, within(1e-6));
            if (next != null) { // the last increase of the newest hour has not been read
                assertThat(ofResetting.get(hour)).as("seed %d, hour %d", seed, hour)
                        .isCloseTo(shownByHour.getOrDefault(start / HOUR, -1.0), within(1e-6));
            }
            hour++;
        }
        assertThat(ofWrapping).as("seed %d", seed).hasSize(hour);
    }

    private void write(Map<PointId, Map<Long, Double>> counts) {
        List<ReceivedFrame> frames = new ArrayList<>();
        counts.forEach((point, readings) -> readings.forEach((time, count) -> frames.add(new ReceivedFrame("electrical",
                new Frame("b", ++seq, time, Map.of(point, count), Map.of()), new byte[0], T, OptionalLong.empty()))));
        historian.frames(site).write(frames);
        historian.upkeep(Retention.FOREVER).run();
    }

    private List<Double> energy(String meter) {
        return historian.database().transaction(connection -> {
            try (var select = connection.createStatement();
                    var rows = select.executeQuery("SELECT kwh FROM v_energy_hour WHERE site = '%s' AND meter = '%s' "
                            .formatted(site, meter) + "ORDER BY hour")) {
                List<Double> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getDouble(1));
                }
                return all;
            }
        });
    }
}
