package dev.ondol.gateway;

/// What the plant has used and its scheduler has done since the start of the run.
///
/// @param itKwh         energy of the IT equipment, kWh
/// @param facilityKwh   energy at the meter, kWh
/// @param coolingKwh    energy of cooling, kWh
/// @param maxInletC     highest rack inlet, Celsius; NaN before the first step
/// @param jobsSubmitted jobs that arrived
/// @param jobsPlaced    of these, jobs that got nodes
/// @param jobsFinished  of these, jobs that ended
public record PlantAccount(double itKwh, double facilityKwh, double coolingKwh, double maxInletC, long jobsSubmitted,
        long jobsPlaced, long jobsFinished) {
    static final PlantAccount NONE = new PlantAccount(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0);

    /// Power usage effectiveness of the run: energy at the meter / energy of the IT equipment; NaN before the first.
    public double pue() {
        return itKwh > 0 ? facilityKwh / itKwh : Double.NaN;
    }
}
