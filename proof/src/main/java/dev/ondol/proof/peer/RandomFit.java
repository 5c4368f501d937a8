package dev.ondol.proof.peer;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Placer;
import dev.ondol.optimizer.fleet.Seat;
import java.util.Optional;
import java.util.Random;

/// Any machine with room, each as likely as the other, and any GPU with room on it.
public final class RandomFit implements Placer {
    private final Random random;

    public RandomFit(long seed) {
        random = new Random(seed);
    }

    @Override
    public Optional<Seat> choose(Fleet fleet, GpuRequest request) {
        int seen = 0;
        int chosen = -1;
        for (int machine = 0; machine < fleet.size(); machine++) {
            if (fleet.hasRoom(machine, request) && random.nextInt(++seen) == 0) {
                chosen = machine;
            }
        }
        return chosen < 0 ? Optional.empty() : Optional.of(new Seat(chosen, gpu(fleet, chosen, request)));
    }

    private int gpu(Fleet fleet, int machine, GpuRequest request) {
        int seen = 0;
        int chosen = -1;
        for (int gpu = 0; request.shares() && gpu < fleet.machine(machine).gpus(); gpu++) {
            if (fleet.gpuFreeMilli(machine, gpu) >= request.gpuMilli() && random.nextInt(++seen) == 0) {
                chosen = gpu;
            }
        }
        return chosen;
    }
}
