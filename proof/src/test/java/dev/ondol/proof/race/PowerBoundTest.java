package dev.ondol.proof.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Machine;
import dev.ondol.optimizer.fleet.MarginalCost;
import dev.ondol.optimizer.fleet.Placer;
import dev.ondol.optimizer.fleet.RequestMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The power below which nothing comes.
class PowerBoundTest {
    private static final FleetPower POWER = FleetPower.published();
    private static final List<Machine> MACHINES = List.of(new Machine("a", 32_000, 262_144, 1, "T4"), new Machine("b",
            32_000, 262_144, 1, "A100"));

    @Test
    void whatFitsOnTheMachineThatDrawsLessIsCountedThere() {
        PowerBound bound = new PowerBound(MACHINES, POWER);
        GpuRequest whole = new GpuRequest(16_000, 1_024, 1, 1000, Set.of());
        // idle 10 + 50 + 2 x 15 W, a T4 more, half a CPU package more
        assertThat(bound.leastW(List.of(whole), false)).isCloseTo(90 + 60 + 52.5, within(1e-6));
        assertThat(bound.leastW(List.of(whole), true)).isCloseTo(25 + 60 + 52.5, within(1e-6));
        assertThat(bound.leastW(List.of(whole, whole), false)).isCloseTo(90 + 60 + 350 + 105, within(1e-6));
    }

    @Test
    void sharesThatCannotMeetNeedAGpuEach() {
        PowerBound bound = new PowerBound(MACHINES, POWER);
        GpuRequest most = new GpuRequest(0, 1_024, 1, 510, Set.of());
        assertThat(bound.leastW(List.of(most, most), false)).isCloseTo(90 + 60 + 350, within(1e-6));
        GpuRequest half = new GpuRequest(0, 1_024, 1, 500, Set.of());
        assertThat(bound.leastW(List.of(half, half), false)).isCloseTo(90 + 60, within(1e-6));
    }

    /// Any arrangement is above the bound, and on so small a fleet not far.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noArrangementIsBelow(long seed) {
        Random random = new Random(seed);
        List<Machine> machines = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            machines.add(new Machine("m-" + number, 96_000, 393_216, 4, List.of("T4", "G2", "A100").get(number % 3)));
        }
        List<GpuRequest> requests = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            requests.add(
                    new GpuRequest(1_000L * random.nextInt(20), 8_192, 1, 50 * (1 + random.nextInt(20)), Set.of()));
        }
        Fleet fleet = new Fleet(machines);
        Placer placer = MarginalCost.placer(RequestMix.of(requests, 1), POWER);
        List<GpuRequest> placed = new ArrayList<>();
        for (GpuRequest request : requests) {
            placer.choose(fleet, request).ifPresent(seat -> {
                fleet.place(request, seat);
                placed.add(request);
            });
        }
        PowerBound bound = new PowerBound(machines, POWER);
        for (boolean emptyOff : new boolean[]{false, true}) {
            double powerW = POWER.fleetW(fleet, emptyOff);
            assertThat(bound.leastW(placed, emptyOff)).as("seed %d", seed).isBetween(0.7 * powerW, powerW);
        }
    }
}
