package dev.ondol.proof.loop;

import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Instruments;

/// Worn sensors that are read all the time, not only every five minutes: they take note of the truth each minute by themselves.
/// One thread at a time.
final class SteadyReadings implements Instruments {
    private static final long MINUTE = 60_000;

    private final WornSensors sensors;
    private final Facility facility;
    private final Instruments beneath;

    /// @param facility whose instruments they become; those that it has so far stay beneath
    SteadyReadings(WornSensors sensors, Facility facility) {
        this.sensors = sensors;
        this.facility = facility;
        beneath = facility.instruments();
    }

    @Override
    public double shown(PointId point, double truth, long timeMillis) {
        return sensors.shown(point, beneath.shown(point, truth, timeMillis), timeMillis);
    }

    /// Called in each step of the physics; the plant's own sequences see what the instruments beneath show.
    @Override
    public void mislead(Signals signals, Setpoints setpoints, long timeMillis) {
        beneath.mislead(signals, setpoints, timeMillis);
        if (timeMillis % MINUTE == 0) {
            sensors.remember(facility, beneath);
        }
    }
}
