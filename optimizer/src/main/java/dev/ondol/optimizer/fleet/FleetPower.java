package dev.ondol.optimizer.fleet;

import java.util.Map;

/// What machines draw by what is taken of them: a GPU in use, however little of it, draws its full power, an idle one its idle power;
/// a package of 32 virtual CPUs (16 cores) draws its full power when any of it is taken, packages rounded up.
///
/// The model and its watts are those of the published races on this trace: Lettich, Carlini, Nardini,
/// Perego, Trani, "Power- and Fragmentation-aware Online Scheduling for GPU Datacenters", CCGrid 2025. Power is IT power in W.
///
/// @param gpus            watts of each GPU model
/// @param packageIdleW    an idle CPU package
/// @param packageFullW    a CPU package of which something is taken
/// @param packageCpuMilli thousandths of virtual CPUs of a package
public record FleetPower(Map<String, GpuWatts> gpus, double packageIdleW, double packageFullW, long packageCpuMilli) {
    /// Watts of one GPU, idle and in use.
    public record GpuWatts(double idleW, double fullW) {}

    public FleetPower {
        gpus = Map.copyOf(gpus);
    }

    /// The figures of the published races.
    public static FleetPower published() {
        GpuWatts v100 = new GpuWatts(30, 300);
        GpuWatts a10 = new GpuWatts(30, 150);
        GpuWatts a100 = new GpuWatts(50, 400);
        return new FleetPower(Map.of("T4", new GpuWatts(10, 70), "A10", a10, "G2", a10, "P100", new GpuWatts(25, 250),
                "V100M16", v100, "V100M32", v100, "G3", a100, "A100", a100), 15, 120, 32_000);
    }

    /// Whether the watts of a GPU model are known.
    public boolean knows(String model) {
        return gpus.containsKey(model);
    }

    /// Watts of a GPU of this model.
    public GpuWatts of(String model) {
        GpuWatts watts = gpus.get(model);
        if (watts == null) {
            throw new IllegalArgumentException("The watts of GPU model %s must be known.".formatted(model));
        }
        return watts;
    }

    /// Power of a machine that is on, W.
    public double powerW(Fleet fleet, int machine) {
        Machine kind = fleet.machine(machine);
        int whole = fleet.wholeGpus(machine);
        double gpuW = kind.gpus() == 0
                ? 0
                : whole * of(kind.model()).idleW() + (kind.gpus() - whole) * of(kind.model())
                        .fullW();
        return gpuW + cpuW(kind, fleet.cpuFreeMilli(machine));
    }

    /// Power of all machines, W.
    ///
    /// @param emptyOff whether a machine without requests draws nothing
    public double fleetW(Fleet fleet, boolean emptyOff) {
        double sumW = 0;
        for (int machine = 0; machine < fleet.size(); machine++) {
            sumW += emptyOff && fleet.isEmpty(machine) ? 0 : powerW(fleet, machine);
        }
        return sumW;
    }

    /// Power of a machine's CPU packages when so much is free, W.
    double cpuW(Machine machine, long cpuFreeMilli) {
        long packages = packages(machine.cpuMilli());
        long busy = packages(machine.cpuMilli() - cpuFreeMilli);
        return busy * packageFullW + (packages - busy) * packageIdleW;
    }

    /// Power of a machine on which nothing runs, W.
    public double idleW(Machine machine) {
        return (machine.gpus() == 0 ? 0 : machine.gpus() * of(machine.model()).idleW()) + cpuW(machine, machine
                .cpuMilli());
    }

    /// What a request adds to a machine's power, W: CPU packages that are begun by it and GPUs that were idle.
    ///
    /// @param begun idle GPUs that it begins to use
    public double addedW(Fleet fleet, int machine, GpuRequest request, int begun) {
        Machine kind = fleet.machine(machine);
        double gpuW = begun == 0 ? 0 : begun * (of(kind.model()).fullW() - of(kind.model()).idleW());
        long free = fleet.cpuFreeMilli(machine);
        return gpuW + cpuW(kind, free - request.cpuMilli()) - cpuW(kind, free);
    }

    private long packages(long cpuMilli) {
        return (cpuMilli + packageCpuMilli - 1) / packageCpuMilli;
    }
}
