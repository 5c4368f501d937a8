package dev.ondol.controllers.watch;

import dev.ondol.controllers.ControlStatistics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the watch over a site beside the control that leads it, and nowhere else: two watches would tell each alarm twice.
public final class LeaderWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaderWatch.class);

    private final Supplier<ControlStatistics> control;
    private final Supplier<AlarmRole> watches;
    private final ScheduledExecutorService second = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(
            "leader-watch").daemon(true).factory());
    private @Nullable AlarmRole watch;

    /// @param control what control has done
    /// @param watches makes a watch
    public LeaderWatch(Supplier<ControlStatistics> control, Supplier<AlarmRole> watches) {
        this.control = control;
        this.watches = watches;
    }

    public void start() {
        var _ = second.scheduleWithFixedDelay(this::look, 0, 1_000, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            boolean leads = control.get().leads();
            AlarmRole present = watch;
            if (leads && present == null) {
                AlarmRole begun = watches.get();
                begun.start();
                watch = begun;
            } else if (!leads && present != null) {
                watch = null;
                present.close();
            }
        } catch (RuntimeException e) {
            log.error("The watch over the site could not follow control; it is tried again.", e);
        }
    }

    @Override
    public void close() {
        second.shutdownNow();
        synchronized (this) {
            AlarmRole present = watch;
            watch = null;
            if (present != null) {
                present.close();
            }
        }
    }
}
