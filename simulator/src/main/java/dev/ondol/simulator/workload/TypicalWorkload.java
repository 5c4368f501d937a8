package dev.ondol.simulator.workload;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.workload.GangSizes.Gang;
import dev.ondol.simulator.workload.ReplicaDay.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// The built-in workload of a site: training gangs (8 to 512 GPUs, run time log-normal with a median of 3 h) 55 % of
/// the GPU-hours, inference decode 20 % and prefill 10 % as replicas that follow a daily curve, batch (1 to 32 GPUs,
/// median 30 min) 15 %, each spread over the GPU models by their number.
///
/// Training and batch arrive as Poisson processes whose rate is the wanted GPU-hours / the expected GPU-hours of a job,
/// so that jobs which run uncapped and are not turned away hold 0.687 of all GPUs in the long mean. Each local day has
/// its own seed: any part of any year can be asked for, and nothing but a few days is kept. Not thread-safe.
public final class TypicalWorkload implements JobTrace {
    /// Mean of allocated GPUs / all GPUs.
    public static final double MEAN_ALLOCATION = 0.687;
    private static final long MINUTE_MILLIS = 60_000L;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int DAYS_KEPT = 4;
    private static final int DAY_MIN = 24 * 60;
    private static final RunTimes TRAINING_TIMES = new RunTimes(180, 1.0, 10, 48 * 60);
    private static final RunTimes BATCH_TIMES = new RunTimes(30, 0.9, 2, 12 * 60);

    private final long seed;
    private final long offsetMillis;
    private final List<GpuPool> pools;
    private final List<GangSizes> trainingSizes = new ArrayList<>();
    private final List<GangSizes> batchSizes = new ArrayList<>();
    /// Of each pool what a GPU-hour is worth, and how the names of its jobs begin.
    private final double[] weights;
    private final List<Map<JobClass, String>> kinds = new ArrayList<>();
    private final double trainingMeanMin = TRAINING_TIMES.meanMinutes();
    private final double batchMeanMin = BATCH_TIMES.meanMinutes();
    /// The days made last, the oldest first; an array, because every minute of plant time looks into it.
    private final Day[] kept = new Day[DAYS_KEPT];

    /// @param number local day since 1970-01-01
    /// @param jobs   by arrival, then by id
    private record Day(long number, List<Job> jobs) {
        private int firstFrom(long millis) {
            int low = 0;
            int high = jobs.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (jobs.get(middle).arrival() < millis) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        List<Job> between(long fromInclusive, long toExclusive) {
            int from = firstFrom(fromInclusive);
            int to = Math.max(from, firstFrom(toExclusive));
            return from == to ? List.of() : jobs.subList(from, to);
        }
    }

    public TypicalWorkload(Site site, long seed) {
        this.seed = seed;
        pools = GpuPool.of(site);
        Arrays.fill(kept, new Day(Long.MIN_VALUE, List.of()));
        for (GpuPool pool : pools) {
            trainingSizes.add(new GangSizes(Math.min(8, pool.gpus()), Math.min(512, pool.gpus() / 4), 32, 1.2,
                    pool.nodeGpus()));
            batchSizes.add(new GangSizes(1, Math.min(32, pool.gpus()), 4, 1.1, pool.nodeGpus()));
            Map<JobClass, String> kind = new EnumMap<>(JobClass.class);
            for (JobClass jobClass : JobClass.values()) {
                kind.put(jobClass, (jobClass.name() + "-" + pool.model()).toLowerCase(Locale.ROOT));
            }
            kinds.add(kind);
        }
        weights = pools.stream().mapToDouble(pool -> ReferenceWork.weight(pool.model())).toArray();
        offsetMillis = site.location().zone().getRules().getStandardOffset(Instant.ofEpochSecond(1_767_225_600L))
                .getTotalSeconds() * 1000L;
    }

