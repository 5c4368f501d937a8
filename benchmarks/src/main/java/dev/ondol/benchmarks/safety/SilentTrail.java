package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;

/// Nobody asks later what a tried control has done.
final class SilentTrail implements Trail {
    @Override
    public void commanded(Command command, Evidence evidence, long wall) {}

    @Override
    public void answered(Acknowledgement answer) {}

    @Override
    public void settle(long now) {}

    @Override
    public void keep(AuditEntry entry) {}
}
