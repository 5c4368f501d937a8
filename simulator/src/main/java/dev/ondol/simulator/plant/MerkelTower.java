package dev.ondol.simulator.plant;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.simulator.liquid.HeatExchanger;

/// Cooling tower by Merkel's theory as an effectiveness-NTU exchanger whose air has a fictitious specific heat, the slope of
/// the enthalpy of saturated air between wet-bulb and entering water (Braun, Klein and Mitchell 1989; EnergyPlus
/// CoolingTower:VariableSpeed:Merkel and Modelica Buildings `CoolingTowers.Merkel`, whose default corrections of the
/// conductance over wet-bulb, airflow and water flow are taken). Immutable.
final class MerkelTower {
    private static final double LEAST_AIR = 0.2;
    private static final double LEAST_WATER = 0.3;
    private static final double LOWEST_DIFFERENCE_K = -10;
    private static final double HIGHEST_DIFFERENCE_K = 25;
    private static final double STANDARD_PA = 101_325;

    private final double wetBulbDesignC;
    private final double waterDesignWK;
    private final double airDesignKgS;
    private final double conductance;

    /// @param waterKgS  design water flow, kg/s
    /// @param airKgS    design airflow, kg/s
    /// @param rangeK    entering minus leaving water at design, K
    /// @param approachK leaving water minus wet-bulb at design, K
    /// @param wetBulbC  design wet-bulb, Celsius
    MerkelTower(double waterKgS, double airKgS, double rangeK, double approachK, double wetBulbC) {
        wetBulbDesignC = wetBulbC;
        waterDesignWK = waterKgS * Water.SPECIFIC_HEAT;
        airDesignKgS = airKgS;
        double airWK = airKgS * slope(wetBulbC + approachK + rangeK, wetBulbC, STANDARD_PA);
        double least = Math.min(airWK, waterDesignWK);
        double effectiveness = waterDesignWK * rangeK / (least * (rangeK + approachK));
        if (!(effectiveness < 1)) {
            throw new IllegalArgumentException(
                    "The tower's approach (%s K) at a range of %s K must be larger: its airflow cannot take the heat."
                            .formatted(approachK, rangeK));
        }
        conductance = least
                * HeatExchanger.transferUnits(effectiveness, least / Math.max(airWK, waterDesignWK))
                / correction(1, 1, wetBulbC);
    }

    /// Leaving water, Celsius.
    ///
    /// @param enteringC water entering, Celsius
    /// @param water     water flow / design water flow, above 0
    /// @param air       airflow / design airflow, above 0
    double leavingC(double enteringC, double water, double air, double wetBulbC, double pressurePa) {
        if (enteringC - wetBulbC < 1e-6) {
            return enteringC;
        }
        double airWK = air * airDesignKgS * slope(enteringC, wetBulbC, pressurePa);
        double waterWK = water * waterDesignWK;
        double least = Math.min(airWK, waterWK);
        double units = conductance * correction(water, air, wetBulbC) / least;
        double effectiveness = HeatExchanger.counterFlow(units, least / Math.max(airWK, waterWK));
        return enteringC - effectiveness * least * (enteringC - wetBulbC) / waterWK;
    }

    private double correction(double water, double air, double wetBulbC) {
        double d = Math.clamp(wetBulbDesignC - wetBulbC, LOWEST_DIFFERENCE_K, HIGHEST_DIFFERENCE_K);
        double a = Math.clamp(air, LEAST_AIR, 1);
        double w = Math.clamp(water, LEAST_WATER, 1);
        double belowAir = Math.min(1, air / LEAST_AIR);
        return (1 + 0.0081 * d) * (1.3 - 0.3 * a) * a * belowAir * (0.1082 + w * (1.667 - 0.7713 * w));
    }

    /// J/(kg K) of dry air.
    private static double slope(double waterC, double wetBulbC, double pressurePa) {
        return (MoistAir.saturationEnthalpy(waterC, pressurePa) - MoistAir.saturationEnthalpy(wetBulbC, pressurePa))
                / (waterC - wetBulbC);
    }
}
