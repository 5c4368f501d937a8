package dev.ondol.controllers;

import dev.ondol.controllers.intervention.OutOfService;
import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointCatalog;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What operators do by hand: set-points that they hold at the gateway, units that they take out of service here. Owned by the controller.
final class InterventionDesk {
    private static final Logger log = LoggerFactory.getLogger(InterventionDesk.class);

    private final OutOfService outOfService;
    private final Observations plant;
    private final Outlet outlet;
    private final Journal journal;

    InterventionDesk(PointCatalog catalog, Observations plant, Outlet outlet, Journal journal) {
        this.outOfService = new OutOfService(catalog);
        this.plant = plant;
        this.outlet = outlet;
        this.journal = journal;
    }

    /// What the gateway says of the set-points that an operator holds.
    void overrides(Overrides told) {
        plant.overridden(told.entries().stream().map(Overrides.Entry::point).collect(Collectors.toUnmodifiableSet()));
        journal.keep(records -> records.overridden(told));
    }

    /// What was out of service in an earlier life, from the historian or kept by the broker.
    void remembered(List<Lockouts.Entry> kept) {
        outOfService.restore(kept);
        plant.outOfService(outOfService.units());
        if (!kept.equals(outOfService.lockouts().entries())) {
            outlet.lockouts(outOfService.lockouts());
        }
    }

    /// An operator takes a unit out of service or gives it back; overrides are the gateway's to carry out.
    void intervention(Intervention asked, Mode mode, long wall) {
        if (asked.action().atThePlant()) {
            journal.keep(records -> records.intervened(asked, "asked"));
            return;
        }
        String code = outOfService.decide(asked, wall);
        plant.outOfService(outOfService.units());
        log.info("{} asks for {} of {}: {}.", asked.principal(), asked.action(), asked.target(), code);
        Lockouts now = outOfService.lockouts();
        journal.keep(records -> records.intervened(asked, code));
        journal.keep(records -> records.lockedOut(now));
        outlet.lockouts(now);
        outlet.reply(new OperatorReply(asked.id(), code.equals("done"), mode, code));
    }

    /// The broker may have forgotten them.
    void tellAgain() {
        if (!outOfService.units().isEmpty()) {
            outlet.lockouts(outOfService.lockouts());
        }
    }
}
