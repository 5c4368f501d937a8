package dev.ondol.optimizer.model;

import java.util.List;

/// How this plant's equipment differs from its nameplate: factors, 1 where it is as stated, kept within 0.5 to 2.
///
/// @param airFans            power of the air handlers' fans at the same flow
/// @param chillers           power of compressors at the same duty and lift
/// @param towerApproach      approach of the towers to the wet-bulb at the same duty and fan speed
/// @param towerFans          power of tower fans at the same speed
/// @param economizerApproach approach of the economizer's plates, or of free-cooling coils to the outdoor air
/// @param dryCoolerTransfer  transfer units of the dry coolers at the same flows
/// @param dryCoolerFans      power of dry-cooler fans at the same speed
/// @param pumps              power of all pumps at the same flow
/// @param losses             loss of UPS and distribution at the same load
public record Coefficients(double airFans, double chillers, double towerApproach, double towerFans,
        double economizerApproach, double dryCoolerTransfer, double dryCoolerFans, double pumps, double losses) {
    /// Smallest factor that is believed.
    public static final double LEAST = 0.5;
    /// Largest factor that is believed.
    public static final double MOST = 2;
    /// Names of the factors in their order.
    public static final List<String> NAMES = List.of("airFans", "chillers", "towerApproach", "towerFans",
            "economizerApproach", "dryCoolerTransfer", "dryCoolerFans", "pumps", "losses");

    private static final Coefficients NAMEPLATE = new Coefficients(1, 1, 1, 1, 1, 1, 1, 1, 1);

    public Coefficients {
        airFans = believed(airFans);
        chillers = believed(chillers);
        towerApproach = believed(towerApproach);
        towerFans = believed(towerFans);
        economizerApproach = believed(economizerApproach);
        dryCoolerTransfer = believed(dryCoolerTransfer);
        dryCoolerFans = believed(dryCoolerFans);
        pumps = believed(pumps);
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
                factors[7], factors[8]);
    }

    /// In the order of [#NAMES].
    public double[] toArray() {
        return new double[]{airFans, chillers, towerApproach, towerFans, economizerApproach, dryCoolerTransfer,
                dryCoolerFans, pumps, losses};
    }
}
