package dev.ondol.optimizer.model;

import java.util.List;

/// How this plant's equipment differs from its nameplate: factors, 1 where it is as stated, kept within 0.65 to 1.6: what lies further off
/// is broken, or the data cannot tell it.
///
/// @param airFans            power of the air handlers' fans at the same flow
/// @param coilTransfer       conductance of the air handlers' coils at the same flows
/// @param chillers           power of compressors at the same duty and lift
/// @param towerApproach      approach of the towers to the wet-bulb at the same duty and fan speed
/// @param towerFans          power of tower fans at the same speed
/// @param basinHeaters       power of the heaters of towers' basins in the same frost
/// @param economizerApproach approach of the economizer's plates, or of free-cooling coils to the outdoor air
/// @param dryCoolerTransfer  transfer units of the dry coolers at the same flows
/// @param dryCoolerFans      power of dry-cooler fans at the same speed
/// @param chilledPumps       power of chilled-water pumps at the same flow
/// @param condenserPumps     power of condenser-water pumps at the same flow
/// @param facilityPumps      power of facility-water pumps at the same flow
/// @param coolantPumps       power of the pumps of coolant distribution units at the same flow
/// @param losses             loss of UPS and distribution at the same load
public record Coefficients(double airFans, double coilTransfer, double chillers, double towerApproach,
        double towerFans, double basinHeaters, double economizerApproach, double dryCoolerTransfer,
        double dryCoolerFans, double chilledPumps, double condenserPumps, double facilityPumps, double coolantPumps,
        double losses) {
    /// Smallest factor that is believed.
    public static final double LEAST = 0.65;
    /// Largest factor that is believed.
    public static final double MOST = 1.6;
    /// Names of the factors in their order.
    public static final List<String> NAMES = List.of("airFans", "coilTransfer", "chillers", "towerApproach",
            "towerFans",
            "basinHeaters", "economizerApproach", "dryCoolerTransfer", "dryCoolerFans", "chilledPumps",
            "condenserPumps", "facilityPumps", "coolantPumps", "losses");

    private static final Coefficients NAMEPLATE = new Coefficients(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    public Coefficients {
        airFans = believed(airFans);
        coilTransfer = believed(coilTransfer);
        chillers = believed(chillers);
        towerApproach = believed(towerApproach);
        towerFans = believed(towerFans);
        basinHeaters = believed(basinHeaters);
        economizerApproach = believed(economizerApproach);
        dryCoolerTransfer = believed(dryCoolerTransfer);
        dryCoolerFans = believed(dryCoolerFans);
        chilledPumps = believed(chilledPumps);
        condenserPumps = believed(condenserPumps);
        facilityPumps = believed(facilityPumps);
        coolantPumps = believed(coolantPumps);
        losses = believed(losses);
    }

    private static double believed(double factor) {
        return Math.clamp(factor, LEAST, MOST);
    }

    /// Equipment exactly as stated.
    public static Coefficients nameplate() {
        return NAMEPLATE;
    }

    /// @param factors in the order of [#NAMES]
    public static Coefficients of(double... factors) {
        if (factors.length != NAMES.size()) {
            throw new IllegalArgumentException("The factors (%d) must be %d.".formatted(factors.length, NAMES.size()));
        }
        return new Coefficients(factors[0], factors[1], factors[2], factors[3], factors[4], factors[5], factors[6],
                factors[7], factors[8], factors[9], factors[10], factors[11], factors[12], factors[13]);
    }

    /// In the order of [#NAMES].
    public double[] toArray() {
        return new double[]{airFans, coilTransfer, chillers, towerApproach, towerFans, basinHeaters, economizerApproach,
                dryCoolerTransfer, dryCoolerFans, chilledPumps, condenserPumps, facilityPumps, coolantPumps, losses};
    }
}
