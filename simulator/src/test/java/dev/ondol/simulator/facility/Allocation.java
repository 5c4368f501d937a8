package dev.ondol.simulator.facility;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.it.ItLoad;
import java.util.SplittableRandom;

/// Fills a share of the GPUs with the usual mix of work: 55 % training, 20 % decode, 10 % prefill, 15 % batch.
final class Allocation {
    private Allocation() {}

    static void fill(ItLoad it, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int node = 0; node < it.nodes(); node++) {
            for (int gpu = 0; gpu < it.type(node).gpus(); gpu++) {
                if (random.nextDouble() < share) {
                    it.start(node, 1, draw(random.nextDouble()));
                }
            }
        }
    }

    private static JobClass draw(double number) {
        if (number < 0.55) {
            return JobClass.TRAINING;
        }
        if (number < 0.75) {
            return JobClass.DECODE;
        }
        return number < 0.85 ? JobClass.PREFILL : JobClass.BATCH;
    }
}
