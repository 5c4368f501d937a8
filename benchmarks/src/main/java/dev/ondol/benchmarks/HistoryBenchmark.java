package dev.ondol.benchmarks;

import dev.ondol.benchmarks.HistorySpeeds.Answer;
import dev.ondol.benchmarks.HistorySpeeds.OfDatabase;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.History;
import dev.ondol.historian.reading.Panel;
import dev.ondol.historian.rollup.Resolution;
import dev.ondol.historian.rollup.Retention;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// How fast the historian answers what a dashboard asks, with days of readings of many points stored.
public final class HistoryBenchmark {
    public static final int POINTS = 1_000;
    public static final int FULL_DAYS = 30;
    public static final int QUICK_DAYS = 8;
    private static final int PIXELS = 1_200;
    private static final int SEVERAL = 50;
    private static final long DAY = 24 * 3_600_000L;
    private static final long SEED = 1;

    private final StoredMonth month;
    private final int days;

    public HistoryBenchmark(boolean full) {
        days = full ? FULL_DAYS : QUICK_DAYS;
        month = new StoredMonth(days, POINTS);
    }

    public int days() {
        return days;
    }

    /// Frames that [#measure] stores.
    public long frames() {
        return month.frames();
    }

    /// Stores what is not there yet and measures.
    ///
    /// @param framesDone called now and then while it stores, with how many are stored
    public OfDatabase measure(Historian historian, LongConsumer framesDone) {
        long start = System.nanoTime();
        long stored = month.store(historian, framesDone);
        double loadS = stored == 0 ? 0 : (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        long rolled = historian.upkeep(Retention.FOREVER).run();
        double rollUpS = rolled == 0 ? 0 : (System.nanoTime() - start) / 1e9;
        if (rolled > 0) {
            historian.refreshStatistics();
        }
        History history = historian.history(StoredMonth.SITE);
        Random random = new Random(SEED);
        List<Answer> answers = new ArrayList<>();
        answers.add(panel(history, random, "24 h of one point at 1,200 px", 1, DAY, 100, 20));
        answers.add(panel(history, random, "a week of 50 points at 1,200 px", SEVERAL, 7 * DAY, 30, 300));
        answers.add(last(history, "last value of 5,000 points"));
        month.storeOneMore(historian);
        answers.add(last(history, "last value of 5,000 points while 5,000 readings wait for the roll-up"));
        double loadPerCore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                / Runtime.getRuntime().availableProcessors();
        historian.upkeep(Retention.FOREVER).run();
        return new OfDatabase(historian.edition().id(), historian.version(), loadS, rollUpS,
                historian.bytesOnDisk() / 1e9, loadPerCore, answers);
    }

    public HistorySpeeds speeds(List<OfDatabase> databases) {
        return new HistorySpeeds(days, POINTS, StoredMonth.PERIOD_S, month.samples(), days == FULL_DAYS
                ? "full"
                : "%d of %d days, because loading the full size takes more than 10 minutes; --full does".formatted(days,
                        FULL_DAYS),
                databases);
    }

    private Answer panel(History history, Random random, String question, int points, long length, int runs,
            double limitMs) {
        List<PointId> all = new ArrayList<>(month.points());
        Panel[] latest = new Panel[1];
        return timed(question, runs, limitMs, () -> {
            Collections.shuffle(all, random);
            long from = month.end() - length - random.nextLong(month.end() - length - StoredMonth.START + 1);
            List<PointId> asked = all.subList(0, points);
            return () -> {
                latest[0] = history.panel(asked, from, from + length, PIXELS);
                return latest[0].series().values().stream().mapToInt(List::size).sum();
            };
        }, () -> latest[0].resolution().map(Resolution::table).orElse("readings"));
    }

    private Answer last(History history, String question) {
        List<PointId> all = month.everyPoint();
        return timed(question, 50, 50, () -> () -> history.last(all).size(), () -> "last values");
    }

    /// @param prepared makes the next question; only what it answers is timed
    private static Answer timed(String question, int runs, double limitMs, Supplier<Supplier<Integer>> prepared,
            Supplier<String> from) {
        double[] millis = new double[runs];
        int rows = 0;
        for (int run = 0; run < runs; run++) {
            Supplier<Integer> ask = prepared.get();
            long start = System.nanoTime();
            rows = ask.get();
            millis[run] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        double median = millis[runs / 2];
        return new Answer(question, runs, rows, from.get(), first, median, millis[(int) Math.ceil(runs * 0.95) - 1],
                limitMs, median < limitMs);
    }
}
