package dev.ondol.controllers.journal;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.Historian;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.historian.control.InterventionStore;
import dev.ondol.historian.control.ModeStore;
import dev.ondol.historian.control.ZoneStore;
import java.util.List;
import java.util.Optional;

/// The records of one site in the historian.
public final class HistorianRecords implements Records {
    private final CommandStore commands;
    private final ModeStore modes;
    private final ZoneStore zones;
    private final InterventionStore interventions;

    public HistorianRecords(Historian historian, String site) {
        this.commands = historian.commands(site);
        this.modes = historian.modes(site);
        this.zones = historian.zones(site);
        this.interventions = historian.interventions(site);
    }

    @Override
    public Optional<Mode> chosenMode() {
        return modes.lastNotBy(CONTROL);
    }

    @Override
    public void sent(List<Command> sent) {
        commands.sent(sent);
    }

    @Override
    public List<Command> sentSince(long plantTime) {
        return commands.since(plantTime);
    }

    @Override
    public void acknowledged(Acknowledgement answer) {
        commands.acknowledged(answer);
    }

    @Override
    public void rejected(long plantTime, String planId, PointId point, double value, String reason) {
        commands.rejected(plantTime, planId, point, value, reason);
    }

    @Override
    public List<Zone> zones() {
        return zones.all();
    }

    @Override
    public void zoneChosen(Zone zone) {
        zones.choose(zone);
    }

    @Override
    public void modeChanged(Mode mode, String principal, String reason, long wall) {
        modes.change(mode, principal, reason, wall);
    }

    @Override
    public List<Lockouts.Entry> lockouts() {
        return interventions.lockouts();
    }

    @Override
    public void lockedOut(Lockouts now) {
        interventions.lockedOut(now);
    }

    @Override
    public List<Overrides.Entry> overrides() {
        return interventions.overrides();
    }

    @Override
    public void overridden(Overrides now) {
        interventions.overridden(now);
    }

    @Override
    public void intervened(Intervention asked, String code) {
        interventions.intervened(asked, code);
    }
}
