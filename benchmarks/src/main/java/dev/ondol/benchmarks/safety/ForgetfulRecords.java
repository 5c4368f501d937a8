package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.journal.Records;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Optional;

/// Records of a control that never was before and never will be again.
final class ForgetfulRecords implements Records {
    @Override
    public Optional<Mode> chosenMode() {
        return Optional.empty();
    }

    @Override
    public List<Zone> zones() {
        return List.of();
    }

    @Override
    public void zoneChosen(Zone zone) {}

    @Override
    public void sent(List<Command> commands) {}

    @Override
    public List<Command> sentSince(long plantTime) {
        return List.of();
    }

    @Override
    public void acknowledged(Acknowledgement answer) {}

    @Override
    public void rejected(long plantTime, String planId, PointId point, double value, String reason) {}

    @Override
    public void modeChanged(Mode mode, String principal, String reason, long wall) {}

    @Override
    public List<Overrides.Entry> overrides() {
        return List.of();
    }

    @Override
    public List<Lockouts.Entry> lockouts() {
        return List.of();
    }

    @Override
    public void lockedOut(Lockouts now) {}

    @Override
    public void overridden(Overrides now) {}

    @Override
    public void intervened(Intervention asked, String code) {}
}
