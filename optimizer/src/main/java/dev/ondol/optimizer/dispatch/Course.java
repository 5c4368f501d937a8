package dev.ondol.optimizer.dispatch;

import java.util.List;

/// What battery and heat pump do over the horizon, slot by slot.
///
/// @param batteryKw power of the battery, kW, positive: it discharges
/// @param heatPump  whether the heat pump runs
/// @param chargeKwh energy of the cells above empty at the end of each slot, kWh
/// @param importKw  power from the grid, kW, negative: into it
/// @param cost      money over the horizon, demand charge and what is left in the cells included
/// @param peakKw    highest power from the grid in slots that count for the demand charge, kW; 0 where none counts
record Course(List<Double> batteryKw, List<Boolean> heatPump, List<Double> chargeKwh, List<Double> importKw,
        double cost, double peakKw) {
    Course {
        batteryKw = List.copyOf(batteryKw);
        heatPump = List.copyOf(heatPump);
        chargeKwh = List.copyOf(chargeKwh);
        importKw = List.copyOf(importKw);
    }
}
