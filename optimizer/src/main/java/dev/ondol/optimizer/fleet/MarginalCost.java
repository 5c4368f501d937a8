package dev.ondol.optimizer.fleet;

/// Ondol's own choice of a machine for a request: where power and what others lose by it grow least. The watts that the request adds (idle GPUs and CPU
/// packages that it begins to use) and the watts that its place costs those who come later: the GPUs that it strands ([StrandedGpus]).
///
/// For one fleet and one thread.
public final class MarginalCost implements MachineScore {
    /// What a GPU that can no longer be used costs, W: what the hungriest one draws, as the request that it might have served goes there.
    private static final double STRANDED_GPU_W = 400;
    private static final long SEED = 7;

    private final FleetPower power;
    private final StrandedGpus stranded;

    /// @param mix what is to come, all kinds
    public MarginalCost(RequestMix mix, FleetPower power) {
        this.power = power;
        stranded = new StrandedGpus(mix, SEED);
    }

    /// A placer that chooses by this cost.
    public static Placer placer(RequestMix mix, FleetPower power) {
        return new HighestScore(new MarginalCost(mix, power));
    }

    @Override
    public Offer offer(Fleet fleet, int machine, GpuRequest request) {
        int[] free = fleet.gpusFreeMilli(machine);
        double before = strandedW(fleet, machine, 0, 0, free);
        if (!request.shares()) {
            takeWhole(free, request.gpus());
            double costW = power.addedW(fleet, machine, request, request.gpus()) + strandedW(fleet, machine, request
                    .cpuMilli(), request.memoryMib(), free) - before;
            return new Offer(-costW, Seat.NO_GPU);
        }
        Offer best = new Offer(Double.NEGATIVE_INFINITY, Seat.NO_GPU);
        for (int gpu = 0; gpu < free.length; gpu++) {
            if (free[gpu] >= request.gpuMilli() && isFirstOfItsKind(free, gpu)) {
                int begun = free[gpu] == GpuRequest.WHOLE ? 1 : 0;
                free[gpu] -= request.gpuMilli();
                double costW = power.addedW(fleet, machine, request, begun) + strandedW(fleet, machine, request
                        .cpuMilli(), request.memoryMib(), free) - before;
                free[gpu] += request.gpuMilli();
                best = -costW > best.score() ? new Offer(-costW, gpu) : best;
            }
        }
        return best;
    }

    private double strandedW(Fleet fleet, int machine, long lessCpuMilli, long lessMemoryMib, int[] gpusFreeMilli) {
        return STRANDED_GPU_W / GpuRequest.WHOLE * stranded.expectedMilli(fleet.machine(machine).model(), fleet
                .cpuFreeMilli(machine) - lessCpuMilli, fleet.memoryFreeMib(machine) - lessMemoryMib, gpusFreeMilli);
    }

    private static void takeWhole(int[] free, int count) {
        int left = count;
        for (int gpu = 0; left > 0; gpu++) {
            if (free[gpu] == GpuRequest.WHOLE) {
                free[gpu] = 0;
                left--;
            }
        }
    }

    /// GPUs of which as much is free are alike.
    private static boolean isFirstOfItsKind(int[] free, int gpu) {
        for (int other = 0; other < gpu; other++) {
            if (free[other] == free[gpu]) {
                return false;
            }
        }
        return true;
    }
}
