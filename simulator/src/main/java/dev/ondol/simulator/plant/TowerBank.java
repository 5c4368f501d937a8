package dev.ondol.simulator.plant;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.weather.WeatherSample;

/// Wet cooling towers, all cells in parallel. Approach by [YorkCalc], scaled to the site's design point; where its fit ends,
/// above 26.7 C wet-bulb, by [MerkelTower], the two blended over the last kelvin before. Fan power cubic in
/// airflow (or cycling at full speed where fans have one speed); with fans off an eighth of the capacity remains (EnergyPlus
/// default). Evaporation from the humidity balance of the air, drift 0.008 % of the flow, blow-down by cycles of
/// concentration.
///
/// Basins of cells that no water runs over are kept from freezing by electric heaters with a thermostat: power = conductance x
/// (4 C - outdoors), as EnergyPlus models them (`Basin Heater`). How many cells get water follows its `MaximalCell` rule: each
/// at least a third of its design flow. The approach counts the fill of all cells in service, as the correlation does.
final class TowerBank {
    private static final double FREE_CONVECTION = 0.125;
    private static final double LEAST_AIRFLOW = 0.1;
    private static final double DRIFT = 0.00008;
    /// Design liquid/gas mass ratio, typical of counter-flow cells.
    private static final double DESIGN_LIQUID_GAS = 1.2;
    private static final double BLEND_K = 1;
    private static final double LEAST_SHARE = 0.01;
    /// Water in a basin is kept at this temperature, Celsius.
    private static final double BASIN_C = 4;
    /// Least flow over a cell / its design flow (EnergyPlus default).
    private static final double LEAST_CELL_FLOW = 0.33;
    /// Heater power / heat rejected at design: a calibration, 14 kW for a cell of 3.6 MW, which is the size that makers list for
    /// such basins at an outdoor design temperature of -18 C, at which it is used up.
    private static final double HEATER_RATIO = 0.004;
    private static final double HEATER_DESIGN_K = 22;

    private final boolean variable;
    private final double fanW;
    private final double allKgS;
    private final double approachScale;
    private final double concentration;
    private final int cells;
    private final double heaterW;
    private final MerkelTower merkel;

    private final Condition condition = new Condition();
    private double share = 1;
    private double fanPowerW;
    private double airFlow;
    private double makeUpKgS;
    private double basinW;

    TowerBank(Towers spec, boolean variableSpeedFans) {
        variable = variableSpeedFans;
        fanW = spec.units() * spec.fanPowerW();
        allKgS = spec.units() * spec.capacityW() / (Water.SPECIFIC_HEAT * spec.rangeK());
        approachScale = spec.approachK() / YorkCalc.approach(spec.wetBulbC(), spec.rangeK(), 1, 1);
        concentration = spec.cyclesOfConcentration();
        cells = spec.units();
        heaterW = HEATER_RATIO * spec.capacityW();
        merkel = new MerkelTower(allKgS, allKgS / DESIGN_LIQUID_GAS, spec.rangeK(), spec.approachK(),
                spec.wetBulbC());
    }

    Condition condition() {
        return condition;
    }

    /// Says how much of the cells can run, above 0, at most 1.
    void available(double share) {
        this.share = Math.max(LEAST_SHARE, share);
    }

    /// Chooses airflow for a wanted leaving temperature and returns the leaving temperature, Celsius.
    ///
    /// @param enteringC water entering, Celsius
    /// @param flowKgS   water flow, kg/s
    double cool(double enteringC, double flowKgS, double wantedC, WeatherSample outdoors) {
        double water = flowKgS / (share * allKgS);
        double coldest = coldest(enteringC, water, outdoors);
        double idle = enteringC - FREE_CONVECTION * (enteringC - coldest);
        if (idle <= wantedC) {
            airFlow = 0;
            fanPowerW = 0;
            return Math.min(enteringC, wantedC);
        }
        if (coldest >= wantedC) {
            airFlow = 1;
            fanPowerW = share * fanW;
            return coldest;
        }
        if (variable) {
            airFlow = airFlowFor(enteringC, water, wantedC, outdoors);
            fanPowerW = share * fanW * airFlow * airFlow * airFlow;
        } else {
            airFlow = (idle - wantedC) / (idle - coldest);
            fanPowerW = share * fanW * airFlow;
        }
        return wantedC;
    }

