package dev.ondol.facility.site;

import java.util.Optional;

/// How far the site's meters count before they start again at 0; absent where it is not known. Only then can a meter that
/// has wrapped be told from one that was reset.
///
/// @param facilityKwh of the energy meter of the whole facility
/// @param itKwh       of the energy meter of the IT
/// @param coolingKwh  of the energy meter of the cooling plant
/// @param waterM3     of the make-up water meter
public record Counters(Optional<Double> facilityKwh, Optional<Double> itKwh, Optional<Double> coolingKwh,
        Optional<Double> waterM3) {
    private static final double LEAST = 10;
    private static final double MOST = 1e15;

    public Counters {
        facilityKwh.ifPresent(kwh -> Checks.between(LEAST, kwh, MOST, "facilityKwh"));
        itKwh.ifPresent(kwh -> Checks.between(LEAST, kwh, MOST, "itKwh"));
        coolingKwh.ifPresent(kwh -> Checks.between(LEAST, kwh, MOST, "coolingKwh"));
        waterM3.ifPresent(m3 -> Checks.between(LEAST, m3, MOST, "waterM3"));
    }
}
