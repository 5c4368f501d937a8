package dev.ondol.simulator.it;

/// Service racks as a whole: processors and storage, and the leaf switches of the GPU racks, which stand among them. What somebody allows
/// of both holds for all racks.
///
/// Processors have the same work at any clock and take longer for it. Energy of their work / at full clock = a + (1 - a) f^2 with f the
/// clock and a = 0.35, the form that is used for GPUs, too: a part does not follow the voltage, the rest goes by its square, and the
/// voltage falls with the clock. What processors draw without work, memory and disks stays.
public final class ServiceRacks {
    private static final double WITHOUT_VOLTAGE = 0.35;

    private final LeafSwitches leaves;
    private final Runnable changed;
    private double clockPercent = 100;

    /// @param gpus    GPUs of each rack
    /// @param changed told after each change of what the racks draw
    ServiceRacks(int[] gpus, Runnable changed) {
        leaves = new LeafSwitches(gpus);
        this.changed = changed;
    }

    /// Permits to switch leaf switches off where all nodes under them are parked.
    public void parkLeafSwitches(boolean permitted) {
        leaves.permit(permitted);
        changed.run();
    }

    /// Whether leaf switches may be off where all nodes under them are parked.
    public boolean leafSwitchesMayRest() {
        return leaves.permitted();
    }

    /// Sets the clock of the processors, percent of the one at which they run by themselves, 50 to 100.
    public void processorClock(double percent) {
        clockPercent = Math.clamp(percent, 50, 100);
        changed.run();
    }

    /// Percent of the clock at which processors run by themselves.
    public double processorClock() {
        return clockPercent;
    }

    /// Tells whether all nodes of a rack are parked.
    void allParked(int rack, boolean parked) {
        if (leaves.allParked(rack, parked)) {
            changed.run();
        }
    }

    /// What a service rack draws / with all leaves on and at full clock.
    ///
    /// @param leafShare      share of its power that is leaf switches
    /// @param processorShare share of the rest that is work of processors
    double level(double leafShare, double processorShare) {
        double clock = clockPercent / 100;
        double work = WITHOUT_VOLTAGE + (1 - WITHOUT_VOLTAGE) * clock * clock;
        return leafShare * leaves.level() + (1 - leafShare) * (1 - processorShare * (1 - work));
    }
}