    @Override
    public List<Job> arrivals(long fromInclusive, long toExclusive) {
        long first = Math.floorDiv(fromInclusive + offsetMillis, DAY_MILLIS);
        long last = Math.floorDiv(toExclusive - 1 + offsetMillis, DAY_MILLIS);
        if (first == last) {
            return day(first).between(fromInclusive, toExclusive);
        }
        List<Job> jobs = new ArrayList<>();
        for (long day = first; day <= last; day++) {
            jobs.addAll(day(day).between(fromInclusive, toExclusive));
        }
        return jobs;
    }

    @Override
    public long longestMillis() {
        return Math.round(TRAINING_TIMES.mostMin() * MINUTE_MILLIS);
    }

    private Day day(long number) {
        for (Day day : kept) {
            if (day.number() == number) {
                return day;
            }
        }
        Day made = make(number);
        System.arraycopy(kept, 1, kept, 0, kept.length - 1);
        kept[kept.length - 1] = made;
        return made;
    }

    private Day make(long day) {
        List<Job> jobs = new ArrayList<>();
        for (int pool = 0; pool < pools.size(); pool++) {
            inference(jobs, day, pool, JobClass.DECODE, 0.20);
            inference(jobs, day, pool, JobClass.PREFILL, 0.10);
            gangs(jobs, day, pool, JobClass.TRAINING,
                    0.55 * MEAN_ALLOCATION * pools.get(pool).gpus() / trainingMeanMin);
            gangs(jobs, day, pool, JobClass.BATCH, 0.15 * MEAN_ALLOCATION * pools.get(pool).gpus() / batchMeanMin);
        }
        jobs.sort(Comparator.comparingLong(Job::arrival).thenComparing(Job::id));
        return new Day(day, List.copyOf(jobs));
    }

    /// @param gpusAMinute GPUs of the jobs that arrive a minute, on average
    private void gangs(List<Job> jobs, long day, int pool, JobClass jobClass, double gpusAMinute) {
        Random random = random(day, pool, jobClass);
        boolean training = jobClass == JobClass.TRAINING;
        GangSizes sizes = training ? trainingSizes.get(pool) : batchSizes.get(pool);
        RunTimes times = training ? TRAINING_TIMES : BATCH_TIMES;
        double meanGapMin = sizes.meanGpus() / gpusAMinute;
        int n = 0;
        for (double at = gap(random, meanGapMin); at < DAY_MIN; at += gap(random, meanGapMin)) {
            Gang gang = sizes.draw(random);
            long arrival = day * DAY_MILLIS - offsetMillis + (long) (at * MINUTE_MILLIS);
            jobs.add(job(day, pool, jobClass, n++, gang, arrival, times.drawMinutes(random)));
        }
    }

    private static double gap(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private void inference(List<Job> jobs, long day, int pool, JobClass jobClass, double share) {
        GpuPool gpus = pools.get(pool);
        ReplicaDay replicas = new ReplicaDay(share * MEAN_ALLOCATION * gpus.gpus() / gpus.nodeGpus());
        for (Run run : replicas.runs(random(day, pool, jobClass), random(0, pool, jobClass))) {
            long arrival = day * DAY_MILLIS - offsetMillis + run.startMin() * MINUTE_MILLIS;
            jobs.add(job(day, pool, jobClass, run.level(), new Gang(1, gpus.nodeGpus()), arrival, run.durationMin()));
        }
    }

    /// The name says class, GPU model, local day and number: `training-h200-19723-7`.
    private Job job(long day, int pool, JobClass jobClass, int n, Gang gang, long arrival, int minutes) {
        String model = pools.get(pool).model();
        String kind = Objects.requireNonNull(kinds.get(pool).get(jobClass));
        return new Job(kind + "-" + day + "-" + n, jobClass, model, gang.replicas(), gang.gpusPerReplica(), arrival,
                minutes * MINUTE_MILLIS, weights[pool]);
    }

    private Random random(long day, int pool, JobClass jobClass) {
        long mixed = seed * 0x9E3779B97F4A7C15L + day;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L + pool * 31L + jobClass.name().hashCode();
        return new Random(mixed ^ (mixed >>> 27));
    }
}
