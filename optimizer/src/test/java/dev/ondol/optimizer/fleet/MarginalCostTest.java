package dev.ondol.optimizer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ondol's own choice of a machine.
class MarginalCostTest {
    private static final FleetPower POWER = FleetPower.published();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsBookedTwiceAndWhatIsLeftOutHasNoRoom(long seed) {
        Random random = new Random(seed);
        Fleet fleet = new Fleet(MadeUpFleet.machines(random, 12));
        List<GpuRequest> requests = MadeUpFleet.requests(random, 200);
        Placer placer = MarginalCost.placer(RequestMix.of(requests, 1), POWER);
        List<Booking> bookings = new ArrayList<>();
        int leftOut = 0;
        for (GpuRequest request : requests) {
            Optional<Seat> seat = placer.choose(fleet, request);
            if (seat.isPresent()) {
                bookings.add(new Booking(fleet, request, seat.get()));
            } else {
                leftOut++;
                for (int machine = 0; machine < fleet.size(); machine++) {
                    assertThat(fleet.hasRoom(machine, request)).as("seed %d", seed).isFalse();
                }
            }
        }
        assertThat(MadeUpFleet.overbooked(fleet, bookings)).as("seed %d", seed).isEmpty();
        assertThat(leftOut).as("seed %d: a fleet that never is full tests little", seed).isPositive();
    }

    @Test
    void theSameRequestsGoToTheSamePlaces() {
        assertThat(seats(5)).isEqualTo(seats(5)).isNotEqualTo(seats(6));
    }

    private static List<Optional<Seat>> seats(long seed) {
        Random random = new Random(seed);
        Fleet fleet = new Fleet(MadeUpFleet.machines(random, 12));
        List<GpuRequest> requests = MadeUpFleet.requests(random, 120);
        Placer placer = MarginalCost.placer(RequestMix.of(requests, 1), POWER);
        List<Optional<Seat>> seats = new ArrayList<>();
        for (GpuRequest request : requests) {
            seats.add(placer.choose(fleet, request));
            seats.getLast().ifPresent(seat -> fleet.place(request, seat));
        }
        return seats;
    }

    @Test
    void aShareJoinsAGpuThatIsInUse() {
        GpuRequest half = new GpuRequest(4_000, 8_192, 1, 500, Set.of());
        Fleet fleet = new Fleet(List.of(new Machine("a", 64_000, 262_144, 4, "G2"), new Machine("b", 64_000, 262_144, 4,
                "G2")));
        fleet.place(half, new Seat(1, 2));
        assertThat(MarginalCost.placer(RequestMix.of(List.of(half), 1), POWER).choose(fleet, half)).contains(new Seat(1,
                2));
    }

    @Test
    void aGpuThatDrawsLessIsTakenFirstWhereNothingIsLostByIt() {
        GpuRequest one = new GpuRequest(8_000, 8_192, 1, 1000, Set.of());
        Fleet fleet = new Fleet(
                List.of(new Machine("a", 32_000, 262_144, 4, "A100"), new Machine("b", 32_000, 262_144, 4,
                        "T4")));
        assertThat(MarginalCost.placer(RequestMix.of(List.of(one), 1), POWER).choose(fleet, one)).contains(new Seat(1,
                -1));
    }

    @Test
    void workWithoutGpuKeepsAwayFromCpuThatGpusNeed() {
        GpuRequest gpu = new GpuRequest(12_000, 8_192, 1, 1000, Set.of());
        GpuRequest cpuOnly = new GpuRequest(12_000, 8_192, 0, 0, Set.of());
        Fleet fleet = new Fleet(List.of(new Machine("a", 24_000, 262_144, 2, "T4"), new Machine("b", 96_000, 262_144, 2,
                "T4")));
        Placer placer = MarginalCost.placer(RequestMix.of(List.of(gpu, cpuOnly), 1), POWER);
        assertThat(placer.choose(fleet, cpuOnly)).contains(new Seat(1, -1));
    }

    @Test
    void aRequestForWhichNothingHasRoomGetsNothing() {
        GpuRequest big = new GpuRequest(12_000, 8_192, 8, 1000, Set.of());
        Fleet fleet = new Fleet(List.of(new Machine("a", 96_000, 262_144, 4, "G2")));
        assertThat(MarginalCost.placer(RequestMix.of(List.of(big), 1), POWER).choose(fleet, big)).isEmpty();
    }
}
