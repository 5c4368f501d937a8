package dev.ondol.simulator.plant;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.weather.WeatherSample;

/// Wet cooling towers, all cells in parallel. Approach by [YorkCalc], scaled to the site's design point; fan power cubic in
/// airflow (or cycling at full speed where fans have one speed); with fans off an eighth of the capacity remains (EnergyPlus
/// default). Evaporation from the humidity balance of the air, drift 0.008 % of the flow, blow-down by cycles of
/// concentration.
final class TowerBank {
    private static final double FREE_CONVECTION = 0.125;
    private static final double LEAST_AIRFLOW = 0.1;
    private static final double DRIFT = 0.00008;
    /// Design liquid/gas mass ratio, typical of counter-flow cells.
    private static final double DESIGN_LIQUID_GAS = 1.2;

    private final Condition condition;
    private final boolean variable;
    private final double fanW;
    private final double designKgS;
    private final double approachScale;
    private final double concentration;

    private double fanPowerW;
    private double airFlow;
    private double makeUpKgS;

    TowerBank(Towers spec, boolean variableSpeedFans) {
        condition = new Condition(spec.units(), spec.units());
        variable = variableSpeedFans;
        fanW = spec.units() * spec.fanPowerW();
        designKgS = spec.units() * spec.capacityW() / (Water.SPECIFIC_HEAT * spec.rangeK());
        approachScale = spec.approachK() / YorkCalc.approach(spec.wetBulbC(), spec.rangeK(), 1, 1);
        concentration = spec.cyclesOfConcentration();
    }

    Condition condition() {
        return condition;
    }

    /// Chooses airflow for a wanted leaving temperature and returns the leaving temperature, Celsius.
    ///
    /// @param enteringC water entering, Celsius
    /// @param flowKgS   water flow, kg/s
    double cool(double enteringC, double flowKgS, double wantedC, double wetBulbC) {
        double water = flowKgS / (designKgS * condition.share());
        double coldest = coldest(enteringC, water, 1, wetBulbC);
        double idle = enteringC - FREE_CONVECTION * (enteringC - coldest);
        if (idle <= wantedC) {
            airFlow = 0;
            fanPowerW = 0;
            return Math.min(enteringC, wantedC);
        }
        if (coldest >= wantedC) {
            airFlow = 1;
            fanPowerW = fanW * condition.share();
            return coldest;
        }
        if (variable) {
            airFlow = airFlowFor(enteringC, water, wantedC, wetBulbC);
            fanPowerW = fanW * condition.share() * airFlow * airFlow * airFlow;
        } else {
            airFlow = (idle - wantedC) / (idle - coldest);
            fanPowerW = fanW * condition.share() * airFlow;
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
        double airKgS = designKgS * condition.share() / DESIGN_LIQUID_GAS * Math.max(FREE_CONVECTION, airFlow);
        double outEnthalpy = MoistAir.enthalpy(air.dryBulbC(), inRatio) + rejectedW / airKgS;
        double outC = MoistAir.saturatedTemperature(outEnthalpy, air.pressurePa());
        double evaporated = Math.max(0,
                airKgS * (MoistAir.saturationHumidityRatio(outC, air.pressurePa()) - inRatio));
        double drift = DRIFT * flowKgS;
        double blowDown = Math.max(0, evaporated / (concentration - 1) - drift);
        makeUpKgS = evaporated + drift + blowDown;
    }

    private double coldest(double enteringC, double water, double air, double wetBulbC) {
        double low = Math.min(wetBulbC, enteringC);
        double high = enteringC;
        for (int i = 0; i < 24; i++) {
            double middle = (low + high) / 2;
            if (wetBulbC + approach(wetBulbC, enteringC - middle, water, air) > middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double airFlowFor(double enteringC, double water, double wantedC, double wetBulbC) {
        double low = LEAST_AIRFLOW;
        double high = 1;
        for (int i = 0; i < 20; i++) {
            double middle = (low + high) / 2;
            if (wetBulbC + approach(wetBulbC, enteringC - wantedC, water, middle) > wantedC) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double approach(double wetBulbC, double rangeK, double water, double air) {
        return approachScale / condition.cleanness() * YorkCalc.approach(wetBulbC, rangeK, water, air);
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
