package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.journal.Records;
import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells and writes down which mode is in force, and answers who asks for another one. Owned by the controller.
final class ModeDesk {
    private static final Logger log = LoggerFactory.getLogger(ModeDesk.class);

    private final String site;
    private final Autonomy autonomy;
    private final Lease lease;
    private final Outlet outlet;
    private final Journal journal;
    private final Trail trail;
    private boolean operatorDecided;
    private boolean ended;
    private Mode announced = Mode.FALLBACK;

    /// The two clocks at an instant, milliseconds.
    record Moment(long wall, long plant) {}

    ModeDesk(String site, Autonomy autonomy, Lease lease, Outlet outlet, Journal journal, Trail trail) {
        this.site = site;
        this.autonomy = autonomy;
        this.lease = lease;
        this.outlet = outlet;
        this.journal = journal;
        this.trail = trail;
    }

    /// What was stored before a restart. An operator who is quicker than the database wins.
    void restore(Mode chosen) {
        if (!operatorDecided) {
            autonomy.restore(chosen);
        }
    }

    /// @return whether it was accepted
    boolean request(OperatorRequest request, Moment now) {
        Autonomy.Decision decision = autonomy.decide(request.action());
        operatorDecided |= decision.accepted();
        heartbeat(autonomy.mode(), now);
        outlet.reply(new OperatorReply(request.id(), decision.accepted(), autonomy.mode(), decision.code()));
        String principal = String.valueOf(request.principal()); // JSON may say null
        String reason = String.valueOf(request.reason());
        trail.keep(entry(AuditEntry.key("request", request.id()), principal, request.action().name(), decision.code(),
                reason, now));
        log.info("{} asks for {}: {}, mode {}.", principal, request.action(), decision.code(), autonomy.mode());
        if (decision.accepted()) {
            announced = autonomy.mode();
            keep(chosenMode(request.action()), principal, reason, now);
        }
        return decision.accepted();
    }

    /// The choice is kept, not what it leads to at the moment.
    private static Mode chosenMode(OperatorRequest.Action action) {
        return switch (action) {
            case EXIT_AUTO -> Mode.FALLBACK;
            case CHOOSE_AUTO -> Mode.AUTO;
            case CHOOSE_ADVISE -> Mode.ADVISE;
            case CHOOSE_SHADOW -> Mode.SHADOW;
        };
    }

    /// Tells a change of the mode in force at once.
    ///
    /// @return whether there was one
    boolean announce(Moment now) {
        Mode mode = autonomy.mode();
        if (mode == announced || ended) {
            return false;
        }
        announced = mode;
        String reason = autonomy.cause().map(Cause::code).orElse("clear");
        log.info("Control of {} is in mode {} ({}).", site, mode, reason);
        heartbeat(mode, now);
        keep(mode, Records.CONTROL, reason, now);
        trail.keep(entry("mode/" + UUID.randomUUID(), Records.CONTROL, "CHANGE", mode.name(), reason, now));
        return true;
    }

    /// The last word. What stands is left to whoever takes over before the gateway misses a heartbeat; where nobody does, its local rules follow.
    void farewell(Mode inForce, Moment now) {
        heartbeat(switch (inForce) {
            case AUTO, ADVISE, HOLD -> Mode.HOLD;
            case SHADOW, FALLBACK -> Mode.FALLBACK;
        }, now);
        ended = true;
    }

    void heartbeat(Mode mode, Moment now) {
        if (!ended) {
            outlet.heartbeat(new Heartbeat(ControlRole.NAME, mode, lease.epoch(), now.wall(), now.plant(),
                    lease.epoch() > 0 ? lease.owner() : null));
        }
    }

    private void keep(Mode mode, String principal, String reason, Moment now) {
        journal.keep(records -> records.modeChanged(mode, principal, reason, now.wall()));
    }

    private AuditEntry entry(String key, String principal, String action, String outcome, String reason, Moment now) {
        return new AuditEntry(key, now.wall(), now.plant(), "mode", principal, action, site, outcome, Map.of("mode",
                autonomy.mode().name(), "reason", reason, "epoch", lease.epoch()));
    }
}
