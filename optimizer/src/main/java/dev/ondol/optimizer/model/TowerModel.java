package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolingPlant.Towers;

/// Cooling towers, all cells together: what the water reaches and what fans and basin heaters take. Steady state; results stay
/// in the fields until the next call; one thread at a time.
///
/// The approach to the wet-bulb is reduced from the published correlation YorkCalc (EnergyPlus Engineering Reference, variable-
/// speed towers) to powers of range and of water over air and an exponential of the wet-bulb; within 8 % of it, 2 % in the mean,
/// from -15 to 25 C wet-bulb, 2 to 6.5 K range and 30 to 100 % of the air. The correlation ends at three quarters of the water.
final class TowerModel {
    private static final double WATER = 4186;
    private static final double RANGE_POWER = 0.626;
    private static final double RANGE_POWER_PER_KELVIN = 0.0071;
    private static final double PER_KELVIN = 0.0472;
    private static final double PER_KELVIN_SQUARED = -0.00022;
    private static final double FLOW_POWER = 0.917;
    private static final double FLOW_POWER_PER_KELVIN = 0.0118;
    private static final double LEAST_WATER = 0.75;
    private static final double LEAST_RANGE_K = 1;
    private static final double LEAST_AIR = 0.1;
    /// Share of the way to the coldest water that fans at standstill achieve.
    private static final double FREE_CONVECTION = 0.125;
    /// Basins of cells without water are heated below this temperature, Celsius.
    private static final double BASIN_C = 4;
    /// A cell takes water from this share of its design flow on.
    private static final double LEAST_CELL = 0.33;
    /// Heaters are sized for this far below [#BASIN_C], K, at this share of a cell's capacity (14 kW for a cell of 3.6 MW is a usual
    /// size).
    private static final double HEATER_DESIGN_K = 22;
    private static final double HEATER_RATIO = 0.004;

    private final Towers towers;
    private final double designLS;

    /// Water leaving, Celsius.
    double leavingC;
    double fansW;
    double heatersW;

    TowerModel(Towers towers) {
        this.towers = towers;
        designLS = towers.units() * towers.capacityW() / (WATER * towers.rangeK());
    }

    /// @param heatW  heat to reject, W
    /// @param flowLS condenser water, L/s
    /// @param setC   wanted leaving temperature, Celsius
    void solve(double heatW, double flowLS, double setC, Outdoor outdoor, Coefficients of) {
        double wetBulbC = outdoor.wetBulbC();
        double rangeK = heatW / (flowLS * WATER);
        double power = Math.clamp(FLOW_POWER + FLOW_POWER_PER_KELVIN * wetBulbC, 0.5, 1.5);
        double water = Math.max(LEAST_WATER, flowLS / designLS);
        double belowK = towers.wetBulbC() - wetBulbC;
        double fullAirK = of.towerApproach() * towers.approachK()
                * Math.pow(Math.max(rangeK, LEAST_RANGE_K) / towers.rangeK(), RANGE_POWER + RANGE_POWER_PER_KELVIN
                        * wetBulbC)
                * Math.exp(belowK * (PER_KELVIN + PER_KELVIN_SQUARED * belowK)) * Math.pow(water, power);
        double coldestC = wetBulbC + fullAirK;
        double idleC = setC + rangeK - FREE_CONVECTION * (setC + rangeK - coldestC);
        double air;
        if (idleC <= setC) {
            air = 0;
        } else if (coldestC >= setC) {
            air = 1;
        } else {
            air = Math.max(LEAST_AIR, Math.pow(fullAirK / (setC - wetBulbC), 1 / power));
        }
        leavingC = Math.max(setC, coldestC);
        fansW = of.towerFans() * towers.units() * towers.fanPowerW() * air * air * air;
        heatersW = of.basinHeaters() * heatersW(flowLS, outdoor.dryBulbC());
    }

    private double heatersW(double flowLS, double dryBulbC) {
        if (dryBulbC >= BASIN_C) {
            return 0;
        }
        int wet = Math.clamp((int) (flowLS * towers.units() / (LEAST_CELL * designLS)), 1, towers.units());
        return (towers.units() - wet) * HEATER_RATIO * towers.capacityW()
                * Math.min(1, (BASIN_C - dryBulbC) / HEATER_DESIGN_K);
    }
}
