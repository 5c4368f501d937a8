package dev.ondol.facility.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.Rest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeOrdersTest {
    private static final List<String> NODES = IntStream.range(0, 40).mapToObj("node-%02d"::formatted).toList();

    private static NodeOrders orders(List<NodeProfile> profiles, List<String> parked) {
        return new NodeOrders("site", "plan", 0, profiles, new Rest(parked, false));
    }

    @Test
    void nodesThatAreParkedOrWokenOrGetAnotherProfileHaveChanged() {
        NodeProfile capped = new NodeProfile("node-01", "cap-80", 80, false);
        NodeProfile tighter = new NodeProfile("node-01", "cap-70", 70, false);
        NodeOrders before = orders(List.of(capped), List.of("node-02", "node-03"));
        assertThat(orders(List.of(tighter), List.of("node-03", "node-04")).changedSince(before))
                .containsExactly("node-01", "node-02", "node-04");
        assertThat(orders(List.of(capped), List.of("node-03", "node-02")).changedSince(before)).isEmpty();
        assertThat(orders(List.of(), List.of("node-02", "node-03")).changedSince(before)).containsExactly("node-01");
    }

    /// The last node that a reserve lets sleep is the first one in this order, so it may not hang on how a hash table lies.
    @Test
    void whatHasChangedComesInTheOrderOfNamesHoweverItWasSaid() {
        NodeOrders before = orders(List.of(), List.of());
        assertThat(orders(List.of(), NODES.reversed()).changedSince(before)).containsExactlyElementsOf(NODES);
    }
}
