package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.RackGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// P13: of 64 nodes of a model with 8 GPUs each, 25.6 GPUs stay awake and free: four nodes.
class WarmReserveTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final RackGroup GROUP = EdgeSite.SITE.halls().getFirst().racks().getFirst();
    private static final List<String> NODES = IntStream.rangeClosed(1, 16).boxed()
            .flatMap(rack -> IntStream.rangeClosed(
                    1, 4).mapToObj(node -> GROUP.node(rack, node)))
            .toList();

    private final Verifier verifier = new Verifier(EdgeSite.SITE, EdgeSite.CATALOG);
    private final Observations plant = new Observations(EdgeSite.CATALOG);
    private final Map<PointId, Double> values = new HashMap<>();

    /// The first so many nodes are awake without a job, the others sleep.
    private void awake(int count) {
        for (int i = 0; i < NODES.size(); i++) {
            node(i, i < count ? 2 : 0, 0, i < count ? 2 : 0);
        }
    }

    private void node(int number, double state, double allocated, double order) {
        String node = NODES.get(number);
        values.put(PointId.of(node, Quantity.POWER_STATE), state);
        values.put(PointId.of(node, Quantity.GPUS_ALLOCATED), allocated);
        values.put(order(number), order);
    }

    private static PointId order(int number) {
        return PointId.of(NODES.get(number), Quantity.POWER_STATE_SETPOINT);
    }

    private WarmReserve look() {
        plant.accept(new Frame("boot", 1, NOW, values, Map.of()));
        return verifier.warmReserve(plant, NOW);
    }

    private Optional<Reason> parksFirst() {
        return look().broken(order(0), 0).map(Rejected::reason);
    }

    @Test
    void ofSeveralThatAreParkedInOneCycleOnlySoManyPassThatFourStay() {
        awake(6);
        WarmReserve cycle = look();
        assertThat(cycle.broken(order(0), 0)).isEmpty();
        assertThat(cycle.broken(order(1), 0)).isEmpty();
        assertThat(cycle.broken(order(2), 0)).hasValueSatisfying(refused -> assertThat(refused.text()).contains(
                "only 24 GPUs", "26 must be"));
    }

    @Test
    void nodesThatWakeWorkSleepSoonOrAreSilentAreNoReserve() {
        awake(5);
        assertThat(parksFirst()).isEmpty();
        node(4, 1, 0, 2);
        assertThat(parksFirst()).as("it wakes").contains(Reason.WARM_RESERVE);
        node(4, 2, 8, 2);
        assertThat(parksFirst()).as("it works").contains(Reason.WARM_RESERVE);
        node(4, 2, 0, 2);
        plant.issued(new Command("kr-edge", order(4), 0, "1", 1, 1, NOW, NOW + 300_000, "p", "plan"));
        assertThat(parksFirst()).as("it is told to sleep").contains(Reason.WARM_RESERVE);
        Observations other = new Observations(EdgeSite.CATALOG);
        values.remove(PointId.of(NODES.get(4), Quantity.GPUS_ALLOCATED));
        other.accept(new Frame("boot", 1, NOW, values, Map.of()));
        assertThat(verifier.warmReserve(other, NOW).broken(order(0), 0)).as("nobody knows whether it works")
                .isPresent();
    }

    @Test
    void otherWritesAndOtherNodesPass() {
        awake(0);
        WarmReserve cycle = look();
        assertThat(cycle.broken(order(0), 2)).isEmpty();
        assertThat(cycle.broken(PointId.of(NODES.getFirst(), Quantity.POWER_CAP_SETPOINT), 0)).isEmpty();
        assertThat(cycle.broken(PointId.of("node-of-another-site", Quantity.POWER_STATE_SETPOINT), 0)).isEmpty();
    }
}
