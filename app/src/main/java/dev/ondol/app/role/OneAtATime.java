package dev.ondol.app.role;

import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.control.LeaseStore;
import dev.ondol.historian.control.LeaseStore.Holder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that only one process of a site does at a time, by a lease in the database. Whoever has the lease runs it and renews the
/// lease; the others wait beside it. Where the database is away nobody can take the lease either, and who runs it goes on; once
/// another one has it, it is closed here and this process waits.
/// @param <T> what runs
final class OneAtATime<T extends AutoCloseable> implements AutoCloseable {
    /// As control's: whoever is killed is followed after so long at most, and a second.
    static final Duration LENGTH = Duration.ofSeconds(5);
    private static final long LOOK_MS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(OneAtATime.class);

    private final String name;
    private final LeaseStore lease;
    private final Supplier<T> part;
    private final String owner = "%s-%s".formatted(ManagementFactory.getRuntimeMXBean().getName(), UUID.randomUUID()
            .toString().substring(0, 4));
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper = Thread.ofPlatform().daemon().name("lease").unstarted(this::keep);
    private final Thread runner = Thread.ofPlatform().daemon().name("leased").unstarted(this::run);
    /// Of our lease; 0 where another one has it.
    private volatile long epoch;
    private @Nullable T running;
    private boolean away;

    /// @param name in sentences of the log
    /// @param part starts it
    OneAtATime(String name, LeaseStore lease, Supplier<T> part) {
        this.name = name;
        this.lease = lease;
        this.part = part;
    }

    /// Runs it where the lease is to be had; what its start throws is thrown here.
    ///
    /// @return empty where another process has the lease and this one waits
    Optional<T> start() {
        look();
        keeper.start();
        Optional<T> first = epoch > 0 ? Optional.of(part.get()) : Optional.empty();
        running = first.orElse(null);
        runner.start();
        return first;
    }

    private void keep() {
        try {
            while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("The lease was not looked after; it goes on.", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The keeper of the lease ends.", e);
        }
    }

    private void look() {
        long ours = epoch;
        try {
            if (ours == 0) {
                OptionalLong taken = lease.take(owner, 0, LENGTH);
                epoch = taken.orElse(0);
            } else if (!lease.renew(new Holder(owner, ours), LENGTH)) {
                LOG.warn("{} runs in another process now ({}).", name, lease.holder().owner());
                epoch = 0;
            }
            away = false;
        } catch (HistorianUnavailable e) {
            if (!away) {
                LOG.warn("The lease cannot be asked for: {}", e.getMessage());
            }
            away = true;
        }
    }

    private void run() {
        try {
            while (!closing.await(LOOK_MS / 10, TimeUnit.MILLISECONDS)) {
                if (epoch > 0 && running == null) {
                    LOG.info("{} runs in this process from now on.", name);
                    begin();
                } else if (epoch == 0 && running != null) {
                    end();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("What was leased ends.", e);
        }
    }

    /// What does not start is tried again with the next look.
    private void begin() throws InterruptedException {
        try {
            running = part.get();
        } catch (RuntimeException e) {
            LOG.error("{} did not start; it is tried again.", name, e);
            Thread.sleep(LOOK_MS);
        }
    }

    private void end() {
        T ended = running;
        running = null;
        try {
            if (ended != null) {
                ended.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("{} did not close cleanly: {}.", name, e.getMessage());
        }
    }

    private static void join(Thread ended) {
        try {
            ended.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends it, then lets go of the lease, so that the next one need not wait.
    @Override
    public void close() {
        closing.countDown();
        join(runner);
        end();
        join(keeper);
        if (epoch > 0) {
            try {
                lease.release(new Holder(owner, epoch));
            } catch (HistorianUnavailable e) {
                LOG.warn("The lease was not given back; it ends by itself after {}: {}", LENGTH, e.getMessage());
            }
        }
    }
}
