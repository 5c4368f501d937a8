package dev.ondol.simulator.gateway;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes as fast as the others follow: waits at each planning boundary until control has carried out that cycle and the
/// desk has handled its last command, and at every instant until ingest is not too far behind. Each wait has a limit of
/// wall time.
final class LockStepClock implements PlantClock {
    private static final Logger log = LoggerFactory.getLogger(LockStepClock.class);

    private final PlanProgress progress;
    private final Backlog backlog;
    private final GatewayOptions options;
    private final AtomicLong overBudget = new AtomicLong();
    /// Frames that waited when ingest was given up; -1 while it is not.
    private long givenUpAt = -1;

    LockStepClock(PlanProgress progress, Backlog backlog, GatewayOptions options) {
        this.progress = progress;
        this.backlog = backlog;
        this.options = options;
    }

    @Override
    public void pace(long instantMillis) throws InterruptedException {
        if (instantMillis % CYCLE_MS == 0 && !progress.await(instantMillis, options.cycleBudget())) {
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

    @Override
    public double rate() {
        return 0;
    }

    @Override
    public long cyclesOverBudget() {
        return overBudget.get();
    }
}
