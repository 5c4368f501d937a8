package dev.ondol.controllers;

import dev.ondol.controllers.journal.Records;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Records that live in memory, like a database that outlives the controllers.
final class MemoryRecords implements Records {
    final List<Command> sent = Collections.synchronizedList(new ArrayList<>());
    final List<Acknowledgement> answers = Collections.synchronizedList(new ArrayList<>());
    final List<String> rejections = Collections.synchronizedList(new ArrayList<>());
    final List<String> modes = Collections.synchronizedList(new ArrayList<>());
    final List<Zone> zones = Collections.synchronizedList(new ArrayList<>());
    final List<String> interventions = Collections.synchronizedList(new ArrayList<>());
    volatile Lockouts lockedOut = Lockouts.NONE;
    volatile Overrides overridden = Overrides.NONE;
    private Optional<Mode> chosen = Optional.empty();

    @Override
    public synchronized Optional<Mode> chosenMode() {
        return chosen;
    }

    @Override
    public List<Zone> zones() {
        return List.copyOf(zones);
    }

    @Override
    public void zoneChosen(Zone zone) {
        zones.add(zone);
    }

    @Override
    public void sent(List<Command> commands) {
        sent.addAll(commands);
    }

    @Override
    public List<Command> sentSince(long plantTime) {
        return sent.stream().filter(command -> command.issuedAt() >= plantTime).toList();
    }

    @Override
    public void acknowledged(Acknowledgement answer) {
        answers.add(answer);
    }

    @Override
    public void rejected(long plantTime, String planId, PointId point, double value, String reason) {
        rejections.add(point + " " + reason);
    }

    @Override
    public synchronized void modeChanged(Mode mode, String principal, String reason, long wall) {
        modes.add(mode + " " + principal + " " + reason);
        if (!principal.equals(CONTROL)) {
            chosen = Optional.of(mode);
        }
    }

    @Override
    public List<Lockouts.Entry> lockouts() {
        return lockedOut.entries();
    }

    @Override
    public void lockedOut(Lockouts now) {
        lockedOut = now;
    }

    @Override
    public List<Overrides.Entry> overrides() {
        return overridden.entries();
    }

    @Override
    public void overridden(Overrides now) {
        overridden = now;
    }

    @Override
    public void intervened(Intervention asked, String code) {
        interventions.add(asked.action() + " " + asked.target() + " " + code);
    }
}
