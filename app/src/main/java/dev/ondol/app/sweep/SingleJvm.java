package dev.ondol.app.sweep;

import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.sweep.FacilityYear;
import dev.ondol.simulator.sweep.SweepPlan;
import dev.ondol.simulator.sweep.YearRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Facility-years computed again in this process, without Spark, and held against their rows on disk.
///
/// @param checked          years that were computed again
/// @param different        those whose row has another figure
/// @param yearsPerCoreHour how fast it went, a part of a year counted as such
public record SingleJvm(int checked, List<FacilityYear> different, double yearsPerCoreHour) {
    public SingleJvm {
        different = List.copyOf(different);
    }

    /// Computes some of these rows again.
    ///
    /// @param rows  as they were read from the disk
    /// @param count how many of them, spread evenly from the first to the last
    /// @throws InterruptedException if the thread is interrupted
    public static SingleJvm of(SweepPlan plan, List<YearRow> rows, int count, Progress progress)
            throws InterruptedException {
        List<YearRow> sample = sample(rows, count);
        int threads = Math.max(1, Math.min(sample.size(), Runtime.getRuntime().availableProcessors()));
        AtomicInteger done = new AtomicInteger();
        long begun = System.nanoTime();
        List<FacilityYear> different = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<YearRow>> again = sample.stream().map(row -> pool.submit(() -> {
                YearRow computed = plan.world().run(row.year(), plan.here());
                progress.reached(done.incrementAndGet(), sample.size());
                return computed;
            })).toList();
            for (int n = 0; n < sample.size(); n++) {
                if (!again.get(n).get().equals(sample.get(n))) {
                    different.add(sample.get(n).year());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A year that Spark has made cannot be made here.", e.getCause());
        }
        double coreHours = threads * (System.nanoTime() - begun) / 3.6e12;
        return new SingleJvm(sample.size(), different, sample.stream().mapToDouble(row -> row.year().years()).sum()
                / coreHours);
    }

    private static List<YearRow> sample(List<YearRow> rows, int count) {
        if (count >= rows.size()) {
            return rows;
        }
        List<YearRow> sample = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            sample.add(rows.get(count == 1 ? 0 : (int) ((long) n * (rows.size() - 1) / (count - 1))));
        }
        return sample;
    }
}
