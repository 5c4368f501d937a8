package dev.ondol.optimizer.solve;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PowerProfiles;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.ProfileChoice;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.solve.GoldenProblem.Asleep;
import dev.ondol.optimizer.solve.GoldenProblem.Running;
import dev.ondol.optimizer.solve.GoldenProblem.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Draws golden problems by number: from 6 jobs on a site with room to 30 on one that is nearly full.
final class GoldenGenerator {
    static final int COUNT = 20;
    static final long SEED = 4_711;
    private static final int LEAST_JOBS = 6;
    private static final int MOST_JOBS = 30;
    /// Share of the nodes that is taken for the whole day, and median run time in minutes, from easy to tight.
    private static final double[] TAKEN = {0.05, 0.15, 0.25, 0.35};
    private static final double[] MEDIAN_MINUTES = {90, 150, 120, 240};
    /// Beyond so many jobs only shorter ones can be proved in minutes.
    private static final int MANY = 18;
    private static final int VERY_MANY = 24;

    private final Random random;
    private final int number;

    /// The golden problem of a number.
    GoldenGenerator(int number) {
        this(number, SEED + number);
    }

    /// Another problem of the size and tightness of that number.
    GoldenGenerator(int number, long seed) {
        this.number = number;
        random = new Random(seed);
    }

    GoldenProblem draw() {
        int jobs = jobs(number);
        Nodes nodes = new Nodes(GoldenProblem.site());
        List<Running> running = new ArrayList<>();
        List<Asleep> asleep = new ArrayList<>();
        for (int node = 0; node < nodes.count(); node++) {
            double lot = random.nextDouble();
            if (lot < TAKEN[number % 4]) {
                running.add(running(node, 8, 1_440));
            } else if (lot < TAKEN[number % 4] + 0.35) {
                running.add(running(node, 2 + 2 * random.nextInt(4), 10 + random.nextInt(600)));
            } else if (lot > 0.85) {
                asleep.add(new Asleep(node, 5 + random.nextInt(15)));
            }
        }
        List<Double> dryBulbC = new ArrayList<>();
        double mean = -5 + 35 * random.nextDouble();
        for (int i = 0; i < Stage.COUNT; i++) {
            double hour = (Stage.bound(i) + Stage.bound(i + 1)) / 120.0;
            dryBulbC.add(Math.round(10 * (mean + 6 * Math.sin(hour / 24 * 2 * Math.PI))) / 10.0);
        }
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 1; i <= jobs; i++) {
            waiting.add(job("job-%02d".formatted(i)));
        }
        return new GoldenProblem("golden-%02d".formatted(number), dryBulbC, running, asleep, waiting);
    }

    private static int jobs(int number) {
        return LEAST_JOBS + (MOST_JOBS - LEAST_JOBS) * number / (COUNT - 1);
    }

    private double medianMinutes() {
        double median = MEDIAN_MINUTES[number % 4];
        int jobs = jobs(number);
        return jobs > VERY_MANY ? 0.4 * Math.min(110, median) : jobs > MANY ? Math.min(150, median) : median;
    }

    private Running running(int node, int gpus, long untilMinute) {
        JobClass workload = workload();
        var profiles = PowerProfiles.of(workload).stream()
                .filter(of -> of.throughput() >= ProfileChoice.leastThroughput(workload)).toList();
        return new Running(node, gpus, workload, profiles.get(random.nextInt(profiles.size())).id(), untilMinute);
    }

    private JobClass workload() {
        double lot = random.nextDouble();
        return lot < 0.45
                ? JobClass.TRAINING
                : lot < 0.75 ? JobClass.BATCH : lot < 0.88 ? JobClass.DECODE : JobClass.PREFILL;
    }

    private Waiting job(String id) {
        JobClass workload = workload();
        boolean training = workload == JobClass.TRAINING;
        int gpu = training ? 4 * (1 + random.nextInt(2)) : 1 << random.nextInt(3);
        int replicas = 1 + random.nextInt(training ? 3 : 2);
        double lot = random.nextDouble();
        Strategy strategy = lot < 0.15 ? Strategy.SPREAD : lot < 0.25 ? Strategy.STRICT_PACK : Strategy.PACK;
        lot = random.nextDouble();
        List<String> models = lot < 0.55 ? List.of("H200") : lot < 0.85 ? List.of("L40S") : List.of();
        long cpuMilli = (random.nextInt(6) == 0 ? 15_000L : 6_000L) * gpu;
        long memMiB = (random.nextInt(6) == 0 ? 120_000L : 32_768L) * gpu;
        long run = (long) Math.clamp(medianMinutes() * Math.exp(0.8 * random.nextGaussian()), 10, 2_400);
        long earliest = random.nextInt(5) == 0 ? random.nextInt(400) : 0;
        @Nullable
        Long deadline = random.nextInt(5) == 0
                ? Long.valueOf(earliest + (long) (run * (1.3 + 4 * random.nextDouble())))
                : null;
        return new Waiting(id, replicas, strategy, gpu, models, cpuMilli, memMiB, workload, random.nextInt(5) == 0
                ? 1 + random.nextInt(3)
                : 0, random.nextInt(480), earliest, deadline, run);
    }
}
