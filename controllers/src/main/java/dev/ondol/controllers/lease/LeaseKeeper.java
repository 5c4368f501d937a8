package dev.ondol.controllers.lease;

import dev.ondol.controllers.lease.Lease.Errand;
import dev.ondol.controllers.lease.LeaseRecords.Answer;
import dev.ondol.historian.HistorianUnavailable;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the questions of the lease to the database and the answers back, on a thread of its own: it waits behind nothing that is to be
/// written.
public final class LeaseKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final long LOOK_MS = 100;
    private static final long PATIENCE_MS = 2_000;

    /// Who holds the lease, or wants it. Its methods are called on the keeper's thread.
    public interface Tenant {
        Optional<Errand> errand();

        /// @param asked milliseconds of the clock when the question was sent
        void answered(Answer answer, long asked);

        void unanswered();
    }

    private final String owner;
    private final LeaseTerms terms;
    private final LeaseRecords records;
    private final LongSupplier clock;
    private final Tenant tenant;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("control-lease").unstarted(this::keep);
    private boolean away;

    public LeaseKeeper(String owner, LeaseTerms terms, LeaseRecords records, LongSupplier clock, Tenant tenant) {
        this.owner = owner;
        this.terms = terms;
        this.records = records;
        this.clock = clock;
        this.tenant = tenant;
    }

    public void start() {
        thread.start();
    }

    /// Asks what is to be asked now, and waits for the answer.
    public void turn() {
        Optional<Errand> errand = tenant.errand();
        if (errand.isEmpty()) {
            return;
        }
        long asked = clock.getAsLong();
        Answer answer;
        try {
            answer = switch (errand.get()) {
                case Errand.Take(long above) -> records.take(owner, above, terms.length());
                case Errand.Renew(long epoch) -> records.renew(owner, epoch, terms.length());
            };
        } catch (HistorianUnavailable e) {
            if (!away) {
                log.warn("The lease cannot be asked for: {}", e.getMessage());
            }
            away = true;
            tenant.unanswered();
            return;
        } catch (RuntimeException e) {
            tenant.unanswered();
            throw e;
        }
        away = false;
        tenant.answered(answer, asked);
    }

    private void keep() {
        try {
            while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                try {
                    turn();
                } catch (RuntimeException e) {
                    log.error("The lease was not looked after; it goes on.", e);
                }
            }
        } catch (InterruptedException e) {
            log.debug("The keeper of the lease ends.", e);
        }
    }

    /// Asks no more, and lets go of the lease, which takes two seconds at most where the database is away.
    ///
    /// @param epoch of our lease; 0 where there is none
    public void close(long epoch) {
        close();
        if (epoch > 0) {
            Thread release = Thread.ofVirtual().start(() -> {
                try {
                    records.release(owner, epoch);
                } catch (RuntimeException e) {
                    log.warn("The lease was not given back; it ends by itself after {}: {}", terms.length(), e
                            .getMessage());
                }
            });
            join(release);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        join(thread);
    }

    private static void join(Thread ended) {
        try {
            ended.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
