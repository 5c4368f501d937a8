package dev.ondol.optimizer.dispatch;

import dev.ondol.facility.site.EnergyAssets.Battery;

/// A battery by its nameplate, on a grid of charge: what power moves its cells by how many steps. The charge of the cells changes by
/// eta x (P - no-load) when it charges and by (P + no-load) / eta when it discharges, eta the root of the round trip; the converter's
/// no-load power is taken as 1 % of the rated one, and it is not worth its loss below 5 %. Immutable.
final class BatteryModel {
    /// Share of the capacity that is used, and where it begins: see [Battery].
    private static final double LEAST_CHARGE = 0.10;
    private static final double USED = 0.85;
    private static final int STEPS = 68;
    private static final double NO_LOAD = 0.01;
    private static final double LEAST_LOAD = 0.05;

    private final double ratedKw;
    private final double capacityKwh;
    private final double efficiency;
    private final int steps;

    private BatteryModel(double ratedKw, double capacityKwh, double efficiency, int steps) {
        this.ratedKw = ratedKw;
        this.capacityKwh = capacityKwh;
        this.efficiency = efficiency;
        this.steps = steps;
    }

    static BatteryModel of(Battery spec) {
        return new BatteryModel(spec.powerW() / 1000, spec.capacityWh() / 1000, Math.sqrt(spec.roundTripEfficiency()),
                STEPS);
    }

    /// A site without a battery: one state, no power.
    static BatteryModel none() {
        return new BatteryModel(0, 0, 1, 0);
    }

    /// Steps from empty to full.
    int steps() {
        return steps;
    }

    /// Energy of the cells between two steps, kWh.
    double stepKwh() {
        return steps == 0 ? 0 : USED * capacityKwh / steps;
    }

    /// The grid position nearest to a state of charge, 0 to 1.
    int position(double charge) {
        return steps == 0 ? 0 : Math.clamp(Math.round((charge - LEAST_CHARGE) * capacityKwh / stepKwh()), 0, steps);
    }

    /// Money that a kWh of the cells is worth where the grid costs this much: what it would take to charge it.
    double replacement(double pricePerKwh) {
        return pricePerKwh / efficiency;
    }

    /// Power at the meter that moves the cells by so many steps in that time, kW, positive where it discharges; NaN where the
    /// battery cannot.
    ///
    /// @param move steps, positive: it charges
    double powerKw(int move, double hours) {
        if (move == 0) {
            return 0;
        }
        double cellsKw = Math.abs(move) * stepKwh() / hours;
        double noLoadKw = NO_LOAD * ratedKw;
        double powerKw = move > 0 ? cellsKw / efficiency + noLoadKw : cellsKw * efficiency - noLoadKw;
        if (powerKw > ratedKw + 1e-9 || powerKw < LEAST_LOAD * ratedKw) {
            return Double.NaN;
        }
        return move > 0 ? -powerKw : powerKw;
    }

    /// The most steps that any power could move in that time.
    int reach(double hours) {
        return steps == 0 ? 0 : (int) Math.min(steps, Math.ceil(ratedKw * hours / efficiency / stepKwh()) + 1);
    }
}
