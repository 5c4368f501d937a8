package dev.ondol.controllers;

import dev.ondol.controllers.lease.Lease;
import dev.ondol.controllers.lease.Lease.Standing;
import dev.ondol.controllers.lease.LeaseRecords.Answer;
import dev.ondol.controllers.mode.Autonomy;
import dev.ondol.controllers.mode.Cause;
import dev.ondol.controllers.verify.Inlets;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the lease means for the mode. While it cannot be renewed the plant keeps its set-points (HOLD), for as long as a plan holds and
/// no rack gets warm; after that its local rules are better (FALLBACK). Owned by the controller.
final class Leadership {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final long NEVER = Long.MIN_VALUE;

    /// What an answer of the database has changed.
    enum Change {
        /// This process has the lease now, in a new epoch.
        TAKEN,
        /// It has kept it, and did not know for a while.
        RENEWED_LATE,
        /// Another process has it.
        LOST,
        /// Another process has one elsewhere.
        OUTBID, NONE
    }

    private final String site;
    private final Lease lease;
    private final LongSupplier clock;
    private final Autonomy autonomy;
    private final List<String> halls;
    private final long holdMs;
    private long heldSince = NEVER;

    /// @param clock  milliseconds by which the lease lasts
    /// @param holdMs plant time
    Leadership(Site site, Lease lease, LongSupplier clock, Autonomy autonomy, long holdMs) {
        this.site = site.id();
        this.lease = lease;
        this.clock = clock;
        this.autonomy = autonomy;
        this.halls = site.halls().stream().map(Hall::equipment).toList();
        this.holdMs = holdMs;
    }

    /// The mode in force now: nothing is sent without asking this before.
    Mode mode() {
        Standing standing = lease.standing(clock.getAsLong());
        autonomy.is(Cause.SUPERSEDED, standing == Standing.OUTBID);
        autonomy.is(Cause.STANDBY, standing == Standing.STANDBY);
        autonomy.is(Cause.NO_EPOCH, standing == Standing.NONE);
        autonomy.is(Cause.LEASE_LATE, standing == Standing.LATE);
        if (standing != Standing.LATE) {
            heldSince = NEVER;
            autonomy.goes(Cause.LEASE_LOST);
        } else if (autonomy.mode() == Mode.FALLBACK) {
            autonomy.arises(Cause.LEASE_LOST); // there is nothing left to hold
        }
        return autonomy.mode();
    }

    /// Whether nobody else speaks for control at this site.
    boolean speaks() {
        Standing standing = lease.standing(clock.getAsLong());
        return standing != Standing.STANDBY && standing != Standing.OUTBID;
    }

    Optional<Lease.Errand> errand(boolean connected) {
        return lease.errand(clock.getAsLong(), connected);
    }

    void unanswered() {
        lease.unanswered(clock.getAsLong());
    }

    /// Control is alive.
    void alive() {
        lease.alive(clock.getAsLong());
    }

    /// The database has answered. Thread-safe, as [#errand] and [#unanswered].
    ///
    /// @param asked milliseconds of the lease's clock when the question was sent
    Change answered(Answer answer, long asked) {
        long before;
        Standing stood;
        Standing stands;
        synchronized (lease) {
            before = lease.epoch();
            stood = lease.standing(clock.getAsLong());
            lease.answered(answer, asked, clock.getAsLong());
            stands = lease.standing(clock.getAsLong());
        }
        if (lease.epoch() > 0 && lease.epoch() != before) {
            log.info("Control of {} leads, in epoch {}.", site, lease.epoch());
            return Change.TAKEN;
        }
        if (stood == stands) {
            return Change.NONE;
        }
        return switch (stands) {
            case STANDBY -> {
                log.info("Control of {} waits: {} has the lease.", site, lease.holder());
                yield Change.LOST;
            }
            case OUTBID -> {
                log.error(
                        "Another controller of {}, which has its lease in another database, has a higher epoch; this one (epoch {}) stands down until it is restarted.",
                        site, before);
                yield Change.OUTBID;
            }
            case LEADING -> Change.RENEWED_LATE;
            case NONE, LATE -> Change.NONE;
        };
    }

    /// Plant time passes.
    ///
    /// @param now plant time in milliseconds
    void passes(long now, Inlets inlets) {
        if (mode() != Mode.HOLD) {
            return;
        }
        heldSince = heldSince == NEVER ? now : heldSince;
        boolean warm = halls.stream().anyMatch(hall -> inlets.hotFor(hall, now) > 0);
        if (warm || now < heldSince || now - heldSince >= holdMs) {
            autonomy.arises(Cause.LEASE_LOST);
        }
    }
}
