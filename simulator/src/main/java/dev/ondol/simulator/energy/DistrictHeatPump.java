package dev.ondol.simulator.energy;

import dev.ondol.facility.site.EnergyAssets.HeatPump;

/// A heat pump that lifts heat of the cooling water into district heating. Its coefficient of performance is a fixed share of
/// Carnot's between the delivered water plus 3 K and the source water as it leaves, 8 K colder than it came: 0.45 of Carnot
/// meets the process simulations of Zangeneh and Oi (SIMS conference) within 6 %. At part load p the share is 0.9 + 0.1 p of that.
/// Not thread-safe.
final class DistrictHeatPump {
    /// What the source water cools by in the evaporator, K.
    static final double SOURCE_DROP_K = 8;
    private static final double CONDENSER_APPROACH_K = 3;
    private static final double KELVIN = 273.15;
    private static final double PART_LOAD_LOSS = 0.1;
    /// Below this load the machine stands still.
    private static final double LEAST_LOAD = 0.2;
    /// A lift above this is poor (awanetz.de), K.
    private static final double MOST_LIFT_K = 55;

    private final double capacityW;
    private final double deliveryC;
    private final double carnotShare;

    private double takenW;
    private double electricW;
    private double deliveredW;

    DistrictHeatPump(HeatPump spec) {
        capacityW = spec.capacityW();
        deliveryC = spec.deliveryC();
        carnotShare = spec.cop() / cop(1, deliveryC, spec.sourceC() - SOURCE_DROP_K);
    }

    /// Coefficient of performance at full load.
    ///
    /// @param carnotShare   of Carnot's, 0 to 1
    /// @param deliveryC     district-heat water delivered, Celsius
    /// @param sourceLeavesC source water leaving, Celsius
    static double cop(double carnotShare, double deliveryC, double sourceLeavesC) {
        double hotK = deliveryC + CONDENSER_APPROACH_K + KELVIN;
        return carnotShare * hotK / (deliveryC + CONDENSER_APPROACH_K - sourceLeavesC);
    }

    /// Runs, as far as there is heat and demand.
    ///
    /// @param sourceC source water coming, Celsius
    /// @param heatW   heat that may be taken from it, W
    /// @param demandW heat that the district takes, W
    void run(double sourceC, double heatW, double demandW) {
        stop();
        double leavesC = sourceC - SOURCE_DROP_K;
        if (!(heatW > 0) || deliveryC + CONDENSER_APPROACH_K - leavesC > MOST_LIFT_K) {
            return;
        }
        double full = cop(carnotShare, deliveryC, leavesC);
        double load = Math.min(Math.min(1, demandW / capacityW), loadFor(heatW, full));
        if (load < LEAST_LOAD) {
            return;
        }
        deliveredW = load * capacityW;
        electricW = deliveredW / (full * (1 - PART_LOAD_LOSS * (1 - load)));
        takenW = deliveredW - electricW;
    }

    /// The load that takes this heat from the source: capacity x load x (1 - 1 / COP(load)) = heat, a quadratic equation.
    private double loadFor(double heatW, double full) {
        double q = heatW / capacityW;
        double a = PART_LOAD_LOSS * full;
        double b = (1 - PART_LOAD_LOSS) * full - 1 - a * q;
        double c = -(1 - PART_LOAD_LOSS) * full * q;
        return (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
    }

    void stop() {
        takenW = 0;
        electricW = 0;
        deliveredW = 0;
    }

    /// Heat taken from the source, W.
    double takenW() {
        return takenW;
    }

    /// Electrical power, W.
    double electricW() {
        return electricW;
    }

    /// Heat delivered, W.
    double deliveredW() {
        return deliveredW;
    }

    double capacityW() {
        return capacityW;
    }
}
