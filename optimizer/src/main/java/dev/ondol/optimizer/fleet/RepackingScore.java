package dev.ondol.optimizer.fleet;

/// Where a request adds least to the power with all machines on and with empty ones off; of places alike the one that leaves the smallest rest on
/// its GPU and in its CPU package.
record RepackingScore(FleetPower power) implements MachineScore {
    /// What a rest of a whole GPU or package counts, W: less than any difference in power.
    private static final double REST_W = 1;

    @Override
    public Offer offer(Fleet fleet, int machine, GpuRequest request) {
        int[] free = fleet.gpusFreeMilli(machine);
        double idleW = fleet.isEmpty(machine) ? power.idleW(fleet.machine(machine)) : 0;
        long cpuTaken = fleet.machine(machine).cpuMilli() - fleet.cpuFreeMilli(machine) + request.cpuMilli();
        long packageRest = Math.floorMod(-cpuTaken, power.packageCpuMilli());
        double restW = REST_W * packageRest / power.packageCpuMilli();
        if (!request.shares()) {
            return new Offer(-2 * power.addedW(fleet, machine, request, request.gpus()) - idleW - restW, Seat.NO_GPU);
        }
        int best = -1;
        for (int gpu = 0; gpu < free.length; gpu++) {
            if (free[gpu] >= request.gpuMilli() && (best < 0 || free[gpu] < free[best])) {
                best = gpu;
            }
        }
        double addedW = power.addedW(fleet, machine, request, free[best] == GpuRequest.WHOLE ? 1 : 0);
        restW += REST_W * (free[best] - request.gpuMilli()) / GpuRequest.WHOLE;
        return new Offer(-2 * addedW - idleW - restW, best);
    }
}
