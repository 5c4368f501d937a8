package dev.ondol.ingest;

import dev.ondol.messaging.MqttSession;
import java.time.Clock;
import java.util.function.BooleanSupplier;
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

    private final FrameIntake intake;
    private final SiteClock clock;
    private final BooleanSupplier busy;
    private final MqttSession session;
    private final Clock wall;
    private long arrivalSeen;
    private long plantAtArrival;

    /// @param busy whether a batch is being stored
    StallWatch(FrameIntake intake, SiteClock clock, BooleanSupplier busy, MqttSession session, Clock wall) {
        this.intake = intake;
        this.clock = clock;
        this.busy = busy;
        this.session = session;
        this.wall = wall;
    }

    /// To be called every second.
    void look() {
        long arrival = intake.lastArrivalAt();
        if (arrival != arrivalSeen || busy.getAsBoolean() || intake.waiting() > 0) {
            arrivalSeen = arrival;
            plantAtArrival = clock.plant();
            return;
        }
        boolean silent = wall.millis() - arrival > SILENCE_MILLIS;
        boolean plantGoesOn = clock.silence() < TICK_MILLIS && plantAtArrival > 0
                && clock.plant() - plantAtArrival > PLANT_MILLIS;
        if (silent && plantGoesOn && session.connected()) {
            LOG.warn("No frame has come for {} s while the site clock goes on; the session is connected anew.",
                    (wall.millis() - arrival) / 1_000);
            session.reconnect("no frame comes through");
            intake.connectedAgain();
        }
    }
}
