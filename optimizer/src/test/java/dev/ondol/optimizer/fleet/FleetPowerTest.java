package dev.ondol.optimizer.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Watts worked out by hand.
class FleetPowerTest {
    private static final FleetPower POWER = FleetPower.published();

    private final Fleet fleet = new Fleet(List.of(new Machine("a", 104_000, 524_288, 2, "T4"), new Machine("b", 96_000,
            393_216, 8, "G2")));

    @Test
    void anIdleMachineDrawsIdleGpusAndPackagesRoundedUp() {
        // 2 x 10 W and 4 packages (104 of 32 virtual CPUs, rounded up) x 15 W; 8 x 30 W and 3 x 15 W
        assertThat(POWER.powerW(fleet, 0)).isEqualTo(80);
        assertThat(POWER.powerW(fleet, 1)).isEqualTo(285);
        assertThat(POWER.fleetW(fleet, false)).isEqualTo(365);
        assertThat(POWER.fleetW(fleet, true)).isZero();
    }

    @Test
    void anyUseOfAGpuOrAPackageCountsAsFull() {
        fleet.place(new GpuRequest(33_000, 1_024, 1, 10, Set.of()), new Seat(0, 1));
        // 10 + 70 W and 2 x 120 + 2 x 15 W
        assertThat(POWER.powerW(fleet, 0)).isEqualTo(350);
        assertThat(POWER.fleetW(fleet, true)).isEqualTo(350);
    }

    @Test
    void whatIsAddedIsTheDifference() {
        GpuRequest request = new GpuRequest(12_000, 1_024, 1, 500, Set.of());
        double addedW = POWER.addedW(fleet, 1, request, 1);
        assertThat(addedW).isEqualTo(120 + 105);
        fleet.place(request, new Seat(1, 0));
        assertThat(POWER.powerW(fleet, 1)).isEqualTo(285 + addedW);
        assertThat(POWER.addedW(fleet, 1, request, 0)).as("same GPU, same package").isZero();
    }
}
