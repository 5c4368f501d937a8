package dev.ondol.optimizer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Moving what runs so that less power is drawn.
class RepackingTest {
    private static final FleetPower POWER = FleetPower.published();
    private static final GpuRequest HALF = new GpuRequest(4_000, 8_192, 1, 500, Set.of());

    /// Time that passes by looking at the clock.
    private static DoubleSupplier looks(int count) {
        int[] seen = {0};
        return () -> (double) seen[0]++ / count;
    }

    @Test
    void twoHalvesMeetOnOneGpuAndAMachineBecomesEmpty() {
        Fleet fleet = new Fleet(List.of(new Machine("a", 32_000, 262_144, 2, "G2"), new Machine("b", 32_000, 262_144, 2,
                "G2")));
        List<Booking> bookings = List.of(new Booking(fleet, HALF, new Seat(0, 0)), new Booking(fleet, HALF, new Seat(1,
                0)));
        int moved = new Repacking(fleet, bookings, POWER, 1).run(looks(20));
        assertThat(moved).isOne();
        assertThat(bookings.get(0).machine()).isEqualTo(bookings.get(1).machine());
        assertThat(POWER.fleetW(fleet, true)).isEqualTo(150 + 30 + 120);
    }

    @Test
    void requestsForNoneOrSeveralGpusStay() {
        GpuRequest none = new GpuRequest(4_000, 8_192, 0, 0, Set.of());
        GpuRequest pair = new GpuRequest(4_000, 8_192, 2, 1000, Set.of());
        Fleet fleet = new Fleet(List.of(new Machine("a", 32_000, 262_144, 4, "G2"), new Machine("b", 32_000, 262_144, 4,
                "G2")));
        List<Booking> bookings = List.of(new Booking(fleet, none, new Seat(0, -1)), new Booking(fleet, pair, new Seat(1,
                -1)));
        assertThat(new Repacking(fleet, bookings, POWER, 1).run(looks(20))).isZero();
        assertThat(bookings).extracting(Booking::machine).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theFleetDrawsLessAndNothingIsBookedTwice(long seed) {
        Random random = new Random(seed);
        Fleet fleet = new Fleet(MadeUpFleet.machines(random, 20));
        List<Booking> bookings = new ArrayList<>();
        for (GpuRequest request : MadeUpFleet.requests(random, 60)) {
            Optional<Seat> seat = anywhere(fleet, request, random);
            seat.ifPresent(there -> bookings.add(new Booking(fleet, request, there)));
        }
        double beforeW = POWER.fleetW(fleet, false) + POWER.fleetW(fleet, true);
        new Repacking(fleet, bookings, POWER, seed).run(looks(40));
        assertThat(POWER.fleetW(fleet, false) + POWER.fleetW(fleet, true)).as("seed %d", seed).isLessThan(beforeW);
        assertThat(MadeUpFleet.overbooked(fleet, bookings)).as("seed %d", seed).isEmpty();
    }

    private static Optional<Seat> anywhere(Fleet fleet, GpuRequest request, Random random) {
        for (int tried = 0; tried < 40; tried++) {
            int machine = random.nextInt(fleet.size());
            if (fleet.hasRoom(machine, request)) {
                int[] free = fleet.gpusFreeMilli(machine);
                int gpu = 0;
                while (request.shares() && free[gpu] < request.gpuMilli()) {
                    gpu++;
                }
                return Optional.of(new Seat(machine, request.shares() ? gpu : -1));
            }
        }
        return Optional.empty();
    }
}
