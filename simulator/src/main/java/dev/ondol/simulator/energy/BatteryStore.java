package dev.ondol.simulator.energy;

import dev.ondol.facility.site.EnergyAssets.Battery;

/// A battery with its converter. Energy of the cells changes by eta x (P - no-load) when it charges and (P + no-load) / eta when
/// it discharges, P at the alternating-current side, eta the square root of the round trip. The state of charge stays in 0.1 to
/// 0.95, and near both ends the power falls in a straight line (the linear limits of the C-L-C model, Kazhamiaka et al.,
/// Tractable lithium-ion storage models for optimizing energy systems, Energy Informatics 2, 2019). Not thread-safe.
final class BatteryStore {
    private static final double LEAST_CHARGE = 0.10;
    private static final double MOST_CHARGE = 0.95;
    private static final double FIRST_CHARGE = 0.5;
    /// Loss of the running converter / its rated power; in standby it is off.
    private static final double NO_LOAD = 0.01;
    /// Below this power / rated power the converter is not worth its own loss and stays off.
    private static final double LEAST_LOAD = 0.05;
    /// How far from an end the power begins to fall, h: Wh a W.
    private static final double TAPER_HOURS = 0.1;
    private static final double SELF_DISCHARGE_PER_HOUR = 0.02 / 720;

    private final double capacityWh;
    private final double ratedW;
    private final double efficiency;
    private final double noLoadW;

    private double energyWh;
    private double chargedWh;
    private double dischargedWh;
    private double drawnFromCellsWh;

    BatteryStore(Battery spec) {
        capacityWh = spec.capacityWh();
        ratedW = spec.powerW();
        efficiency = Math.sqrt(spec.roundTripEfficiency());
        noLoadW = NO_LOAD * ratedW;
        energyWh = FIRST_CHARGE * capacityWh;
    }

    /// Lets time pass before the power of a step is asked for.
    void rest(double seconds) {
        energyWh = Math.max(LEAST_CHARGE * capacityWh, energyWh * (1 - SELF_DISCHARGE_PER_HOUR * seconds / 3600));
    }

    /// Charges for a step. Returns the power taken, W, 0 or 5 % of the rated power to wantedW.
    double chargeW(double wantedW, double seconds) {
        double hours = seconds / 3600;
        double roomW = Math.max(0, MOST_CHARGE * capacityWh - energyWh) / (TAPER_HOURS + hours);
        double cellsW = Math.min(roomW, efficiency * (Math.min(wantedW, ratedW) - noLoadW));
        double takenW = cellsW / efficiency + noLoadW;
        if (takenW < LEAST_LOAD * ratedW) {
            return 0;
        }
        energyWh += cellsW * hours;
        chargedWh += takenW * hours;
        return takenW;
    }

    /// Discharges for a step. Returns the power delivered, W, 0 or 5 % of the rated power to wantedW.
    double dischargeW(double wantedW, double seconds) {
        double hours = seconds / 3600;
        double leftW = Math.max(0, energyWh - LEAST_CHARGE * capacityWh) / (TAPER_HOURS + hours);
        double cellsW = Math.min(leftW, (Math.min(wantedW, ratedW) + noLoadW) / efficiency);
        double deliveredW = cellsW * efficiency - noLoadW;
        if (deliveredW < LEAST_LOAD * ratedW) {
            return 0;
        }
        energyWh -= cellsW * hours;
        drawnFromCellsWh += cellsW * hours;
        dischargedWh += deliveredW * hours;
        return deliveredW;
    }

    /// The least power at which the converter runs, W.
    double leastW() {
        return LEAST_LOAD * ratedW;
    }

    /// Energy of the cells, Wh.
    double energyWh() {
        return energyWh;
    }

    /// State of charge, 0 to 1.
    double charge() {
        return energyWh / capacityWh;
    }

    /// Taken by charging since the beginning, Wh.
    double chargedWh() {
        return chargedWh;
    }

    /// Delivered by discharging since the beginning, Wh.
    double dischargedWh() {
        return dischargedWh;
    }

    /// Energy drawn from the cells / usable energy.
    double cycles() {
        return drawnFromCellsWh / ((MOST_CHARGE - LEAST_CHARGE) * capacityWh);
    }
}
