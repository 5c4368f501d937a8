package dev.ondol.proof.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one day of one run gave: the block of the statistics.
///
/// @param date             site-local
/// @param kwh              energy by subsystem, kWh
/// @param coolingKwh       of it cooling, kWh
/// @param serverFanKwh     of the IT energy what server fans took, kWh
/// @param waterLitres      make-up water, litres
/// @param gpuHours         useful work, reference GPU-hours of jobs within their service level
/// @param peakKw           highest facility power of a quarter of an hour, as utilities meter the demand, kW
/// @param submitted        jobs that arrived
/// @param finished         jobs that ended
/// @param missed           jobs that missed their service level
/// @param rackMinutes      racks times minutes
/// @param notRecommended   of these with an inlet outside of 18 to 27 C
/// @param notAllowable     of these with an inlet outside of 15 to 32 C
/// @param loopMinutesAbove minutes with a technology loop above 45 C
/// @param minInletC        coldest inlet, Celsius
/// @param maxInletC        warmest inlet, Celsius
/// @param facilityKw       mean facility power by hour of the day, kW
/// @param coolingKw        mean cooling power by hour of the day, kW
/// @param assets           what generation, storage and heat recovery did; absent where they are off
public record DayFigures(String date, Map<String, Double> kwh, double coolingKwh, double serverFanKwh,
        double waterLitres, double gpuHours, double peakKw, long submitted, long finished, long missed,
        long rackMinutes, long notRecommended, long notAllowable, long loopMinutesAbove, double minInletC,
        double maxInletC, List<Double> facilityKw, List<Double> coolingKw,
        @JsonSetter(nulls = Nulls.SET) @Nullable AssetDay assets) {
    public DayFigures {
        kwh = Collections.unmodifiableMap(new LinkedHashMap<>(kwh));
        facilityKw = List.copyOf(facilityKw);
        coolingKw = List.copyOf(coolingKw);
    }

    /// All energy, kWh.
    public double facilityKwh() {
        return kwh.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// IT energy, server fans included, kWh.
    public double itKwh() {
        return kwh.getOrDefault("it", 0.0);
    }
}
