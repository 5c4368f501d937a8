package dev.ondol.proof.peer;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.RequestMix;

/// Which part of a machine's free GPUs a typical request could not use: the fragment of Weng et al., USENIX ATC 2023, section 3.
///
/// All of it where the machine has too little CPU, too few GPUs with room or another model, or where the request wants no GPU;
/// otherwise what is free on those GPUs that have too little room each. Memory does not count.
public final class Fragments {
    private final RequestMix typical;

    /// @param typical the kinds of requests to expect
    public Fragments(RequestMix typical) {
        this.typical = typical;
    }

    /// Expected fragment of a machine, thousandths of a GPU.
    public double expectedMilli(Fleet fleet, int machine) {
        return expectedMilli(fleet.cpuFreeMilli(machine), fleet.gpusFreeMilli(machine), fleet.machine(machine).model());
    }

    double expectedMilli(long cpuFreeMilli, int[] gpusFreeMilli, String model) {
        long all = 0;
        for (int free : gpusFreeMilli) {
            all += free;
        }
        double sum = 0;
        for (RequestMix.Kind kind : typical.kinds()) {
            sum += kind.share() * fragmentMilli(kind.request(), cpuFreeMilli, gpusFreeMilli, model, all);
        }
        return sum;
    }

    private static long fragmentMilli(GpuRequest request, long cpuFreeMilli, int[] gpusFreeMilli, String model,
            long all) {
        if (request.gpus() == 0 || cpuFreeMilli < request.cpuMilli() || !request.accepts(model)) {
            return all;
        }
        int enough = 0;
        long tooSmall = 0;
        for (int free : gpusFreeMilli) {
            if (free >= request.gpuMilli()) {
                enough++;
            } else {
                tooSmall += free;
            }
        }
        return enough >= request.gpus() ? tooSmall : all;
    }
}
