package dev.ondol.proof.race;

import dev.ondol.optimizer.fleet.Booking;
import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Placer;
import dev.ondol.optimizer.fleet.Repacking;
import dev.ondol.optimizer.fleet.RequestMix;
import dev.ondol.optimizer.fleet.Seat;
import dev.ondol.proof.peer.Fragments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A race of one policy on a recorded cluster. Pods arrive by the protocol of [Arrivals], each is tried once, when it arrives, and stays where it was
/// put, unless the race repacks: then pods for one GPU or less may move at each level for some seconds of the wall clock, so that more power is saved the
/// faster the machine is. Weng et al., USENIX ATC 2023.
public final class Race {
    /// Where powers are read: GPUs asked for by all arrivals, percent of all GPUs.
    private static final int[] LEVELS = {20, 50, 80, 100};
    private static final double PERCENT = 100;
    private static final double NANOS_A_SECOND = 1e9;

    private final RecordedPods recorded;
    private final FleetPower power;
    private final PowerBound bound;

    public Race(RecordedPods recorded, FleetPower power) {
        this.recorded = recorded;
        this.power = power;
        bound = new PowerBound(recorded.machines(), power);
    }

    /// Races once a seed, several at the same time; without repacking the figures but for the speed are the same on every run.
    ///
    /// @param threads       runs at the same time, at least 1
    /// @param repackSeconds time for repacking at each level, at least 1; null: nobody moves
    /// @throws InterruptedException if interrupted while it waits
    public RaceFigures run(Policy policy, List<Long> seeds, int threads, @Nullable Integer repackSeconds)
            throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<RaceFigures.Run>> futures = new ArrayList<>();
            for (long seed : seeds) {
                futures.add(executor.submit(() -> new OneRun(policy, seed, repackSeconds).run()));
            }
            List<RaceFigures.Run> runs = new ArrayList<>();
            try {
                for (Future<RaceFigures.Run> future : futures) {
                    runs.add(future.get());
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw new IllegalStateException("A race must not fail.", e.getCause());
            }
            return RaceFigures.of(policy.id(), runs, repackSeconds);
        }
    }

    /// The run of one seed.
    private final class OneRun {
        private final Fleet fleet = new Fleet(recorded.machines());
        private final List<Booking> bookings = new ArrayList<>();
        private final List<RaceFigures.Reading> readings = new ArrayList<>();
        private final Placer placer;
        private final List<GpuRequest> arrivals;
        private final long seed;
        private final @Nullable Integer repackSeconds;

        OneRun(Policy policy, long seed, @Nullable Integer repackSeconds) {
            this.seed = seed;
            this.repackSeconds = repackSeconds;
            placer = policy.placer(fleet, recorded.pods(), power, seed);
            arrivals = Arrivals.of(recorded.pods(), recorded.gpus(), seed);
        }

        RaceFigures.Run run() {
            double allGpuMilli = (double) recorded.gpus() * GpuRequest.WHOLE;
            double arrivedMilli = 0;
            long nanos = 0;
            for (GpuRequest pod : arrivals) {
                long began = System.nanoTime();
                place(pod);
                nanos += System.nanoTime() - began;
                arrivedMilli += pod.gpuMilliInAll();
                while (readings.size() < LEVELS.length && arrivedMilli * PERCENT >= LEVELS[readings.size()]
                        * allGpuMilli) {
                    readings.add(reading(LEVELS[readings.size()]));
                }
            }
            double allocated = placed().stream().mapToLong(GpuRequest::gpuMilliInAll).sum() / allGpuMilli;
            return new RaceFigures.Run(PERCENT * allocated, PERCENT * fragmentMilli() / allGpuMilli, arrivals.size(),
                    nanos, List.copyOf(readings));
        }

        private void place(GpuRequest pod) {
            Optional<Seat> seat = placer.choose(fleet, pod);
            if (seat.isPresent()) {
                bookings.add(new Booking(fleet, pod, seat.get()));
            }
        }

        private List<GpuRequest> placed() {
            return bookings.stream().map(Booking::request).toList();
        }

        private RaceFigures.Reading reading(int percent) {
            int moves = repackSeconds == null ? 0 : repack(repackSeconds);
            List<GpuRequest> placed = placed();
            return new RaceFigures.Reading(percent, power.fleetW(fleet, false), power.fleetW(fleet, true), bound.leastW(
                    placed, false), bound.leastW(placed, true), moves);
        }

        private int repack(int seconds) {
            long began = System.nanoTime();
            return new Repacking(fleet, bookings, power, seed).run(() -> (System.nanoTime() - began) / (seconds
                    * NANOS_A_SECOND));
        }

        private double fragmentMilli() {
            Fragments fragments = new Fragments(RequestMix.of(recorded.pods(), Policy.TYPICAL));
            double sum = 0;
            for (int machine = 0; machine < fleet.size(); machine++) {
                sum += fragments.expectedMilli(fleet, machine);
            }
            return sum;
        }
    }
}
