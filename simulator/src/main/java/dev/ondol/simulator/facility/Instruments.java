package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;

/// What stands between the plant and whoever reads it, its own controllers included. Sound instruments show the truth.
public interface Instruments {
    /// Instruments that show the truth.
    Instruments SOUND = new Instruments() {
        @Override
        public double shown(PointId point, double truth, long timeMillis) {
            return truth;
        }

        @Override
        public void mislead(Signals signals, Setpoints setpoints, long timeMillis) {
            // controllers see the truth as it is
        }
    };

    /// What the sensor of a point shows at that plant time where this is true; NaN where it shows nothing.
    double shown(PointId point, double truth, long timeMillis);

    /// Replaces what the plant's own controllers see by what their sensors show, and tells by how much the sensors of loops
    /// are wrong.
    void mislead(Signals signals, Setpoints setpoints, long timeMillis);
}
