package dev.ondol.controllers;

import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.SITE;

import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.lease.LeaseKeeper;
import dev.ondol.controllers.lease.LeaseRecords;
import dev.ondol.controllers.lease.LeaseTerms;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.OperatorRequest.Action;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan.NodeProfile;
import dev.ondol.facility.plan.Plan.Rest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A plant, its database and its clocks, with as many controls as a test wants, which die one after the other.
final class ControlRoom {
    final MemoryRecords records = new MemoryRecords();
    final FakePlant plant = new FakePlant();
    final MemoryTrail trail = new MemoryTrail();
    long wall = 1_800_000_000_000L;
    long leaseMs;
    private int controls;
    private final MemoryLease leases = new MemoryLease(() -> leaseMs);

    NodeOrders orders(String plan, NodeProfile profile) {
        return new NodeOrders("kr-edge", plan, plant.now, List.of(profile), Rest.NONE);
    }

    Controller running(Mode initial) {
        return running(initial, false);
    }

    /// The one before is dead: its lease has run out.
    ///
    /// @param databaseGoes true: from the first epoch on, nothing is written any more
    Controller running(Mode initial, boolean databaseGoes) {
        leaseMs += LeaseTerms.USUAL.length().toMillis();
        Controller controller = waiting(initial, "control-" + ++controls, databaseGoes);
        asked(controller);
        return controller;
    }

    Controller waiting(Mode initial, String owner, boolean databaseGoes) {
        Controller[] self = new Controller[1];
        Controller controller = new Controller(SITE, CATALOG, owner, ControlOptions.defaults().withInitialMode(initial),
                plant, entry -> {
                    boolean hasEpoch = self[0] != null && self[0].statistics(0, 0).epoch() > 0;
                    if (!databaseGoes || !hasEpoch) {
                        entry.carryOut(records);
                    }
                }, trail, () -> Instant.ofEpochMilli(wall), () -> leaseMs, Runnable::run);
        self[0] = controller;
        controller.restore();
        controller.epochSeen(new EpochSeen(0, 0), true);
        return controller;
    }

    /// What the keeper of the lease does, after a second of life.
    void asked(Controller controller) {
        controller.wallSecond();
        new LeaseKeeper(controller.owner(), LeaseTerms.USUAL, leases, () -> leaseMs, new LeaseKeeper.Tenant() {
            @Override
            public Optional<Lease.Errand> errand() {
                return controller.leaseErrand(true);
            }

            @Override
            public void answered(LeaseRecords.Answer answer, long at) {
                controller.leaseAnswered(answer, at);
            }

            @Override
            public void unanswered() {
                controller.leaseUnanswered();
            }
        }).turn();
    }

    /// What the keeper does at the end.
    void givenBack(Controller controller, long epoch) {
        leases.release(controller.owner(), epoch);
    }

    Intervention byHand(String id, Intervention.Action action, String target) {
        return new Intervention(id, action, target, null, null, "kim", wall, "");
    }

    OperatorRequest request(String id, Action action) {
        return new OperatorRequest(id, action, "kim", wall, "because");
    }
}
