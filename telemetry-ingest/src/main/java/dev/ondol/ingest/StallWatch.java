package dev.ondol.ingest;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices a connection that stands while nothing comes through it although the plant goes on, and makes a new one.
/// Brokers have been seen to do that. For one thread.
final class StallWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    /// Silence on the frame topic that is suspicious, wall milliseconds...
    private static final long SILENCE_MILLIS = 15_000;
    /// ...if the site clock has gone on by this meanwhile, plant milliseconds: three periods of the fast points and more.
    private static final long PLANT_MILLIS = 50_000;
    /// ...and still ticks.
    private static final long TICK_MILLIS = 20_000;

    /// A session that brings nothing even when it is connected anew belongs to a source that is silent.
    private static final long LONGEST_SILENCE_MILLIS = 600_000;

    private final FrameIntake intake;
    private final SiteClock clock;
    private final BooleanSupplier busy;
    private final BooleanSupplier connected;
    private final Consumer<String> reconnect;
    private final Clock wall;
    private long silenceMillis = SILENCE_MILLIS;
    private long arrivalSeen;
    private long plantAtArrival;
    private boolean ownReset;

    /// @param busy      whether a batch is being stored
    /// @param connected whether the connection stands
    /// @param reconnect makes a new one, for the reason given
    StallWatch(FrameIntake intake, SiteClock clock, BooleanSupplier busy, BooleanSupplier connected,
            Consumer<String> reconnect, Clock wall) {
        this.intake = intake;
        this.clock = clock;
        this.busy = busy;
        this.connected = connected;
        this.reconnect = reconnect;
        this.wall = wall;
    }

    /// To be called every second.
    void look() {
        long arrival = intake.lastArrivalAt();
        if (arrival != arrivalSeen || busy.getAsBoolean() || intake.waiting() > 0) {
            arrivalSeen = arrival;
            plantAtArrival = clock.plant();
            silenceMillis = ownReset ? silenceMillis : SILENCE_MILLIS;
            ownReset = false;
            return;
        }
        boolean silent = wall.millis() - arrival > silenceMillis;
        boolean plantGoesOn = clock.silence() < TICK_MILLIS && plantAtArrival > 0
                && clock.plant() - plantAtArrival > PLANT_MILLIS;
        if (silent && plantGoesOn && connected.getAsBoolean()) {
            LOG.warn("No frame has come for {} s while the site clock goes on; the session is connected anew.",
                    (wall.millis() - arrival) / 1_000);
            reconnect.accept("no frame comes through");
            silenceMillis = Math.min(2 * silenceMillis, LONGEST_SILENCE_MILLIS);
            ownReset = true;
            intake.connectedAgain();
        }
    }
}
