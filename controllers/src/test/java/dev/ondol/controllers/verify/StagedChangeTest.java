package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// P17 and P18: one hall goes first, as canary; not all nodes at once.
class StagedChangeTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final PointId FIRST = PointId.of("hall-h1", Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
    private static final PointId SECOND = PointId.of("hall-h2", Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
    private static final long NOW = 1_700_000_100_000L;

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = new Observations(CATALOG);

    StagedChangeTest() {
        plant.accept(new Frame("b", 1, NOW, Map.of(FIRST, 22.0, SECOND, 22.0), Map.of()));
    }

    private static Optional<Reason> broken(StagedChange staged, PointId point, double value) {
        return staged.broken(point, value).map(Verdict.Rejected::reason);
    }

    private void issue(PointId point, double value, long time) {
        plant.issued(new Command(SITE.id(), point, value, "Cel", 1, time, time, time + 300_000, "p", "plan"));
    }

    @Test
    void inOneCycleOneHallSavesAloneAndOthersMayCoolMore() {
        StagedChange cycle = verifier.staged(plant, NOW);
        assertThat(broken(cycle, FIRST, 22.5)).isEmpty();
        assertThat(broken(cycle, SECOND, 22.5)).contains(Reason.STAGED);
        assertThat(broken(cycle, SECOND, 21.5)).isEmpty();
    }

    @Test
    void othersFollowAfterTheCanaryWasWatchedForACycle() {
        issue(FIRST, 22.5, NOW);
        assertThat(broken(verifier.staged(plant, NOW + 299_999), SECOND, 22.5)).contains(Reason.STAGED);
        assertThat(broken(verifier.staged(plant, NOW + 299_999), FIRST, 23)).as("the canary goes on").isEmpty();
        assertThat(broken(verifier.staged(plant, NOW + 300_000), SECOND, 22.5)).isEmpty();
    }

    @Test
    void afterAnHourWithoutSavingThereIsACanaryAgain() {
        issue(FIRST, 22.5, NOW);
        issue(SECOND, 22.5, NOW + 300_000);
        StagedChange cycle = verifier.staged(plant, NOW + 300_000 + StagedChange.CAMPAIGN_MS + 1);
        assertThat(broken(cycle, SECOND, 23)).isEmpty();
        assertThat(broken(cycle, FIRST, 23)).contains(Reason.STAGED);
    }

    private static final Hall HALL = SITE.halls().stream().filter(hall -> hall.racks().stream().anyMatch(racks -> racks
            .nodeType().isPresent())).findFirst().orElseThrow();
    private static final List<String> NODES = HALL.racks().stream().filter(racks -> racks.nodeType().isPresent())
            .flatMap(StagedChangeTest::nodes).toList();

    private void nodes(Quantity setpoint, double value) {
        Map<PointId, Double> values = new HashMap<>();
        NODES.forEach(node -> values.put(PointId.of(node, setpoint), value));
        plant.accept(new Frame("b", 2, NOW, values, Map.of()));
    }

    private static long passed(StagedChange cycle, Quantity setpoint, double value) {
        return NODES.stream().filter(node -> broken(cycle, PointId.of(node, setpoint), value).isEmpty()).count();
    }

    private static PointId order(int node) {
        return PointId.of(NODES.get(node), Quantity.POWER_STATE_SETPOINT);
    }

    @Test
    void aQuarterOfAHallIsParkedInOneCycleAndNoMoreUntilItIsOver() {
        nodes(Quantity.POWER_STATE_SETPOINT, 2);
        StagedChange cycle = verifier.staged(plant, NOW);
        assertThat(passed(cycle, Quantity.POWER_STATE_SETPOINT, 0)).isEqualTo(NODES.size() / 4);
        assertThat(broken(cycle, order(0), 1)).as("deep idle is no parking").isEmpty();
        assertThat(broken(cycle, order(0), 2)).as("waking is always permitted").isEmpty();
        for (int node = 0; node < NODES.size() / 4; node++) {
            issue(order(node), 0, NOW);
        }
        PointId next = order(NODES.size() - 1);
        assertThat(broken(verifier.staged(plant, NOW + 299_999), next, 0)).contains(Reason.STAGED);
        assertThat(broken(verifier.staged(plant, NOW + 300_000), next, 0)).isEmpty();
    }

    @Test
    void nodesThatSleepForLongOrWereOnlySentToDeepIdleDoNotCountAsParkedNow() {
        nodes(Quantity.POWER_STATE_SETPOINT, 2);
        plant.accept(new Frame("b", 3, NOW, Map.of(order(0), 0.0, order(1), 0.0), Map.of()));
        for (int node = 2; node < 2 + NODES.size() / 4; node++) {
            issue(order(node), 1, NOW);
        }
        assertThat(passed(verifier.staged(plant, NOW), Quantity.POWER_STATE_SETPOINT, 0)).isEqualTo(NODES.size() / 4);
    }

    @Test
    void whatNodesMayDrawIsRaisedByATenthOfTheirNameplateAtOnce() {
        Map<String, Double> halfW = new HashMap<>();
        double allW = 0;
        for (Hall hall : SITE.halls()) {
            for (RackGroup racks : hall.racks()) {
                if (racks.nodeType().isPresent()) {
                    NodeType type = SITE.nodeType(racks.nodeType().get());
                    allW += type.nameplateW() * racks.racks() * racks.nodesPerRack();
                    nodes(racks).forEach(node -> halfW.put(node, 0.5 * type.nameplateW() * type.busyFraction() * type
                            .gpuShare()));
                }
            }
        }
        for (Quantity lever : List.of(Quantity.POWER_CAP_SETPOINT, Quantity.GPU_CLOCK_SETPOINT)) {
            Map<PointId, Double> values = new HashMap<>();
            halfW.keySet().forEach(node -> values.put(PointId.of(node, lever), 50.0));
            plant.accept(new Frame("b", 2, NOW, values, Map.of()));
            StagedChange cycle = verifier.staged(plant, NOW);
            double raisedW = 0;
            double refused = 0;
            for (Map.Entry<String, Double> node : halfW.entrySet()) {
                if (broken(cycle, PointId.of(node.getKey(), lever), 100).isEmpty()) {
                    raisedW += node.getValue();
                } else {
                    refused++;
                    assertThat(broken(cycle, PointId.of(node.getKey(), lever), 50)).as("nothing is raised").isEmpty();
                }
            }
            assertThat(refused).as(lever.id()).isPositive();
            assertThat(raisedW).as(lever.id()).isBetween(0.09 * allW, 0.1 * allW);
        }
    }

    @Test
    void oneNodeMayAlwaysBeRaisedAndTheNextHasToWait() {
        StagedChange cycle = ofTwoNodes();
        assertThat(broken(cycle, cap(0), 100)).as("more than a tenth of two nodes").isEmpty();
        assertThat(broken(cycle, cap(1), 100)).contains(Reason.STAGED);
        assertThat(broken(cycle, cap(1), 50)).as("nothing is raised").isEmpty();
    }

    @Test
    void aNodeMayBeWokenHoweverMuchOthersWereRaised() {
        StagedChange cycle = ofTwoNodes();
        plant.accept(new Frame("b", 3, NOW, Map.of(order(1), 0.0), Map.of()));
        assertThat(broken(cycle, cap(0), 100)).isEmpty();
        assertThat(broken(cycle, order(1), 2)).isEmpty();
    }

    @Test
    void aNodeOfUnknownCapDoesNotLetTheOthersRiseTogether() {
        StagedChange cycle = ofTwoNodes();
        PointId unknown = PointId.of(NODES.get(0), Quantity.GPU_CLOCK_SETPOINT);
        assertThat(broken(cycle, unknown, 100)).isEmpty();
        assertThat(broken(cycle, cap(0), 100)).isEmpty();
        assertThat(broken(cycle, cap(1), 100)).contains(Reason.STAGED);
    }

    @Test
    void onlyLikeSetpointsWaitForOneAnother() {
        PointId pressure = PointId.of("hall-h2", Quantity.DIFFERENTIAL_PRESSURE_SETPOINT);
        plant.accept(new Frame("b", 2, NOW, Map.of(pressure, 10.0), Map.of()));
        StagedChange cycle = verifier.staged(plant, NOW);
        assertThat(broken(cycle, FIRST, 22.5)).isEmpty();
        assertThat(broken(cycle, pressure, 9)).isEmpty();
    }

    private static PointId cap(int node) {
        return PointId.of(NODES.get(node), Quantity.POWER_CAP_SETPOINT);
    }

    /// The first two nodes of the site are all that there are, capped at half.
    private StagedChange ofTwoNodes() {
        RackGroup all = HALL.racks().stream().filter(racks -> racks.nodeType().isPresent()).findFirst().orElseThrow();
        RackGroup two = new RackGroup(all.prefix(), 1, all.nodeType(), 2, all.nameplateW(), Optional.empty());
        Hall small = new Hall(HALL.id(), HALL.recirculation(), HALL.bypass(), List.of(two), HALL.crah(), HALL.crac(),
                HALL.rearDoors(), HALL.cdu(), HALL.humidity(), HALL.airEconomizer());
        plant.accept(new Frame("b", 2, NOW, Map.of(cap(0), 50.0, cap(1), 50.0), Map.of()));
        return new StagedChange(new StagedChange.Layout(SITE.nodeTypes(), List.of(small), CATALOG), plant, NOW);
    }

    private static Stream<String> nodes(RackGroup racks) {
        return IntStream.rangeClosed(1, racks.racks()).boxed().flatMap(rack -> IntStream.rangeClosed(1, racks
                .nodesPerRack()).mapToObj(node -> racks.node(rack, node)));
    }
}
