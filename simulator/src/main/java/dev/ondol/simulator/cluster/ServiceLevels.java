package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.workload.Job;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Keeps account of what was promised to each class of jobs:
///
/// * training starts within 15 min of its turn in the first-come-first-served queue and ends within 1.10 x of its
///   uncapped run time;
/// * inference capacity follows demand within 2 min out of a warm reserve of 20 % of the demand: a replica that waits
///   longer is missed only as far as the reserve of its service does not cover it; its throughput stays at 0.97 (decode)
///   or 0.99 (prefill) of uncapped;
/// * batch ends before arrival + max(4 h, 3 x run time).
///
/// A job is missed once at most.
final class ServiceLevels {
    private static final long MINUTE_MILLIS = 60_000L;
    private static final long TRAINING_START_MILLIS = 15 * MINUTE_MILLIS;
    private static final double TRAINING_STRETCH = 1.10;
    private static final long INFERENCE_START_MILLIS = 2 * MINUTE_MILLIS;
    private static final long BATCH_LEAST_MILLIS = 240 * MINUTE_MILLIS;
    private static final double DECODE_THROUGHPUT = 0.97;
    private static final double PREFILL_THROUGHPUT = 0.99;
    /// Part of the wanted capacity that is warm reserve: 20 % of demand, which is capacity / 1.2.
    private static final double RESERVE_SHARE = 0.2 / 1.2;
    private static final int SERVICES_A_MODEL = 2;
    /// Whole milliseconds and floating point need a little room.
    private static final double ROUNDING = 1e-9;

    private final Map<JobClass, Counts> counts = new EnumMap<>(JobClass.class);
    /// By number of the GPU model.
    private final TurnQueue[] turns;
    /// By number of the service, see [#service].
    private final int[] servingGpus;
    private final int[] waitingGpus;
    private final double[] reserve;
    private long latestMillis;

    private static final class Counts {
        long submitted;
        long started;
        long finished;
        long withinLevel;
        long missed;
    }

    /// @param models nodes of the GPU models by number
    ServiceLevels(List<ModelNodes> models) {
        for (JobClass jobClass : JobClass.values()) {
            counts.put(jobClass, new Counts());
        }
        turns = models.stream().map(model -> new TurnQueue(model.gpus())).toArray(TurnQueue[]::new);
        int services = SERVICES_A_MODEL * turns.length;
        servingGpus = new int[services];
        waitingGpus = new int[services];
        reserve = new double[services];
    }

    static long batchDeadline(Job job) {
        return job.arrival() + Math.max(BATCH_LEAST_MILLIS, 3 * job.durationMs());
    }

    void submitted(WaitingJob waiting) {
        of(waiting.job).submitted++;
        turn(waiting).arrives(waiting);
    }

    void ranBefore(WaitingJob before, ActiveJob active) {
        turn(before).holds(before, active.endAt());
        serving(active, 1);
    }

    void started(WaitingJob waiting, ActiveJob active, long now) {
        of(waiting.job).started++;
        serving(active, 1);
        active.missed = waiting.missed;
        if (waiting.job.jobClass() == JobClass.TRAINING) {
            late(waiting, now);
            active.missed = waiting.missed;
        }
    }

    /// The job was stopped and waits again. Its owner allows that, so it has no turn any more; what it has missed it has missed.
    WaitingJob stopped(ActiveJob active) {
        serving(active, -1);
        if (!active.fromBefore) {
            of(active.job).started--;
        }
        WaitingJob again = new WaitingJob(active.job, active.modelNodes);
        again.missed = active.missed;
        return again;
    }

    /// The job leaves the queue without having run; inference whose time is over was missed, a refused job is no
    /// promise.
    void left(WaitingJob waiting, boolean promised) {
        if (promised) {
            miss(waiting);
        }
        turn(waiting).leaves(waiting);
    }

    void ended(ActiveJob active, long endedAt) {
        serving(active, -1);
        if (active.fromBefore) {
            return;
        }
        Counts of = of(active.job);
        of.finished++;
        latestMillis = Math.max(latestMillis, lateness(active, endedAt));
        if (!active.missed && !within(active, endedAt)) {
            active.missed = true;
            of.missed++;
        }
        if (!active.missed) {
            of.withinLevel++;
        }
    }

