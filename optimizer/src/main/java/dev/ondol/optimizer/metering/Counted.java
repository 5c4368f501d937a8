package dev.ondol.optimizer.metering;

/// What the site's counters have counted between two readings.
///
/// @param lossKwh     facility less IT and cooling
/// @param litres      make-up water
/// @param kgPerKwh    CO2 of a kWh behind the meter
/// @param pricePerKwh price of a kWh behind the meter
record Counted(double itKwh, double coolingKwh, double lossKwh, double litres, double kgPerKwh, double pricePerKwh) {}
