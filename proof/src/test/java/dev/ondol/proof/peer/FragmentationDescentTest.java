package dev.ondol.proof.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.HighestScore;
import dev.ondol.optimizer.fleet.Machine;
import dev.ondol.optimizer.fleet.MachineScore;
import dev.ondol.optimizer.fleet.RequestMix;
import dev.ondol.optimizer.fleet.Seat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Fragments and their growth, worked out by hand.
class FragmentationDescentTest {
    private static final GpuRequest WHOLE = new GpuRequest(10_000, 0, 1, 1000, Set.of());
    private static final GpuRequest HALF = new GpuRequest(4_000, 0, 1, 500, Set.of());
    private static final GpuRequest NO_GPU = new GpuRequest(8_000, 0, 0, 0, Set.of());
    private static final RequestMix TYPICAL = RequestMix.of(List.of(WHOLE, HALF, HALF, NO_GPU), 1);

    private final Fleet fleet = new Fleet(List.of(new Machine("a", 32_000, 1_024, 2, "T4")));
    private final Fragments fragments = new Fragments(TYPICAL);

    @Test
    void theFragmentIsWhatEachTypicalRequestCannotUse() {
        // WHOLE (1/4): the GPU with 400 is too small, 400. HALF (2/4): 400 as well. NO_GPU (1/4): all 1400.
        fleet.place(new GpuRequest(2_000, 0, 1, 600, Set.of()), new Seat(0, 1));
        assertThat(fragments.expectedMilli(fleet, 0)).isCloseTo(0.75 * 400 + 0.25 * 1400, within(1e-9));
        // with 6,000 of CPU left WHOLE can use nothing
        fleet.place(new GpuRequest(24_000, 0, 0, 0, Set.of()), new Seat(0, -1));
        assertThat(fragments.expectedMilli(fleet, 0)).isCloseTo(0.5 * 400 + 0.5 * 1400, within(1e-9));
    }

    @Test
    void theScoreIsASigmoidOfTheGrowthInGpusRoundedDown() {
        // empty: 0.25 x 2000 = 500. HALF on one GPU: WHOLE 500, HALF 0, NO_GPU 1500: 0.25 x 500 + 0.25 x 1500 = 500.
        MachineScore.Offer offer = new FragmentationDescent(TYPICAL).offer(fleet, 0, HALF);
        assertThat(offer.score()).isEqualTo(50);
        assertThat(offer.gpu()).isZero();
        // WHOLE: 0.25 x 1000 = 250 are left, so the fragment shrinks by a quarter of a GPU: 100 / (1 + e^-0.25) = 56.2
        assertThat(new FragmentationDescent(TYPICAL).offer(fleet, 0, WHOLE).score()).isEqualTo(56);
        assertThat(fleet.isEmpty(0)).isTrue();
    }

    @Test
    void aHalfGoesWhereAHalfIs() {
        fleet.place(HALF, new Seat(0, 1));
        assertThat(new HighestScore(new FragmentationDescent(TYPICAL)).choose(fleet, HALF)).contains(new Seat(0, 1));
    }

    @Test
    void ofMachinesAlikeTheFirstByNameIsTaken() {
        Fleet alike = new Fleet(List.of(new Machine("b", 32_000, 1_024, 2, "T4"), new Machine("a", 32_000, 1_024, 2,
                "T4")));
        Seat seat = new HighestScore(new FragmentationDescent(TYPICAL)).choose(alike, WHOLE).orElseThrow();
        assertThat(alike.machine(seat.machine()).name()).isEqualTo("a");
    }
}
