package dev.ondol.proof.race;

import dev.ondol.optimizer.fleet.GpuRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The order in which pods arrive, by the protocol of Weng et al., USENIX ATC 2023: all pods of the trace, shuffled, then pods drawn from it again
/// until what has arrived asks for 1.3 times all GPUs. Nobody leaves.
final class Arrivals {
    /// GPUs asked for by all arrivals, in relation to all GPUs.
    static final double LOAD = 1.3;

    private Arrivals() {}

    /// @param pods    sorted by name
    /// @param allGpus GPUs of the fleet
    /// @param seed    the same seed, the same order
    static List<GpuRequest> of(List<GpuRequest> pods, int allGpus, long seed) {
        Random random = new Random(seed);
        List<GpuRequest> shuffled = new ArrayList<>(pods);
        Collections.shuffle(shuffled, random);
        double enough = LOAD * allGpus * GpuRequest.WHOLE;
        List<GpuRequest> arrivals = new ArrayList<>();
        double asked = 0;
        for (int next = 0; asked < enough; next++) {
            GpuRequest pod = next < shuffled.size() ? shuffled.get(next) : pods.get(random.nextInt(pods.size()));
            arrivals.add(pod);
            asked += pod.gpuMilliInAll();
        }
        return arrivals;
    }
}
