package dev.ondol.proof.peer;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.MachineScore;

/// The machine on which least is left afterwards, CPU and GPU counted alike and each in relation to the largest machine; on it the GPU on which
/// least is left. As the baseline BestFit of Weng et al., USENIX ATC 2023 (after Protean, OSDI 2020): scores are whole percent.
public final class BestFit implements MachineScore {
    private final long mostCpuMilli;
    private final long mostGpuMilli;

    public BestFit(Fleet fleet) {
        long cpuMilli = 1;
        long gpuMilli = 1;
        for (int machine = 0; machine < fleet.size(); machine++) {
            cpuMilli = Math.max(cpuMilli, fleet.machine(machine).cpuMilli());
            gpuMilli = Math.max(gpuMilli, (long) fleet.machine(machine).gpus() * GpuRequest.WHOLE);
        }
        mostCpuMilli = cpuMilli;
        mostGpuMilli = gpuMilli;
    }

    @Override
    public Offer offer(Fleet fleet, int machine, GpuRequest request) {
        double cpu = (double) (fleet.cpuFreeMilli(machine) - request.cpuMilli()) / mostCpuMilli;
        double gpu = (double) (fleet.gpuFreeMilli(machine) - request.gpuMilliInAll()) / mostGpuMilli;
        return new Offer((long) (100 * (1 - (cpu + gpu) / 2)), fullestGpu(fleet, machine, request));
    }

    /// The fullest GPU with room for a sharing request; `-1` for others.
    static int fullestGpu(Fleet fleet, int machine, GpuRequest request) {
        int best = -1;
        for (int gpu = 0; request.shares() && gpu < fleet.machine(machine).gpus(); gpu++) {
            int free = fleet.gpuFreeMilli(machine, gpu);
            if (free >= request.gpuMilli() && (best < 0 || free < fleet.gpuFreeMilli(machine, best))) {
                best = gpu;
            }
        }
        return best;
    }
}
