package dev.ondol.proof.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.HighestScore;
import dev.ondol.optimizer.fleet.Machine;
import dev.ondol.optimizer.fleet.RequestMix;
import dev.ondol.optimizer.fleet.Seat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Choices of the other published policies, worked out by hand.
class PeersTest {
    private static final FleetPower POWER = FleetPower.published();
    private static final GpuRequest HALF = new GpuRequest(4_000, 0, 1, 500, Set.of());
    private static final GpuRequest WHOLE = new GpuRequest(10_000, 0, 1, 1000, Set.of());

    private final Fleet fleet = new Fleet(List.of(new Machine("a", 64_000, 1_024, 4, "A100"), new Machine("b", 32_000,
            1_024, 2, "T4")));

    @Test
    void bestFitCountsWhatIsLeftOfCpuAndGpuAgainstTheLargestMachine() {
        BestFit bestFit = new BestFit(fleet);
        // a: (54 / 64 + 3 / 4) / 2 = 0.796875; b: (22 / 64 + 1 / 4) / 2 = 0.296875
        assertThat(bestFit.offer(fleet, 0, WHOLE).score()).isEqualTo(20);
        assertThat(bestFit.offer(fleet, 1, WHOLE).score()).isEqualTo(70);
        fleet.place(HALF, new Seat(1, 1));
        assertThat(new HighestScore(bestFit).choose(fleet, HALF)).contains(new Seat(1, 1));
    }

    @Test
    void leastPowerCountsGpusAndPackagesThatAreBegun() {
        LeastPower leastPower = new LeastPower(POWER);
        // a GPU from idle to full and a CPU package of 105 W more
        assertThat(leastPower.offer(fleet, 0, WHOLE).score()).isEqualTo(-350 - 105);
        assertThat(leastPower.offer(fleet, 1, WHOLE).score()).isEqualTo(-60 - 105);
        fleet.place(HALF, new Seat(0, 2));
        assertThat(leastPower.offer(fleet, 0, HALF).score()).as("nothing is begun").isZero();
        assertThat(leastPower.offer(fleet, 0, HALF).gpu()).isEqualTo(2);
        assertThat(leastPower.offer(fleet, 0, WHOLE).score()).isEqualTo(-350);
    }

    @Test
    void powerDecidesWhereFragmentsAreAlike() {
        RequestMix typical = RequestMix.of(List.of(WHOLE), 1);
        assertThat(new PowerAndFragmentation(POWER, typical).choose(fleet, WHOLE)).contains(new Seat(1, -1));
    }

    @Test
    void fragmentsDecideWhereTheyGrowMuch() {
        // on b only one GPU more could be used afterwards for want of CPU: 30,000 of 32,000 are taken
        GpuRequest hungry = new GpuRequest(30_000, 0, 1, 1000, Set.of());
        RequestMix typical = RequestMix.of(List.of(WHOLE), 1);
        assertThat(new PowerAndFragmentation(POWER, typical).choose(fleet, hungry)).contains(new Seat(0, -1));
    }

    @Test
    void randomFitIsTheSameForASeedAndReachesEveryMachine() {
        assertThat(drawn(1)).isEqualTo(drawn(1)).contains(new Seat(0, 0), new Seat(0, 3), new Seat(1, 1));
    }

    private List<Seat> drawn(long seed) {
        RandomFit random = new RandomFit(seed);
        return IntStream.range(0, 100).mapToObj(i -> random.choose(fleet, HALF).orElseThrow()).toList();
    }
}
