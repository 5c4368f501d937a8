package dev.ondol.facility.workload;

import java.util.Optional;

/// What a node may do while it has no work. The value of its set-point is the number of the state.
public enum NodePowerState {
    /// Suspended: takes no work, needs its wake time to come back, and stays parked for half an hour at least.
    PARKED(0),
    /// Links and clocks go down whenever it has no work; takes work without delay.
    DEEP_IDLE(1),
    /// Idles ready, as a node does by itself.
    ON(2);

    private final double setpoint;

    NodePowerState(double setpoint) {
        this.setpoint = setpoint;
    }

    /// The value that is written.
    public double setpoint() {
        return setpoint;
    }

    /// The state of that value; empty where it is none.
    public static Optional<NodePowerState> of(double setpoint) {
        for (NodePowerState state : values()) {
            if (state.setpoint == setpoint) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
