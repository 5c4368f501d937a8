package dev.ondol.optimizer.fleet;

/// Where a request adds least to what re-packing makes small; of places alike the one that leaves the smallest rest on its GPU and in its CPU package.
record RepackingScore(PackingCost cost, long packageCpuMilli) implements MachineScore {
    /// What a rest of a whole GPU or package counts, W: less than any difference in power.
    private static final double REST_W = 1;

    @Override
    public Offer offer(Fleet fleet, int machine, GpuRequest request) {
        int gpu = fleet.fullestWithRoom(machine, request);
        long cpuTaken = fleet.machine(machine).cpuMilli() - fleet.cpuFreeMilli(machine) + request.cpuMilli();
        double rest = (double) Math.floorMod(-cpuTaken, packageCpuMilli) / packageCpuMilli;
        if (gpu != Seat.NO_GPU) {
            rest += (double) (fleet.gpuFreeMilli(machine, gpu) - request.gpuMilli()) / GpuRequest.WHOLE;
        }
        return new Offer(-cost.added(fleet, machine, request, gpu) - REST_W * rest, gpu);
    }
}
