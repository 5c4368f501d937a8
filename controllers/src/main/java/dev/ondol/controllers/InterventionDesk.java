package dev.ondol.controllers;

import dev.ondol.controllers.audit.Trail;
import dev.ondol.controllers.intervention.HeldByHand;
import dev.ondol.controllers.intervention.OutOfService;
import dev.ondol.controllers.journal.Journal;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointCatalog;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What operators do by hand: set-points that they hold at the gateway, units that they take out of service here. Owned by the controller.
final class InterventionDesk {
    private static final Logger log = LoggerFactory.getLogger(InterventionDesk.class);

    /// The gateway refuses what has been under way for longer than a minute.
    private static final long ANSWERED_WITHIN_MS = 70_000;

    /// Who let go of a set-point while control was away.
    private static final String UNKNOWN = "unknown";

    private final OutOfService outOfService;
    private final HeldByHand held = new HeldByHand();
    private final Observations plant;
    private final Outlet outlet;
    private final Journal journal;
    private final Trail trail;
    /// Overrides that the gateway has not answered yet, by the id of the request.
    private final Map<String, Intervention> asked = new LinkedHashMap<>();
    private final Set<String> heldBefore = new HashSet<>();
    private @Nullable Overrides heard;

    InterventionDesk(PointCatalog catalog, Observations plant, Outlet outlet, Journal journal, Trail trail) {
        this.outOfService = new OutOfService(catalog);
        this.plant = plant;
        this.outlet = outlet;
        this.journal = journal;
        this.trail = trail;
    }

    /// What the gateway says of the set-points that an operator holds.
    void overrides(Overrides told, ModeDesk.Moment now) {
        told.entries().stream().filter(entry -> heldBefore.add(entry.id()) && !asked.containsKey(entry.id())).forEach(
                entry -> row(new Intervention(entry.id(), Intervention.Action.OVERRIDE, entry.point().toString(), entry
                        .value(), null, entry.principal(), entry.since(), entry.reason()), "done", now));
        heard = told;
        held.told(told, now.wall()).forEach(entry -> letGo(entry, now));
        plant.overridden(told.entries().stream().map(Overrides.Entry::point).collect(Collectors.toUnmodifiableSet()));
        journal.keep(records -> records.overridden(told));
    }

    /// What operators held when control wrote it down last.
    void rememberedHolds(List<Overrides.Entry> before, ModeDesk.Moment now) {
        held.remembered(before, now.wall()).forEach(entry -> letGo(entry, now));
        Overrides newest = heard;
        if (newest != null) {
            journal.keep(records -> records.overridden(newest)); // who led before may not have heard it
        }
    }

    /// Of a release that nobody here has heard: the same one has the same row, whoever finds it out.
    private void letGo(Overrides.Entry entry, ModeDesk.Moment now) {
        row(new Intervention(entry.id() + "/released", Intervention.Action.RELEASE, entry.point().toString(), null,
                null, UNKNOWN, now.wall(), "While control was away. It was held by %s.".formatted(entry.principal())),
                "done", now);
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
    void intervention(Intervention request, Mode mode, ModeDesk.Moment now) {
        if (request.action().atThePlant()) {
            asked.put(request.id(), request);
            held.asked(request);
            heldBefore.add(request.id());
            journal.keep(records -> records.intervened(request, "asked"));
            return;
        }
        String code = outOfService.decide(request, now.wall());
        row(request, code, now);
        plant.outOfService(outOfService.units());
        log.info("{} asks for {} of {}: {}.", request.principal(), request.action(), request.target(), code);
        Lockouts out = outOfService.lockouts();
        journal.keep(records -> records.intervened(request, code));
        journal.keep(records -> records.lockedOut(out));
        outlet.lockouts(out);
        outlet.reply(new OperatorReply(request.id(), code.equals("done"), mode, code));
    }

    /// What the gateway has answered.
    void answered(OperatorReply reply, ModeDesk.Moment now) {
        Intervention request = asked.remove(reply.id());
        if (request != null) {
            row(request, reply.code(), now);
            if (!reply.accepted()) {
                held.refused(request);
            }
        }
    }

    /// A request that nobody has answered has a row, too.
    void second(ModeDesk.Moment now) {
        asked.values().removeIf(request -> {
            boolean over = Math.abs(now.wall() - request.wall()) > ANSWERED_WITHIN_MS;
            if (over) {
                row(request, "unanswered", now);
            }
            return over;
        });
    }

    /// One row for each act, whoever carries it out.
    private void row(Intervention request, String outcome, ModeDesk.Moment now) {
        Map<String, Object> detail = new LinkedHashMap<>();
        if (request.value() != null) {
            detail.put("value", request.value());
        }
        if (request.seconds() != null) {
            detail.put("seconds", request.seconds());
        }
        detail.put("reason", String.valueOf(request.reason())); // JSON may say null
        trail.keep(new AuditEntry(AuditEntry.key("intervention", request.id()), now.wall(), now.plant(),
                request.action().atThePlant() ? "override" : "lockout",
                String.valueOf(request.principal()), request.action().name(), request.target(), outcome, detail));
    }

    /// The broker may have forgotten them.
    void tellAgain() {
        if (!outOfService.units().isEmpty()) {
            outlet.lockouts(outOfService.lockouts());
        }
    }
}
