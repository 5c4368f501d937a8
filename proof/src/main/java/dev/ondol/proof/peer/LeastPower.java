package dev.ondol.proof.peer;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.MachineScore;

/// PWR: the machine and GPU whose power grows least. Lettich et al., "Power- and Fragmentation-aware Online Scheduling for GPU
/// Datacenters", CCGrid 2025.
public final class LeastPower implements MachineScore {
    private final FleetPower power;

    public LeastPower(FleetPower power) {
        this.power = power;
    }

    @Override
    public Offer offer(Fleet fleet, int machine, GpuRequest request) {
        if (!request.shares()) {
            return new Offer(-power.addedW(fleet, machine, request, request.gpus()), -1);
        }
        Offer best = new Offer(Double.NEGATIVE_INFINITY, -1);
        for (int gpu = 0; gpu < fleet.machine(machine).gpus(); gpu++) {
            int free = fleet.gpuFreeMilli(machine, gpu);
            if (free >= request.gpuMilli()) {
                double addedW = power.addedW(fleet, machine, request, free == GpuRequest.WHOLE ? 1 : 0);
                best = -addedW > best.score() ? new Offer(-addedW, gpu) : best;
            }
        }
        return best;
    }
}