    /// Heats the basins of the cells that stand.
    ///
    /// @param flowKgS water flow over all cells, kg/s
    void heatBasins(double flowKgS, double outdoorC) {
        basinW = outdoorC >= BASIN_C
                ? 0
                : (cells - cellsWithWater(flowKgS)) * heaterW * Math.min(1, (BASIN_C - outdoorC) / HEATER_DESIGN_K);
    }

    private int cellsWithWater(double flowKgS) {
        int inService = (int) Math.round(share * cells);
        int wet = (int) (flowKgS / (LEAST_CELL_FLOW * allKgS / cells));
        return Math.min(inService, Math.max(1, wet));
    }

    /// Electrical power of all basin heaters, W; leaves from the basins to the outdoors.
    double basinW() {
        return basinW;
    }

    /// Counts the water of a step.
    ///
    /// @param rejectedW heat given to the air, W
    void evaporate(double rejectedW, double flowKgS, WeatherSample air) {
        if (rejectedW <= 0) {
            makeUpKgS = 0;
            return;
        }
        double inRatio = MoistAir.humidityRatioAtWetBulb(air.dryBulbC(), air.wetBulbC(), air.pressurePa());
        double airKgS = share * allKgS / DESIGN_LIQUID_GAS * Math.max(FREE_CONVECTION, airFlow);
        double outEnthalpy = MoistAir.enthalpy(air.dryBulbC(), inRatio) + rejectedW / airKgS;
        double outC = MoistAir.saturatedTemperature(outEnthalpy, air.pressurePa());
        double evaporated = Math.max(0,
                airKgS * (MoistAir.saturationHumidityRatio(outC, air.pressurePa()) - inRatio));
        double drift = DRIFT * flowKgS;
        double blowDown = Math.max(0, evaporated / (concentration - 1) - drift);
        makeUpKgS = evaporated + drift + blowDown;
    }

    private double coldest(double enteringC, double water, WeatherSample outdoors) {
        double low = Math.min(outdoors.wetBulbC(), enteringC);
        double high = enteringC;
        for (int i = 0; i < 24; i++) {
            double middle = (low + high) / 2;
            if (shortK(enteringC, water, 1, middle, outdoors) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double airFlowFor(double enteringC, double water, double wantedC, WeatherSample outdoors) {
        double low = LEAST_AIRFLOW;
        double high = 1;
        for (int i = 0; i < 20; i++) {
            double middle = (low + high) / 2;
            if (shortK(enteringC, water, middle, wantedC, outdoors) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// How far the tower misses a leaving temperature at this airflow, K; negative where it would get colder.
    private double shortK(double enteringC, double water, double air, double leavingC, WeatherSample outdoors) {
        double wetBulbC = outdoors.wetBulbC();
        double dirt = 1 / condition.cleanness(); // a fouled fill comes less close to the wet-bulb
        double york = wetBulbC + dirt * approachScale * YorkCalc.approach(wetBulbC, enteringC - leavingC, water, air)
                - leavingC;
        double beyond = wetBulbC - (YorkCalc.HIGHEST_WET_BULB_C - BLEND_K);
        if (beyond <= 0) {
            return york;
        }
        double share = Math.min(1, beyond / BLEND_K);
        double merkelK = merkel.leavingC(enteringC, water, air, wetBulbC, outdoors.pressurePa()) - wetBulbC;
        return share * (wetBulbC + dirt * merkelK - leavingC)
                + (1 - share) * york;
    }

    double fanPowerW() {
        return fanPowerW;
    }

    /// Fan speed, 0 to 1; the share of time at full speed where fans have one speed.
    double fanSpeed() {
        return airFlow;
    }

    /// Make-up water, kg/s.
    double makeUpKgS() {
        return makeUpKgS;
    }
}
