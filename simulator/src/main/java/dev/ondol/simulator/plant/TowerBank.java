package dev.ondol.simulator.plant;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.simulator.weather.WeatherSample;

/// Wet cooling towers, all cells in parallel. Approach by [YorkCalc], scaled to the site's design point; where its fit ends,
/// above 26.7 C wet-bulb, by [MerkelTower], the two blended over the last kelvin before. Fan power cubic in
/// airflow (or cycling at full speed where fans have one speed); with fans off an eighth of the capacity remains (EnergyPlus
/// default). Evaporation from the humidity balance of the air, drift 0.008 % of the flow, blow-down by cycles of
/// concentration.
final class TowerBank {
    private static final double FREE_CONVECTION = 0.125;
    private static final double LEAST_AIRFLOW = 0.1;
    private static final double DRIFT = 0.00008;
    /// Design liquid/gas mass ratio, typical of counter-flow cells.
    private static final double DESIGN_LIQUID_GAS = 1.2;
    private static final double BLEND_K = 1;

    private final boolean variable;
    private final double fanW;
    private final double designKgS;
    private final double approachScale;
    private final double concentration;
    private final MerkelTower merkel;

    private double fanPowerW;
    private double airFlow;
    private double makeUpKgS;

    TowerBank(Towers spec, boolean variableSpeedFans) {
        variable = variableSpeedFans;
        fanW = spec.units() * spec.fanPowerW();
        designKgS = spec.units() * spec.capacityW() / (Water.SPECIFIC_HEAT * spec.rangeK());
        approachScale = spec.approachK() / YorkCalc.approach(spec.wetBulbC(), spec.rangeK(), 1, 1);
        concentration = spec.cyclesOfConcentration();
        merkel = new MerkelTower(designKgS, designKgS / DESIGN_LIQUID_GAS, spec.rangeK(), spec.approachK(),
                spec.wetBulbC());
    }

    /// Chooses airflow for a wanted leaving temperature and returns the leaving temperature, Celsius.
    ///
    /// @param enteringC water entering, Celsius
    /// @param flowKgS   water flow, kg/s
    double cool(double enteringC, double flowKgS, double wantedC, WeatherSample outdoors) {
        double water = flowKgS / designKgS;
        double coldest = coldest(enteringC, water, outdoors);
        double idle = enteringC - FREE_CONVECTION * (enteringC - coldest);
        if (idle <= wantedC) {
            airFlow = 0;
            fanPowerW = 0;
            return Math.min(enteringC, wantedC);
        }
        if (coldest >= wantedC) {
            airFlow = 1;
            fanPowerW = fanW;
            return coldest;
        }
        if (variable) {
            airFlow = airFlowFor(enteringC, water, wantedC, outdoors);
            fanPowerW = fanW * airFlow * airFlow * airFlow;
        } else {
            airFlow = (idle - wantedC) / (idle - coldest);
            fanPowerW = fanW * airFlow;
        }
        return wantedC;
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
        double airKgS = designKgS / DESIGN_LIQUID_GAS * Math.max(FREE_CONVECTION, airFlow);
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
        double york = wetBulbC + approachScale * YorkCalc.approach(wetBulbC, enteringC - leavingC, water, air)
                - leavingC;
        double beyond = wetBulbC - (YorkCalc.HIGHEST_WET_BULB_C - BLEND_K);
        if (beyond <= 0) {
            return york;
        }
        double share = Math.min(1, beyond / BLEND_K);
        return share * (merkel.leavingC(enteringC, water, air, wetBulbC, outdoors.pressurePa()) - leavingC)
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
