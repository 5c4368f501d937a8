package dev.ondol.optimizer.fleet;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What is free on each machine now. Machines are numbered by their names in order, so that "the first" means the same on every run.
///
/// For one thread.
public final class Fleet {
    private final List<Machine> machines;
    private final long[] cpuFreeMilli;
    private final long[] memoryFreeMib;
    private final int[][] gpuFreeMilli;
    private final int[] requests;
    private final int[] changes;

    public Fleet(List<Machine> machines) {
        this.machines = machines.stream().sorted(Comparator.comparing(Machine::name)).toList();
        if (this.machines.stream().map(Machine::name).distinct().count() != machines.size()) {
            throw new IllegalArgumentException("The names of the machines must differ.");
        }
        int count = machines.size();
        cpuFreeMilli = this.machines.stream().mapToLong(Machine::cpuMilli).toArray();
        memoryFreeMib = this.machines.stream().mapToLong(Machine::memoryMib).toArray();
        gpuFreeMilli = new int[count][];
        for (int machine = 0; machine < count; machine++) {
            gpuFreeMilli[machine] = new int[this.machines.get(machine).gpus()];
            Arrays.fill(gpuFreeMilli[machine], GpuRequest.WHOLE);
        }
        requests = new int[count];
        changes = new int[count];
    }

    /// Number of machines.
    public int size() {
        return machines.size();
    }

    public Machine machine(int machine) {
        return machines.get(machine);
    }

    public long cpuFreeMilli(int machine) {
        return cpuFreeMilli[machine];
    }

    public long memoryFreeMib(int machine) {
        return memoryFreeMib[machine];
    }

    /// Free thousandths of one GPU.
    public int gpuFreeMilli(int machine, int gpu) {
        return gpuFreeMilli[machine][gpu];
    }

    /// Free thousandths of all GPUs of a machine.
    public long gpuFreeMilli(int machine) {
        long sum = 0;
        for (int free : gpuFreeMilli[machine]) {
            sum += free;
        }
        return sum;
    }

    /// Free thousandths of each GPU of a machine, a copy.
    public int[] gpusFreeMilli(int machine) {
        return gpuFreeMilli[machine].clone();
    }

    /// GPUs of a machine that nobody uses.
    public int wholeGpus(int machine) {
        int whole = 0;
        for (int free : gpuFreeMilli[machine]) {
            whole += free == GpuRequest.WHOLE ? 1 : 0;
        }
        return whole;
    }

    /// Whether nothing runs on a machine.
    public boolean isEmpty(int machine) {
        return requests[machine] == 0;
    }

    /// How often a machine changed: what was computed for it holds as long as this number does.
    public int changes(int machine) {
        return changes[machine];
    }

    /// Whether a machine has room for a request.
    public boolean hasRoom(int machine, GpuRequest request) {
        if (cpuFreeMilli[machine] < request.cpuMilli() || memoryFreeMib[machine] < request.memoryMib()
                || !request.accepts(machines.get(machine).model())) {
            return false;
        }
        int left = request.gpus();
        for (int gpu = 0; left > 0 && gpu < gpuFreeMilli[machine].length; gpu++) {
            left -= gpuFreeMilli[machine][gpu] >= request.gpuMilli() ? 1 : 0;
        }
        return left == 0;
    }

    /// Of the GPUs of a machine with room that a sharing request could get the one of which least is free; `-1` for others.
    int fullestWithRoom(int machine, GpuRequest request) {
        int best = Seat.NO_GPU;
        if (request.shares()) {
            int[] free = gpuFreeMilli[machine];
            for (int gpu = 0; gpu < free.length; gpu++) {
                if (free[gpu] >= request.gpuMilli() && (best < 0 || free[gpu] < free[best])) {
                    best = gpu;
                }
            }
        }
        return best;
    }

    /// Seats a request.
    ///
    /// @return the numbers of its GPUs: what [#release] wants to know
    /// @throws IllegalArgumentException where there is no room at this seat
    public int[] place(GpuRequest request, Seat seat) {
        int machine = seat.machine();
        if (!hasRoom(machine, request) || request.shares() && gpuFreeMilli[machine][seat.gpu()] < request.gpuMilli()) {
            throw new IllegalArgumentException("The machine %s must have room for %s at GPU %d."
                    .formatted(machines.get(machine).name(), request, seat.gpu()));
        }
        int[] gpus = request.shares() ? new int[]{seat.gpu()} : firstWhole(machine, request.gpus());
        take(machine, request, gpus, 1);
        return gpus;
    }

    /// Takes a request away again.
    ///
    /// @param gpus what [#place] returned
    public void release(GpuRequest request, int machine, int[] gpus) {
        take(machine, request, gpus, -1);
    }

    void take(int machine, GpuRequest request, int[] gpus, int sign) {
        cpuFreeMilli[machine] -= sign * request.cpuMilli();
        memoryFreeMib[machine] -= sign * request.memoryMib();
        for (int gpu : gpus) {
            gpuFreeMilli[machine][gpu] -= sign * request.gpuMilli();
        }
        requests[machine] += sign;
        changes[machine]++;
    }

    private int[] firstWhole(int machine, int count) {
        int[] gpus = new int[count];
        int found = 0;
        for (int gpu = 0; found < count; gpu++) {
            if (gpuFreeMilli[machine][gpu] == GpuRequest.WHOLE) {
                gpus[found++] = gpu;
            }
        }
        return gpus;
    }
}
