package dev.ondol.controllers;

/// Shows that control is alive: each wall second, and between two of many commands. Owned by the controller.
final class Pulse {
    private final Present present;
    private final Leadership leadership;
    private final ModeDesk modes;
    private final long everyMs;
    private long beatAt;

    /// @param everyMs wall milliseconds between two heartbeats
    Pulse(Present present, Leadership leadership, ModeDesk modes, long everyMs) {
        this.present = present;
        this.leadership = leadership;
        this.modes = modes;
        this.everyMs = everyMs;
    }

    void beat() {
        leadership.alive();
        beatAt = present.wall();
        modes.heartbeat(present.mode(), present.now());
    }

    /// A control that works for seconds is alive, and one whose lease ends meanwhile stops.
    ///
    /// @return whether it may go on to write
    boolean goesOn() {
        if (Math.abs(present.wall() - beatAt) >= everyMs) {
            beat();
        }
        return present.writes();
    }
}
