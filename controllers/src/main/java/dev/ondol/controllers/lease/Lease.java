package dev.ondol.controllers.lease;

import dev.ondol.controllers.command.Sequence;
import dev.ondol.controllers.lease.LeaseRecords.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lease as this process knows it: asked for above everything that the plant remembers, renewed while it is ours and
/// control is at work. Thread-safe.
///
/// ```
///  NONE --granted--> LEADING --not renewed in time--> LATE
///   | ^                | ^                             | |
///   | |                | +---------- renewed ----------+ |
///   | +-- the plant remembers more, nothing sent yet     |
/// held by another      |                                 |
///   |                  +------ held by another ----------+
///   v                  v         the plant has seen a higher epoch, and yet it is ours
/// STANDBY <------------+-----------------------------------------------------------> OUTBID
///   +--granted--> LEADING
/// ```
/// LATE: nobody knows who has it. OUTBID: a control that keeps its lease elsewhere commands this plant; it is for a person to end that.
public final class Lease {
    /// What this process is to its site.
    public enum Standing {
        NONE, STANDBY, LEADING, LATE, OUTBID
    }

    /// What is to be asked of the database.
    public sealed interface Errand {
        record Take(long above) implements Errand {}

        record Renew(long epoch) implements Errand {}
    }

    private final String site;
    private final String owner;
    private final LeaseTerms terms;
    private final long waitMs;
    private @Nullable Sequence sequence;
    private boolean standby;
    private boolean outbid;
    private boolean asking;
    private boolean doubted; // whether the question under way was asked after the plant had seen a higher epoch
    private long askAgainMs;
    private long renewedMs;
    private long highestSeen;
    private boolean heard;
    private long aliveMs;
    private long connectedSince = Long.MAX_VALUE;
    private String holder = "";

    /// @param owner  name of this process
    /// @param waitMs wall time in milliseconds to wait for the plant's memory, which a new plant does not have
    public Lease(String site, String owner, LeaseTerms terms, long waitMs) {
        this.site = site;
        this.owner = owner;
        this.terms = terms;
        this.waitMs = waitMs;
    }

    /// @param now milliseconds of the [LeaseClock], as in all methods
    public synchronized Standing standing(long now) {
        if (outbid) {
            return Standing.OUTBID;
        }
        if (sequence == null) {
            return standby ? Standing.STANDBY : Standing.NONE;
        }
        return now < renewedMs + terms.length().toMillis() - terms.margin().toMillis()
                ? Standing.LEADING
                : Standing.LATE;
    }

    /// Control is alive: a control that hangs must not keep the lease from another one.
    public synchronized void alive(long now) {
        aliveMs = now;
    }

    /// The plant has seen that epoch.
    ///
    /// @param memory true: it tells the past, and nothing was sent in our epoch yet
    public synchronized void seen(long epoch, boolean memory) {
        heard = true;
        highestSeen = Math.max(highestSeen, epoch);
        Sequence ours = sequence;
        if (ours == null || epoch <= ours.epoch()) {
            return;
        }
        if (memory) {
            sequence = null;
            askAgainMs = 0;
        } else {
            askAgainMs = 0;
            renewedMs = Long.MIN_VALUE / 2; // the database is asked before anything else is done
        }
    }

    /// What to ask now; empty while it is too early, or an answer is waited for. Each errand needs an answer.
    public synchronized Optional<Errand> errand(long now, boolean connected) {
        connectedSince = connected ? Math.min(connectedSince, now) : Long.MAX_VALUE;
        if (asking || outbid || now < askAgainMs) {
            return Optional.empty();
        }
        Sequence ours = sequence;
        if (ours != null) {
            if (now < renewedMs + terms.renew().toMillis() || now - aliveMs > terms.alive().toMillis()) {
                return Optional.empty();
            }
            asking = true;
            doubted = highestSeen > ours.epoch();
            return Optional.of(new Errand.Renew(ours.epoch()));
        }
        if (!connected || !heard && now - connectedSince < waitMs) {
            return Optional.empty();
        }
        asking = true;
        return Optional.of(new Errand.Take(highestSeen));
    }

    /// The database's answer.
    ///
    /// @param asked when the question was sent: from then on the lease lasts
    public synchronized void answered(Answer answer, long asked, long now) {
        asking = false;
        askAgainMs = now + terms.retry().toMillis();
        switch (answer) {
            case Answer.Granted(long epoch) -> {
                if (epoch > highestSeen) {
                    sequence = new Sequence(site, epoch);
                    standby = false;
                    renewedMs = asked;
                    holder = owner;
                }
            }
            case Answer.Renewed() -> {
                if (sequence == null || highestSeen <= epoch()) {
                    renewedMs = asked;
                } else {
                    outbid = doubted; // otherwise the answer is older than the news
                }
            }
            case Answer.Held(String by) -> {
                sequence = null;
                standby = true;
                holder = by;
            }
        }
    }

    /// The database did not answer.
    public synchronized void unanswered(long now) {
        asking = false;
        askAgainMs = now + terms.retry().toMillis();
    }

    /// Empty while this process has no lease; it must lead, too, before it may command.
    public synchronized Optional<Sequence> sequence() {
        return Optional.ofNullable(sequence);
    }

    /// 0 while there is none.
    public synchronized long epoch() {
        return sequence().map(Sequence::epoch).orElse(0L);
    }

    public String owner() {
        return owner;
    }

    /// Name of the process that has the lease as far as is known; empty where nothing is.
    public synchronized String holder() {
        return holder;
    }
}
