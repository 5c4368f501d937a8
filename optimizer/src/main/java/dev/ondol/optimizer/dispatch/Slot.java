package dev.ondol.optimizer.dispatch;

/// What is expected of a quarter of an hour, or of what is left of the present one. Money in the market's currency.
///
/// @param at           beginning, plant time in milliseconds
/// @param hours        length, above 0 to 0.25
/// @param pricePerKwh  of the grid, with what its CO2 counts
/// @param demandCounts whether the power drawn counts for the demand charge
/// @param loadKw       power of the facility without the heat pump
/// @param pvKw         power of the photovoltaics
/// @param heatPumpKw   what the heat pump draws when it runs
/// @param heatPerHour  what its heat brings then, with what the spared CO2 counts, money an hour
record Slot(long at, double hours, double pricePerKwh, boolean demandCounts, double loadKw, double pvKw,
        double heatPumpKw, double heatPerHour) {
    Slot {
        if (!(hours > 0)) {
            throw new IllegalArgumentException("The hours (%s) must be positive.".formatted(hours));
        }
    }
}
