package dev.ondol.simulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Frontier as a site of ours, from the component figures of the exascale twin ExaDigiT/RAPS (Brewer et al., SC 2024): idle
/// power of the whole machine 7.306524 MW. The switches draw through the rectifiers, too: without that 24.7 kW are missing.
class FrontierTest {
    private static final int RACKS = 74;
    private static final int NODES_A_RACK = 128;
    private static final int SWITCHES_A_RACK = 32;
    private static final int COOLANT_UNITS = 25;

    private static final double CPU_IDLE_W = 90;
    private static final double CPU_MAX_W = 280;
    private static final double GPU_IDLE_W = 88;
    private static final double GPU_MAX_W = 560;
    private static final double MEMORY_W = 74.26;
    private static final double NETWORK_CARDS_W = 4 * 20;
    private static final double STORAGE_W = 30;
    private static final double SWITCH_W = 250;
    private static final double COOLANT_UNIT_W = 8_473.47;

    /// Output of a node's DC converter to the input of its quarter of a rectifier.
    private static double throughConversion(double nodeW) {
        double converterW = (nodeW + 13) / 0.98;
        return (4 * converterW + 17) / 0.96 / 4;
    }

    private static double nodeW(double cpuW, double gpuW) {
        return cpuW + 4 * gpuW + MEMORY_W + NETWORK_CARDS_W + STORAGE_W;
    }

    private static ItLoad frontier() {
        double idleW = throughConversion(nodeW(CPU_IDLE_W, GPU_IDLE_W));
        double peakW = throughConversion(nodeW(CPU_MAX_W, GPU_MAX_W));
        NodeType node = new NodeType("bard-peak", "MI250X", 4, 64_000, 524_288, peakW, 1, 0.5, idleW / peakW,
                idleW / peakW, 0.04, 10, 0.8, 1, 0, 12);
        double switchesW = SWITCHES_A_RACK * SWITCH_W / 0.96;
        Site any = SiteReader.builtIn("kr-hn1").orElseThrow();
        Hall hall = new Hall("olcf", 0, 0, List.of(
                new RackGroup("rack-node", RACKS, Optional.of("bard-peak"), NODES_A_RACK, NODES_A_RACK * peakW,
                        Optional.empty()),
                new RackGroup("rack-switch", RACKS, Optional.empty(), 0, switchesW, Optional.of(1.0),
                        Optional.empty(), Optional.of(0.0)),
                new RackGroup("rack-coolant", COOLANT_UNITS, Optional.empty(), 0, COOLANT_UNIT_W, Optional.of(1.0))),
                any.halls().getFirst().crah(), Optional.empty(), Optional.empty(), any.halls().getFirst().cdu(),
                Optional.empty(), Optional.empty());
        return new ItLoad(new Site("frontier", "Frontier", any.location(), List.of(node), List.of(hall), any.cooling(),
                any.electrical(), Optional.empty(), any.envelope()));
    }

    private static double powerW(ItLoad it) {
        double sum = 0;
        for (int rack = 0; rack < it.racks(); rack++) {
            sum += it.rackPowerW(rack);
        }
        return sum;
    }

    @Test
    void anIdleNodeIsTheSumOfItsComponents() {
        assertThat(nodeW(CPU_IDLE_W, GPU_IDLE_W)).isCloseTo(626.26, within(1e-9));
        assertThat(nodeW(CPU_MAX_W, GPU_MAX_W)).isCloseTo(2_704.26, within(1e-9));
    }

    @Test
    void theIdleMachineDrawsItsPublishedPower() {
        assertThat(powerW(frontier())).isCloseTo(7.306524e6, within(1.0));
    }

    @Test
    void theBusyMachineDrawsPeakNodesAndTheSameSwitches() {
        ItLoad it = frontier();
        double idleW = powerW(it);
        for (int node = 0; node < it.nodes(); node++) {
            it.start(node, 4, JobClass.TRAINING);
        }
        double oneW = throughConversion(nodeW(CPU_MAX_W, GPU_MAX_W)) - throughConversion(nodeW(CPU_IDLE_W, GPU_IDLE_W));
        assertThat(it.nodes()).isEqualTo(9_472);
        assertThat(powerW(it) - idleW).isCloseTo(9_472 * oneW, within(1e-6 * idleW));
    }
}
