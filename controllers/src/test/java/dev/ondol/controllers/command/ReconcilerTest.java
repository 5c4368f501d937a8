package dev.ondol.controllers.command;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CAP;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.CLOCK;
import static dev.ondol.controllers.verify.EdgeSite.NODE;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static dev.ondol.controllers.verify.EdgeSite.frame;
import static dev.ondol.controllers.verify.EdgeSite.watched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.command.Reconciler.Outcome;
import dev.ondol.controllers.command.Reconciler.Write;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final long NOW = 1_700_000_100_000L;

    private final Reconciler reconciler = new Reconciler(CATALOG, new Verifier(SITE, CATALOG));
    private final Observations plant = watched(NOW);

    @Test
    void whatIsInForceAlreadyIsNotWrittenAgain() {
        assertThat(reconcile(plan(List.of(steps(AIR, 22.02)), List.of()), NOW).writes()).isEmpty();
    }

    @Test
    void aFarTargetIsApproachedByOneSavingStepAndASafeOneIsTakenAtOnce() {
        assertThat(write(plan(List.of(steps(AIR, 25)), List.of()), NOW)).isEqualTo(write(AIR, 22.5, "ramp"));
        assertThat(write(plan(List.of(steps(AIR, 18.5)), List.of()), NOW)).isEqualTo(write(AIR, 18.5, "plan"));
    }

    @Test
    void theStepOfThePlanThatHoldsNowCounts() {
        SetpointSteps later = new SetpointSteps(AIR, List.of(new Step(NOW - 900_000, 22), new Step(NOW, 21),
                new Step(NOW + 900_000, 20)), "energy");
        assertThat(write(plan(List.of(later), List.of()), NOW)).isEqualTo(write(AIR, 21, "plan"));
        SetpointSteps notYet = new SetpointSteps(AIR, List.of(new Step(NOW + 1, 21)), "energy");
        assertThat(reconcile(plan(List.of(notYet), List.of()), NOW).writes()).isEmpty();
    }

    @Test
    void aTargetOutsideTheEnvelopeIsRefusedAsAWholeAndNotApproached() {
        Outcome outcome = reconcile(plan(List.of(steps(AIR, 40)), List.of()), NOW);
        assertThat(outcome.writes()).isEmpty();
        assertThat(outcome.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.value()).isEqualTo(40);
            assertThat(refusal.verdict().reason().code()).isEqualTo("outside-envelope");
        });
    }

    @Test
    void aNodeGetsItsProfileAndIsSetFreeWhenThePlanIsSilentAboutIt() {
        Plan capped = plan(List.of(), List.of(new NodeProfile(NODE, "cap-80", 80, false)));
        assertThat(write(capped, NOW)).isEqualTo(write(CAP, 80, "plan"));
        apply(CAP, 80, 1, NOW);
        assertThat(reconcile(capped, NOW).writes()).isEmpty();
        Plan clocked = plan(List.of(), List.of(new NodeProfile(NODE, "clock-75", 75, true)));
        assertThat(reconcile(clocked, NOW).writes()).containsExactlyInAnyOrder(write(CAP, 100, "plan"),
                write(CLOCK, 75, "plan"));
    }

    @Test
    void ofAllNodesThatAPlanWantsParkedATwentiethOfTheGpusStaysAwakeAndFree() {
        List<String> nodes = CATALOG.writable().stream()
                .filter(point -> point.quantity() == Quantity.POWER_STATE_SETPOINT)
                .map(point -> point.id().equipment()).toList();
        Map<PointId, Double> values = new java.util.HashMap<>();
        nodes.forEach(node -> {
            values.put(PointId.of(node, Quantity.POWER_STATE), 2.0);
            values.put(PointId.of(node, Quantity.POWER_STATE_SETPOINT), 2.0);
            values.put(PointId.of(node, Quantity.GPUS_ALLOCATED), 0.0);
        });
        for (long time = NOW - 400_000; time <= NOW; time += 60_000) {
            plant.accept(frame(time, values));
        }
        Plan plan = new Plan("p", SITE.id(), NOW, NOW + 86_400_000, List.of(), List.of(), List.of(),
                new Plan.Rest(nodes,
                        true),
                new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
        int parked = 0;
        Desired wanted = new Desired(plan, 7_200_000, CATALOG);
        Outcome outcome = reconciler.reconcile(wanted, plant, NOW);
        for (int cycle = 1; !outcome.writes().isEmpty(); cycle++) {
            assertThat(outcome.writes().size()).as("P17: a quarter of the hall a cycle")
                    .isLessThanOrEqualTo(nodes.size()
                            / 4);
            parked += outcome.writes().size();
            long now = NOW + cycle * 300_000L;
            for (Write write : outcome.writes()) {
                plant.issued(
                        new Command(SITE.id(), write.point().id(), write.value(), "1", 1, cycle, now - 300_000, now,
                                "p", "plan"));
                values.put(write.point().id(), 0.0);
            }
            for (long time = now - 240_000; time <= now; time += 60_000) {
                plant.accept(frame(time, values));
            }
            outcome = reconciler.reconcile(wanted, plant, now);
        }
        int awake = nodes.size() - parked;
        assertThat(awake).isBetween((int) (0.05 * nodes.size()), (int) (0.05 * nodes.size()) + 4).isPositive();
        assertThat(outcome.refusals()).hasSize(awake)
                .allMatch(refusal -> refusal.verdict().reason().code().equals("warm-reserve"));
    }

    @Test
    void awakeNodesGoOnDeepIdleWhereThePlanWantsIt() {
        Plan plan = new Plan("p", SITE.id(), NOW, NOW + 86_400_000, List.of(), List.of(), List.of(), new Plan.Rest(List
                .of(), true), new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0, 0, 0));
        assertThat(write(plan, NOW)).isEqualTo(write(dev.ondol.controllers.verify.EdgeSite.REST, 1, "plan"));
    }

    @Test
    void aNodeThatTheSiteDoesNotHaveIsRefused() {
        Outcome outcome = reconcile(plan(List.of(), List.of(new NodeProfile("node-x", "cap-80", 80, false))), NOW);
        assertThat(outcome.writes()).isEmpty();
        assertThat(outcome.refusals()).singleElement()
                .satisfies(refusal -> assertThat(refusal.verdict().reason().code()).isEqualTo("not-writable"));
        assertThat(new Desired(plan(List.of(), List.of(new NodeProfile("Node X", "cap-80", 80, false))), 1, CATALOG)
                .namelessNodes()).isEqualTo(1);
    }

    @Test
    void aPlantThatWentItsOwnWayIsBroughtBackInTheNextCycle() {
        Plan plan = plan(List.of(steps(AIR, 22.5)), List.of());
        apply(AIR, 22.5, 1, NOW);
        assertThat(reconcile(plan, NOW).writes()).isEmpty();
        plant.accept(frame(NOW + 15_000, Map.of(AIR, 24.0)));
        assertThat(write(plan, NOW + 15_000)).isEqualTo(write(AIR, 22.5, "plan"));
    }

    @Test
    void betweenTwoPlansOnlyRampsGoOn() {
        Plan colder = plan(List.of(steps(AIR, 21)), List.of());
        apply(AIR, 21, 1, NOW);
        plant.accept(frame(NOW + 15_000, Map.of(AIR, 22.0))); // an interlock of the plant holds it there
        Desired held = new Desired(colder, 900_000, CATALOG);
        assertThat(reconciler.ramp(held, plant, NOW + 15_000).writes()).isEmpty();
        assertThat(write(colder, NOW + 15_000)).isEqualTo(write(AIR, 21, "plan"));
        Observations other = watched(NOW);
        Desired warmer = new Desired(plan(List.of(steps(AIR, 24)), List.of()), 900_000, CATALOG);
        assertThat(reconciler.ramp(warmer, other, NOW).writes()).containsExactly(write(AIR, 22.5, "ramp"));
    }

    @Test
    void aCommandOnItsWayIsNotDoubled() {
        Plan plan = plan(List.of(steps(AIR, 21)), List.of());
        plant.issued(new Command(SITE.id(), AIR, 21, "Cel", 1, 1, NOW, NOW + 300_000, "p", "plan"));
        assertThat(reconcile(plan, NOW).writes()).isEmpty();
        plant.accept(new Acknowledgement(AIR, 1, 1, Acknowledgement.Status.LOCAL, 22.0, NOW), true);
        assertThat(write(plan, NOW)).isEqualTo(write(AIR, 21, "plan"));
    }

    private void apply(PointId point, double value, long seq, long time) {
        plant.issued(new Command(SITE.id(), point, value, "%", 1, seq, time, time + 300_000, "p", "plan"));
        plant.accept(new Acknowledgement(point, 1, seq, Acknowledgement.Status.APPLIED, value, time), true);
    }

    private static Plan plan(List<SetpointSteps> setpoints, List<NodeProfile> profiles) {
        return new Plan("p", SITE.id(), NOW, NOW + 86_400_000, setpoints, List.of(), profiles,
                new Plan.Expected(1, 1, 1,
                        1, 1),
                new Plan.Solve("0", 0, 0, 0, 0));
    }

    private static SetpointSteps steps(PointId point, double value) {
        return new SetpointSteps(point, List.of(new Step(NOW, value)), "energy");
    }

    private static Write write(PointId point, double value, String reason) {
        return new Write(CATALOG.find(point).orElseThrow(), value, reason);
    }

    private Write write(Plan plan, long now) {
        List<Write> writes = reconcile(plan, now).writes();
        assertThat(writes).hasSize(1);
        return writes.getFirst();
    }

    private Outcome reconcile(Plan plan, long now) {
        return reconciler.reconcile(new Desired(plan, 900_000, CATALOG), plant, now);
    }
}
