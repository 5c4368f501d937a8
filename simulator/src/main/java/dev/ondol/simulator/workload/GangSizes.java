package dev.ondol.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sizes of gangs: powers of two between two bounds, weighted by a log-normal density, in whole nodes where a gang is
/// larger than a node.
final class GangSizes {
    private final List<Gang> gangs = new ArrayList<>();
    private final List<Double> cumulated = new ArrayList<>();
    private final double meanGpus;

    /// @param replicas       replicas of the gang
    /// @param gpusPerReplica GPUs of each, on one node
    record Gang(int replicas, int gpusPerReplica) {
        int gpus() {
            return replicas * gpusPerReplica;
        }
    }

    /// @param least    smallest size, GPUs
    /// @param most     largest size, GPUs
    /// @param median   of the log-normal, GPUs
    /// @param sigma    of its logarithm
    /// @param nodeGpus GPUs of a node
    GangSizes(int least, int most, double median, double sigma, int nodeGpus) {
        double sum = 0;
        double weighted = 0;
        for (int size = least; size <= Math.max(least, most); size *= 2) {
            double z = Math.log(size / median) / sigma;
            double weight = Math.exp(-z * z / 2);
            int perReplica = Math.min(size, nodeGpus);
            Gang gang = new Gang((size + perReplica - 1) / perReplica, perReplica);
            sum += weight;
            weighted += weight * gang.gpus();
            gangs.add(gang);
            cumulated.add(sum);
        }
        meanGpus = weighted / sum;
    }

    /// Expected GPUs of a gang.
    double meanGpus() {
        return meanGpus;
    }

    Gang draw(Random random) {
        double at = random.nextDouble() * cumulated.getLast();
        int i = 0;
        while (cumulated.get(i) <= at) {
            i++;
        }
        return gangs.get(i);
    }
}
