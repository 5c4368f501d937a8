package dev.ondol.controllers;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Mode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The present as control knows it: what the plant's clock shows, what the clock on the wall shows, and which mode is in force. Owned by
/// the controller.
final class Present {
    private final Leadership leadership;
    private final InstantSource wall;
    private @Nullable ClockTick clock;

    Present(Leadership leadership, InstantSource wall) {
        this.leadership = leadership;
        this.wall = wall;
    }

    void ticks(ClockTick tick) {
        clock = tick;
    }

    /// Null before the plant's clock was seen.
    @Nullable
    ClockTick clock() {
        return clock;
    }

    /// Looks at the lease first: whoever was asleep does not know yet what has happened.
    Mode mode() {
        return leadership.mode();
    }

    /// In ADVISE only what an operator has approved.
    boolean writes() {
        Mode mode = mode();
        return mode == Mode.AUTO || mode == Mode.ADVISE;
    }

    /// Wall time in milliseconds.
    long wall() {
        return wall.millis();
    }

    ModeDesk.Moment now() {
        ClockTick tick = clock;
        return new ModeDesk.Moment(wall(), tick == null ? 0 : tick.plant());
    }

    AdviceDesk.Moment moment() {
        ClockTick tick = clock;
        return new AdviceDesk.Moment(mode(), tick == null ? 0 : tick.plant(), wall(), tick != null && tick.simulated());
    }
}
