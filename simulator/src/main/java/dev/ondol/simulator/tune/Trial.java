package dev.ondol.simulator.tune;

import dev.ondol.simulator.control.FixedSetpoints;
import dev.ondol.simulator.facility.EnergyAccount;

/// What fixed set-points gave over some weeks or years.
///
/// @param setpoints        the set-points
/// @param facilityKwh      all energy, kWh
/// @param itKwh            IT energy, kWh
/// @param maxInletC        warmest rack inlet, Celsius
/// @param rackHours        all rack-hours
/// @param aboveRecommended rack-hours above 27 C
/// @param aboveAllowable   rack-hours above 32 C
record Trial(FixedSetpoints setpoints, double facilityKwh, double itKwh, double maxInletC, double rackHours,
        double aboveRecommended, double aboveAllowable) {
    /// Of all rack-hours at most this share may lie outside of the recommended envelope.
    private static final double MOST_ABOVE_RECOMMENDED = 0.001;

    static Trial none(FixedSetpoints setpoints) {
        return new Trial(setpoints, 0, 0, Double.NEGATIVE_INFINITY, 0, 0, 0);
    }

    /// With what lies between two accounts of one run.
    Trial plus(EnergyAccount before, EnergyAccount after) {
        return new Trial(setpoints, facilityKwh + after.facilityKwh() - before.facilityKwh(),
                itKwh + after.itKwh() - before.itKwh(), Math.max(maxInletC, after.maxInletC()),
                rackHours + after.rackHours() - before.rackHours(),
                aboveRecommended + after.rackHoursAboveRecommended() - before.rackHoursAboveRecommended(),
                aboveAllowable + after.rackHoursAboveAllowable() - before.rackHoursAboveAllowable());
    }

    /// True where the racks stay in their envelope.
    boolean keepsRacksCool() {
        return aboveAllowable == 0 && aboveRecommended <= MOST_ABOVE_RECOMMENDED * rackHours;
    }
}
