package dev.ondol.optimizer.fleet;

/// What re-packing makes small, W: the power of a machine that is on and its power where empty machines are off, together, less a premium on what is nearly full.
///
/// Power goes in steps: a package or a shared GPU that is half emptied draws as much as before, so power alone does not say which way to go. Of a package or a GPU
/// that is used in part, a part of the step counts by the root of how much of it is used: one that is nearly full and one that is nearly empty count less than two that are half
/// full, as in packing bins by local search.
record PackingCost(FleetPower power) {
    /// Part of a step that counts by use, 0 to 1; tried from 0 to 0.6.
    private static final double BY_USE = 0.3;
    /// With all machines on, and with empty ones off.
    private static final double TIMES = 2;

    double of(Fleet fleet, int machine) {
        Machine kind = fleet.machine(machine);
        if (fleet.isEmpty(machine)) {
            return power.idleW(kind);
        }
        double costW = TIMES * power.powerW(fleet, machine) + packageW(kind.cpuMilli() - fleet.cpuFreeMilli(machine));
        for (int gpu = 0; gpu < kind.gpus(); gpu++) {
            costW += gpuW(kind, fleet.gpuFreeMilli(machine, gpu));
        }
        return costW;
    }

    /// What a request adds on a machine with room.
    ///
    /// @param gpu that it shares; `-1` where it shares none
    double added(Fleet fleet, int machine, GpuRequest request, int gpu) {
        Machine kind = fleet.machine(machine);
        long usedMilli = kind.cpuMilli() - fleet.cpuFreeMilli(machine);
        double costW = packageW(usedMilli + request.cpuMilli()) - packageW(usedMilli)
                + (fleet.isEmpty(machine) ? power.idleW(kind) : 0);
        if (gpu < 0) {
            return costW + TIMES * power.addedW(fleet, machine, request, request.gpus());
        }
        int free = fleet.gpuFreeMilli(machine, gpu);
        return costW + TIMES * power.addedW(fleet, machine, request, free == GpuRequest.WHOLE ? 1 : 0)
                + gpuW(kind, free - request.gpuMilli()) - gpuW(kind, free);
    }

    private double packageW(long usedMilli) {
        long last = usedMilli % power.packageCpuMilli();
        return last == 0
                ? 0
                : premiumW(power.packageFullW() - power.packageIdleW(), (double) last / power.packageCpuMilli());
    }

    private double gpuW(Machine kind, int freeMilli) {
        if (freeMilli == 0 || freeMilli == GpuRequest.WHOLE) {
            return 0;
        }
        FleetPower.GpuWatts gpu = power.of(kind.model());
        return premiumW(gpu.fullW() - gpu.idleW(), 1 - (double) freeMilli / GpuRequest.WHOLE);
    }

    /// @param used above 0 and below 1
    private static double premiumW(double stepW, double used) {
        return TIMES * BY_USE * stepW * (Math.sqrt(used) - 1);
    }
}
