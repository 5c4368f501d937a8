package dev.ondol.optimizer.fleet;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// How much of a machine's free GPUs will stay unused once the fleet is full: the mean over a few futures, each a line of typical requests that come to
/// the machine one after the other and are let in where there is room. What the future of a machine needs is free CPU and memory in
/// proportion to its free GPUs, and shares that fit together; a place that a request takes costs others as much as the mean rises by it.
///
/// The same futures are used for all machines and requests, so differences are not noise. For one thread.
final class StrandedGpus {
    private static final int FUTURES = 32;
    /// Requests of a future: three times what eight GPUs hold.
    private static final int REQUESTS = 25;
    /// Machines are told apart by so much free CPU and memory, rounded down; finer is not better, and known answers come up more often.
    private static final long CPU_STEP_MILLI = 500;
    private static final long MEMORY_STEP_MIB = 4_096;
    private static final int MOST_KNOWN = 500_000;

    private final GpuRequest[][] futures;
    private final Map<State, Double> known = new HashMap<>();

    /// @param mix all kinds of requests; those without GPU are left out
    /// @param seed the same seed, the same futures
    StrandedGpus(RequestMix mix, long seed) {
        futures = futures(mix, new Random(seed));
    }

    /// What is free on a machine, GPUs in ascending order.
    private record State(String model, long cpuMilli, long memoryMib, IntBuffer gpus) {}

    /// Draws requests in proportion to the mix, each kind as often as its share says up to one, and deals them out.
    private static GpuRequest[][] futures(RequestMix mix, Random random) {
        List<RequestMix.Kind> kinds = mix.kinds().stream().filter(kind -> kind.request().gpus() > 0)
                .sorted(Comparator.comparingLong((RequestMix.Kind kind) -> kind.request().gpuMilliInAll())
                        .thenComparingLong(kind -> kind.request().cpuMilli()))
                .toList();
        double all = kinds.stream().mapToDouble(RequestMix.Kind::share).sum();
        List<GpuRequest> drawn = new ArrayList<>();
        double passed = 0;
        int count = FUTURES * REQUESTS;
        for (RequestMix.Kind kind : kinds) {
            passed += kind.share() / all;
            while (drawn.size() < count && drawn.size() + 0.5 < passed * count) {
                drawn.add(kind.request());
            }
        }
        Collections.shuffle(drawn, random);
        GpuRequest[][] futures = new GpuRequest[drawn.isEmpty() ? 0 : FUTURES][];
        for (int future = 0; future < futures.length; future++) {
            futures[future] = drawn.subList(future * drawn.size() / FUTURES, (future + 1) * drawn.size() / FUTURES)
                    .toArray(GpuRequest[]::new);
        }
        return futures;
    }

    /// Expected thousandths of GPUs that stay unused.
    ///
    /// @param gpusFreeMilli free thousandths of each GPU; stays as it is
    double expectedMilli(String model, long cpuFreeMilli, long memoryFreeMib, int[] gpusFreeMilli) {
        int[] gpus = gpusFreeMilli.clone();
        Arrays.sort(gpus);
        State state = new State(model, cpuFreeMilli / CPU_STEP_MILLI * CPU_STEP_MILLI, memoryFreeMib / MEMORY_STEP_MIB
                * MEMORY_STEP_MIB, IntBuffer.wrap(gpus));
        Double before = known.get(state);
        if (before != null) {
            return before;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        double mean = mean(state, gpus);
        known.put(state, mean);
        return mean;
    }

    private double mean(State state, int[] gpus) {
        long sum = 0;
        int[] free = new int[gpus.length];
        for (GpuRequest[] future : futures) {
            System.arraycopy(gpus, 0, free, 0, gpus.length);
            sum += left(state, free, future);
        }
        return futures.length == 0 ? 0 : (double) sum / futures.length;
    }

    private static long left(State state, int[] free, GpuRequest[] future) {
        long cpuMilli = state.cpuMilli();
        long memoryMib = state.memoryMib();
        long left = Arrays.stream(free).sum();
        for (GpuRequest request : future) {
            if (left == 0) {
                break;
            }
            if (request.cpuMilli() <= cpuMilli && request.memoryMib() <= memoryMib && request.accepts(state.model())
                    && take(request, free)) {
                cpuMilli -= request.cpuMilli();
                memoryMib -= request.memoryMib();
                left -= request.gpuMilliInAll();
            }
        }
        return left;
    }

    /// Gives a request its GPUs, the fullest that will do, where there are enough.
    private static boolean take(GpuRequest request, int[] free) {
        if (request.gpus() > 1) {
            int whole = 0;
            for (int milli : free) {
                whole += milli == GpuRequest.WHOLE ? 1 : 0;
            }
            int wanted = whole < request.gpus() ? 0 : request.gpus();
            for (int gpu = 0; gpu < free.length && wanted > 0; gpu++) {
                if (free[gpu] == GpuRequest.WHOLE) {
                    free[gpu] = 0;
                    wanted--;
                }
            }
            return whole >= request.gpus();
        }
        int best = -1;
        for (int gpu = 0; gpu < free.length; gpu++) {
            if (free[gpu] >= request.gpuMilli() && (best < 0 || free[gpu] < free[best])) {
                best = gpu;
            }
        }
        if (best >= 0) {
            free[best] -= request.gpuMilli();
        }
        return best >= 0;
    }
}
