package dev.ondol.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes as fast as the others follow: waits at each planning boundary until control has carried out that cycle and the
/// desk has handled its last command, each minute between until the same holds for the orders of nodes, and at every instant until ingest is not too far behind. Each wait has a limit of
/// wall time.
final class LockStepClock implements PlantClock {
    private static final Logger log = LoggerFactory.getLogger(LockStepClock.class);

    private static final long MINUTE_MS = 60_000;
    private static final Duration UNKNOWN_BUDGET = Duration.ofSeconds(5);

    private final PlanProgress progress;
    private final Backlog backlog;
    private final GatewayOptions options;
    private final AtomicLong overBudget = new AtomicLong();
    /// Frames that waited when ingest was given up; -1 while it is not.
    private long givenUpAt = -1;
    /// Newest orders between two cycles when control failed to answer in time: it is waited for again after newer ones.
    private long silentSince = Long.MIN_VALUE;

    LockStepClock(PlanProgress progress, Backlog backlog, GatewayOptions options) {
        this.progress = progress;
        this.backlog = backlog;
        this.options = options;
    }

    @Override
    public void pace(long instantMillis) throws InterruptedException {
        if (instantMillis % CYCLE_MS != 0) {
            awaitOrders(instantMillis);
        } else if (!progress.await(instantMillis, options.cycleBudget())) {
            overBudget.incrementAndGet();
            log.warn("The planning cycle at plant time {} was not carried out within {}; the clock goes on.",
                    Instant.ofEpochMilli(instantMillis), options.cycleBudget());
        }
        long waiting = backlog.frames();
        if (waiting < givenUpAt) {
            givenUpAt = -1;
        }
        if (waiting > options.unmarkedLimit() && givenUpAt < 0
                && !backlog.awaitAtMost(options.unmarkedLimit(), options.drainLimit())) {
            givenUpAt = backlog.frames();
            log.error("Ingest has committed nothing for {}; the clock goes on while {} frames wait in the outbox.",
                    options.drainLimit(), givenUpAt);
        }
    }

    /// Only where the cycle before was carried out: nobody orders without a plan. A control that never answers between cycles
    /// is waited for once.
    private void awaitOrders(long instantMillis) throws InterruptedException {
        long cycle = Math.floorDiv(instantMillis, CYCLE_MS) * CYCLE_MS;
        if (instantMillis % MINUTE_MS != 0 || progress.newestBetween() <= silentSince
                || !progress.await(cycle, Duration.ZERO) || progress.await(instantMillis, budget())) {
            return;
        }
        silentSince = progress.newestBetween();
        if (silentSince >= 0) {
            overBudget.incrementAndGet();
        }
        log.warn("The orders of nodes at plant time {} were not carried out in time; the clock goes on.",
                Instant.ofEpochMilli(instantMillis));
    }

    /// A control that has not yet answered between cycles may never do so.
    private Duration budget() {
        boolean unknown = progress.newestBetween() < 0 && options.cycleBudget().compareTo(UNKNOWN_BUDGET) > 0;
        return unknown ? UNKNOWN_BUDGET : options.cycleBudget();
    }

    @Override
    public double rate() {
        return 0;
    }

    @Override
    public long cyclesOverBudget() {
        return overBudget.get();
    }
}
