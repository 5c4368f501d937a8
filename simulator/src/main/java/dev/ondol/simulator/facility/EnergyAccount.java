package dev.ondol.simulator.facility;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a facility has used since the start (or since the account was last opened).
///
/// @param hours            plant time covered, h
/// @param kwh              energy by subsystem, kWh
/// @param waterLitres      make-up water, litres
/// @param peakKw           highest facility power of a step, kW
/// @param maxBalanceError  largest heat-balance error of any loop or of the whole in any step / IT power then
/// @param maxInletC        warmest rack inlet, Celsius
/// @param rackHoursAboveRecommended rack-hours with an inlet above 27 C (ASHRAE TC 9.9)
/// @param rackHoursAboveAllowable   rack-hours with an inlet above 32 C (class A1)
/// @param rackHours        all rack-hours
/// @param chillerStarts    starts of chillers
/// @param economizerHours  hours with the water-side economizer (or free cooling) on, h
/// @param beyondCurvesHours hours with chillers outside of the temperatures that their curves were measured at, h
public record EnergyAccount(double hours, Map<Subsystem, Double> kwh, double waterLitres, double peakKw,
        double maxBalanceError, double maxInletC, double rackHoursAboveRecommended, double rackHoursAboveAllowable,
        double rackHours, int chillerStarts, double economizerHours,
        double beyondCurvesHours) {
    public EnergyAccount {
        kwh = Collections.unmodifiableMap(new EnumMap<>(kwh)); // sums run in one order in every process
    }

    public double kwh(Subsystem subsystem) {
        return kwh.getOrDefault(subsystem, 0.0);
    }

    public double itKwh() {
        return kwh(Subsystem.IT);
    }

    public double facilityKwh() {
        return kwh.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    public double coolingKwh() {
        return kwh.entrySet().stream().filter(entry -> entry.getKey().cooling()).mapToDouble(Map.Entry::getValue).sum();
    }

    /// Power usage effectiveness (ISO/IEC 30134-2); NaN before the first step.
    public double pue() {
        return facilityKwh() / itKwh();
    }

    /// Water usage effectiveness (ISO/IEC 30134-9), litres / kWh of IT.
    public double wue() {
        return waterLitres / itKwh();
    }
}
