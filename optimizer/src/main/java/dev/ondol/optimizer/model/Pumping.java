package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolingPlant.Pumps;

/// Power of pumps over flow.
final class Pumping {
    /// What pump, motor and drive together lose in efficiency towards standstill, relative to design.
    private static final double PART_LOAD_LOSS = 0.2;
    private static final double LEAST_FLOW = 0.1;
    /// Beyond design a plan shall see what the water costs; no pump gives more than this.
    static final double MOST_FLOW = 2;

    private Pumping() {}

    /// Power of a set of pumps, W: flow times head, of which a part is static and the rest grows with the square of the flow,
    /// over an efficiency that falls at part load.
    ///
    /// @param share flow / design flow
    static double powerW(Pumps pumps, double share) {
        double full = pumps.duty() * pumps.ratedPowerW();
        return pumps.variableSpeed() ? full * part(share, pumps.staticFraction()) : full;
    }

    /// Power / power at design flow.
    ///
    /// @param fixed static head / head at design flow
    static double part(double share, double fixed) {
        double flow = Math.clamp(share, LEAST_FLOW, MOST_FLOW);
        double idle = 1 - Math.min(1, flow);
        return flow * (fixed + (1 - fixed) * flow * flow) / (1 - PART_LOAD_LOSS * idle * idle);
    }
}
