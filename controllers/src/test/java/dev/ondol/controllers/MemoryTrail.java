package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import java.util.ArrayList;
import java.util.List;

/// A trail that remembers what it was told.
final class MemoryTrail implements Trail {
    final List<Command> commands = new ArrayList<>();
    final List<Evidence> evidence = new ArrayList<>();
    final List<Acknowledgement> answers = new ArrayList<>();
    final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public void commanded(Command command, Evidence seen, long wall) {
        commands.add(command);
        evidence.add(seen);
    }

    @Override
    public void answered(Acknowledgement answer) {
        answers.add(answer);
    }

    @Override
    public void settle(long now) {}

    @Override
    public void keep(AuditEntry entry) {
        entries.add(entry);
    }
}
