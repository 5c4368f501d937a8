package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import java.util.function.BooleanSupplier;

/// The audit trail of whoever leads: each act has one row, not one for each control that has heard of it.
record LeaderTrail(Trail trail, BooleanSupplier speaks) implements Trail {
    @Override
    public void commanded(Command command, Evidence evidence, long wall) {
        trail.commanded(command, evidence, wall);
    }

    @Override
    public void answered(Acknowledgement answer) {
        trail.answered(answer);
    }

    @Override
    public void settle(long now) {
        trail.settle(now);
    }

    @Override
    public void keep(AuditEntry entry) {
        if (speaks.getAsBoolean()) {
            trail.keep(entry);
        }
    }
}
