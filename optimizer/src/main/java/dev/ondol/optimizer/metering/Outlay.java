package dev.ondol.optimizer.metering;

import dev.ondol.facility.market.Money;

/// What was taken over some time.
///
/// @param itKwh      energy of IT
/// @param coolingKwh energy of cooling
/// @param lossKwh    everything else behind the meter: UPS and distribution, lighting, heat pump
/// @param kgCO2      of what came from the grid
/// @param cost       of what came from the grid, demand charge not included
/// @param litres     make-up water
public record Outlay(double itKwh, double coolingKwh, double lossKwh, double kgCO2, Money cost, double litres) {
    /// All energy behind the meter.
    public double kwh() {
        return itKwh + coolingKwh + lossKwh;
    }
}