    private static boolean within(ActiveJob active, long endedAt) {
        Job job = active.job;
        return switch (job.jobClass()) {
            case TRAINING -> endedAt - active.startedAt() <= TRAINING_STRETCH * job.durationMs() + 1;
            case DECODE -> active.slowest() >= DECODE_THROUGHPUT - ROUNDING;
            case PREFILL -> active.slowest() >= PREFILL_THROUGHPUT - ROUNDING;
            case BATCH -> endedAt <= batchDeadline(job);
        };
    }

    /// By how much a job ended too late, milliseconds; services have no end to be late for.
    private static long lateness(ActiveJob active, long endedAt) {
        Job job = active.job;
        return switch (job.jobClass()) {
            case TRAINING -> endedAt - active.startedAt() - (long) Math.ceil(TRAINING_STRETCH * job.durationMs() + 1);
            case BATCH -> endedAt - batchDeadline(job);
            case DECODE, PREFILL -> 0;
        };
    }

    /// Longest time by which a job started or ended later than its service level so far, milliseconds; one that still waits
    /// counts.
    long latestMillis() {
        return latestMillis;
    }

    /// Looks at the queue after each tick.
    void watch(long now, List<WaitingJob> waiting) {
        for (TurnQueue turn : turns) {
            turn.advance(now);
        }
        if (waiting.isEmpty()) {
            return;
        }
        fillReserve(waiting);
        for (int i = 0; i < waiting.size(); i++) {
            WaitingJob job = waiting.get(i);
            switch (job.job.jobClass()) {
                case TRAINING -> late(job, now);
                case BATCH -> {
                    if (now > batchDeadline(job.job)) {
                        latestMillis = Math.max(latestMillis, now - batchDeadline(job.job));
                        miss(job);
                    }
                }
                case DECODE, PREFILL -> {
                    long late = now - job.job.arrival() - INFERENCE_START_MILLIS;
                    if (late > 0 && !covered(job)) {
                        latestMillis = Math.max(latestMillis, late);
                        miss(job);
                    }
                }
            }
        }
    }

    /// Each service has its reserve whole again: a share of all that is wanted of it, running or waiting.
    private void fillReserve(List<WaitingJob> waiting) {
        Arrays.fill(waitingGpus, 0);
        for (int i = 0; i < waiting.size(); i++) {
            WaitingJob job = waiting.get(i);
            if (job.inference()) {
                waitingGpus[service(job.job, job.nodes)] += job.job.gpus();
            }
        }
        for (int service = 0; service < reserve.length; service++) {
            reserve[service] = RESERVE_SHARE * (servingGpus[service] + waitingGpus[service]);
        }
    }

    /// Whether what is left of the reserve stands in for the replica, which uses it up.
    private boolean covered(WaitingJob job) {
        int service = service(job.job, job.nodes);
        reserve[service] -= job.job.gpus();
        return reserve[service] >= 0;
    }

    private void late(WaitingJob waiting, long now) {
        if (waiting.turn != Long.MAX_VALUE && now - waiting.turn > TRAINING_START_MILLIS) {
            latestMillis = Math.max(latestMillis, now - waiting.turn - TRAINING_START_MILLIS);
            miss(waiting);
        }
    }

    private void miss(WaitingJob waiting) {
        if (!waiting.missed) {
            waiting.missed = true;
            of(waiting.job).missed++;
        }
    }

    private void serving(ActiveJob active, int sign) {
        if (active.inference()) {
            servingGpus[service(active.job, active.modelNodes)] += sign * active.job.gpus();
        }
    }

    private TurnQueue turn(WaitingJob waiting) {
        return turns[waiting.nodes.number()];
    }

    /// Decode and prefill of each GPU model are services of their own.
    private static int service(Job job, ModelNodes nodes) {
        return SERVICES_A_MODEL * nodes.number() + (job.jobClass() == JobClass.DECODE ? 0 : 1);
    }

    private Counts of(Job job) {
        return java.util.Objects.requireNonNull(counts.get(job.jobClass()));
    }

    Map<JobClass, ClassCounts> counts() {
        Map<JobClass, ClassCounts> copy = new EnumMap<>(JobClass.class);
        counts.forEach((jobClass, of) -> copy.put(jobClass,
                new ClassCounts(of.submitted, of.started, of.finished, of.withinLevel, of.missed)));
        return copy;
    }
}
