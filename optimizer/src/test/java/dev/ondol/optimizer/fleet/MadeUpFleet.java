package dev.ondol.optimizer.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Machines and requests of a seed, and an account of what is taken that shares nothing with [Fleet].
final class MadeUpFleet {
    private static final List<String> MODELS = List.of("T4", "G2", "V100M16", "A100");

    private MadeUpFleet() {}

    static List<Machine> machines(Random random, int count) {
        List<Machine> machines = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            machines.add(
                    new Machine("m-%03d".formatted(number), 8_000L * (1 + random.nextInt(12)), 32_768L * (1 + random
                            .nextInt(8)), 1 << random.nextInt(4), MODELS.get(random.nextInt(MODELS.size()))));
        }
        return machines;
    }

    static List<GpuRequest> requests(Random random, int count) {
        List<GpuRequest> requests = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int kind = random.nextInt(10);
            int gpus = kind == 0 ? 0 : kind == 1 ? 2 + random.nextInt(3) : 1;
            int milli = gpus == 0 ? 0 : gpus > 1 || kind < 5 ? 1000 : 10 * (1 + random.nextInt(99));
            Set<String> models = random.nextInt(8) == 0 ? Set.of(MODELS.get(random.nextInt(MODELS.size()))) : Set.of();
            requests.add(new GpuRequest(1_000L * random.nextInt(16), 4_096L * random.nextInt(12), gpus, milli, models));
        }
        return requests;
    }

    /// Adds up what the bookings take and compares it with what the machines have.
    static List<String> overbooked(Fleet fleet, List<Booking> bookings) {
        List<String> faults = new ArrayList<>();
        long[] cpu = new long[fleet.size()];
        long[] memory = new long[fleet.size()];
        long[][] gpu = new long[fleet.size()][64];
        for (Booking booking : bookings) {
            int machine = booking.machine();
            GpuRequest request = booking.request();
            cpu[machine] += request.cpuMilli();
            memory[machine] += request.memoryMib();
            if (booking.gpus().length != request.gpus()) {
                faults.add("GPUs of " + request);
            }
            for (int number : booking.gpus()) {
                gpu[machine][number] += request.gpuMilli();
            }
            if (!request.models().isEmpty() && request.gpus() > 0 && !request.models().contains(fleet.machine(machine)
                    .model())) {
                faults.add("model of " + request);
            }
        }
        for (int machine = 0; machine < fleet.size(); machine++) {
            Machine has = fleet.machine(machine);
            boolean tooMuch = cpu[machine] > has.cpuMilli() || memory[machine] > has.memoryMib();
            for (int number = 0; number < gpu[machine].length; number++) {
                tooMuch |= gpu[machine][number] > (number < has.gpus() ? 1000 : 0);
            }
            if (tooMuch) {
                faults.add(has.name());
            }
            if (cpu[machine] != has.cpuMilli() - fleet.cpuFreeMilli(machine)
                    || memory[machine] != has.memoryMib() - fleet.memoryFreeMib(machine)) {
                faults.add("books of " + has.name());
            }
        }
        return faults;
    }
}
