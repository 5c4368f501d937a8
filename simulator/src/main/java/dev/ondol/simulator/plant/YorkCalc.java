package dev.ondol.simulator.plant;

/// The YorkCalc correlation of cooling-tower approach (York International 2002; EnergyPlus CoolingTower:VariableSpeed and
/// Modelica Buildings `CoolingTowers.Correlations.yorkCalc`). Fitted for wet-bulbs of -34.4 to 26.7 C, ranges of 1.1 to
/// 22.2 K, water flows of 0.75 to 1.25 of design and liquid/gas ratios up to 8; inputs are clamped to that.
final class YorkCalc {
    private static final double[] C = {-0.359741205, -0.055053608, 0.0023850432, 0.173926877, -0.0248473764,
            0.00048430224, -0.005589849456, 0.0005770079712, -0.00001342427256, 2.84765801111111, -0.121765149,
            0.0014599242, 1.680428651, -0.0166920786, -0.0007190532, -0.025485194448, 0.0000487491696, 0.00002719234152,
            -0.0653766255555556, -0.002278167, 0.0002500254, -0.0910565458, 0.00318176316, 0.000038621772,
            -0.0034285382352, 0.00000856589904, -0.000001516821552};

    static final double HIGHEST_WET_BULB_C = 26.7;
    static final double LOWEST_WET_BULB_C = -34.4;

    private YorkCalc() {}

    /// Leaving water minus wet-bulb, K.
    ///
    /// @param wetBulbC  wet-bulb of the entering air, Celsius
    /// @param rangeK    entering minus leaving water, K
    /// @param waterFlow water flow / design water flow
    /// @param airFlow   airflow / design airflow, above 0
    static double approach(double wetBulbC, double rangeK, double waterFlow, double airFlow) {
        double w = Math.clamp(wetBulbC, LOWEST_WET_BULB_C, HIGHEST_WET_BULB_C);
        double r = Math.clamp(rangeK, 1.1, 22.2);
        double l = Math.min(8, Math.clamp(waterFlow, 0.75, 1.25) / airFlow);
        return quadratic(0, w, r) + l * (quadratic(9, w, r) + l * quadratic(18, w, r));
    }

    private static double quadratic(int at, double w, double r) {
        double w2 = w * w;
        return C[at] + C[at + 1] * w + C[at + 2] * w2 + r * (C[at + 3] + C[at + 4] * w + C[at + 5] * w2)
                + r * r * (C[at + 6] + C[at + 7] * w + C[at + 8] * w2);
    }
}
