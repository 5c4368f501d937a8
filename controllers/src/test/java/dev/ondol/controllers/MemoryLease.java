package dev.ondol.controllers;

import dev.ondol.controllers.lease.LeaseRecords;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The lease in a database that lives in memory and has a clock of its own.
public final class MemoryLease implements LeaseRecords {
    private final LongSupplier clock;
    private String owner = "";
    private long epoch;
    private long expires = Long.MIN_VALUE;

    public MemoryLease(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Answer take(String asker, long above, Duration length) {
        if (!owner.equals(asker) && expires > clock.getAsLong()) {
            return new Answer.Held(owner);
        }
        owner = asker;
        epoch = Math.max(epoch, above) + 1;
        expires = clock.getAsLong() + length.toMillis();
        return new Answer.Granted(epoch);
    }

    @Override
    public synchronized Answer renew(String asker, long held, Duration length) {
        if (!owner.equals(asker) || epoch != held) {
            return new Answer.Held(owner);
        }
        expires = clock.getAsLong() + length.toMillis();
        return new Answer.Renewed();
    }

    @Override
    public synchronized void release(String asker, long held) {
        if (owner.equals(asker) && epoch == held) {
            expires = Long.MIN_VALUE;
        }
    }
}
