package dev.ondol.facility.site;

import java.util.Optional;

/// How far the site's meters count before they start again at 0; absent where it is not known. Only then can a meter that
/// has wrapped be told from one that was reset. And where that of the IT stands.
///
/// @param facilityKwh of the energy meter of the whole facility
/// @param itKwh       of the energy meter of the IT
/// @param coolingKwh  of the energy meter of the cooling plant
/// @param waterM3     of the make-up water meter
/// @param pueCategory where the meter of the IT stands (ISO/IEC 30134-2): 1 output of the UPS, 2 output of the PDUs, 3 input of the
///                    IT equipment; absent: 3
public record Counters(Optional<Double> facilityKwh, Optional<Double> itKwh, Optional<Double> coolingKwh,
        Optional<Double> waterM3, Optional<Integer> pueCategory) {
    /// Where the meter of the IT stands unless the site says so: before nothing but the equipment.
    static final int USUAL_CATEGORY = 3;
    private static final double LEAST = 10;
    private static final double MOST = 1e15;

    /// Of which only the wraps are known.
    public Counters(Optional<Double> facilityKwh, Optional<Double> itKwh, Optional<Double> coolingKwh,
            Optional<Double> waterM3) {
        this(facilityKwh, itKwh, coolingKwh, waterM3, Optional.empty());
    }

    public Counters {
        facilityKwh.ifPresent(kwh -> Checks.between(LEAST, kwh, MOST, "facilityKwh"));
        itKwh.ifPresent(kwh -> Checks.between(LEAST, kwh, MOST, "itKwh"));
        coolingKwh.ifPresent(kwh -> Checks.between(LEAST, kwh, MOST, "coolingKwh"));
        waterM3.ifPresent(m3 -> Checks.between(LEAST, m3, MOST, "waterM3"));
        pueCategory.ifPresent(category -> Checks.between(1, category, USUAL_CATEGORY, "pueCategory"));
    }
}
