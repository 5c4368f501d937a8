package dev.ondol.simulator.cluster;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Running jobs in the order in which they are expected to end, then by id. Whoever changes a job's end takes it out
/// before and puts it back after. The last to end stands first, so that the next to end leaves without moving the others;
/// ends stand beside the jobs, so that a search need not look into them.
final class RunningJobs {
    private @Nullable ActiveJob[] jobs = new @Nullable ActiveJob[64];
    private long[] ends = new long[64];
    private int size;

    int size() {
        return size;
    }

    /// @param i 0 for the job that ends last
    ActiveJob fromLast(int i) {
        return Objects.requireNonNull(jobs[i]);
    }

    /// The next job to end; null where none runs.
    @Nullable
    ActiveJob next() {
        return size == 0 ? null : jobs[size - 1];
    }

    void add(ActiveJob job) {
        if (size == jobs.length) {
            jobs = Arrays.copyOf(jobs, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        int at = place(job);
        System.arraycopy(jobs, at, jobs, at + 1, size - at);
        System.arraycopy(ends, at, ends, at + 1, size - at);
        jobs[at] = job;
        ends[at] = job.endAt();
        size++;
    }

    void remove(ActiveJob job) {
        int at = place(job);
        if (at == size || jobs[at] != job) {
            throw new IllegalStateException("The job %s must be among the running ones.".formatted(job.job.id()));
        }
        size--;
        System.arraycopy(jobs, at + 1, jobs, at, size - at);
        System.arraycopy(ends, at + 1, ends, at, size - at);
        jobs[size] = null;
    }

    /// By expected end.
    void forEach(Consumer<ActiveJob> action) {
        for (int i = size - 1; i >= 0; i--) {
            action.accept(fromLast(i));
        }
    }

    /// Where the job stands, or would stand: behind all that end later.
    private int place(ActiveJob job) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > job.endAt() || ends[middle] == job.endAt() && follows(fromLast(middle), job)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean follows(ActiveJob other, ActiveJob job) {
        return other.job.id().compareTo(job.job.id()) > 0;
    }
}
