package dev.ondol.proof.peer;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.MachineScore;
import dev.ondol.optimizer.fleet.RequestMix;

/// Fragmentation gradient descent (FGD): the machine and GPU on which the expected fragment grows least. Weng et al., "Beware of
/// Fragmentation: Scheduling GPU-Sharing Workloads with Fragmentation Gradient Descent", USENIX ATC 2023.
///
/// Scores are whole numbers of 0 to 100 by a sigmoid of the growth in GPUs, as published.
public final class FragmentationDescent implements MachineScore {
    private static final double MOST = 100;

    private final Fragments fragments;

    public FragmentationDescent(RequestMix typical) {
        fragments = new Fragments(typical);
    }

    @Override
    public Offer offer(Fleet fleet, int machine, GpuRequest request) {
        int[] free = fleet.gpusFreeMilli(machine);
        String model = fleet.machine(machine).model();
        long cpuLeft = fleet.cpuFreeMilli(machine) - request.cpuMilli();
        double before = fragments.expectedMilli(fleet.cpuFreeMilli(machine), free, model);
        if (!request.shares()) {
            int left = request.gpus();
            for (int gpu = 0; left > 0; gpu++) {
                if (free[gpu] == GpuRequest.WHOLE) {
                    free[gpu] = 0;
                    left--;
                }
            }
            return new Offer(score(before - fragments.expectedMilli(cpuLeft, free, model)), -1);
        }
        Offer best = new Offer(-1, -1);
        for (int gpu = 0; gpu < free.length; gpu++) {
            if (free[gpu] >= request.gpuMilli()) {
                free[gpu] -= request.gpuMilli();
                double score = score(before - fragments.expectedMilli(cpuLeft, free, model));
                free[gpu] += request.gpuMilli();
                best = score > best.score() ? new Offer(score, gpu) : best;
            }
        }
        return best;
    }

    private static double score(double shrinksMilli) {
        return (long) (MOST / (1 + Math.exp(-shrinksMilli / GpuRequest.WHOLE)));
    }
}
