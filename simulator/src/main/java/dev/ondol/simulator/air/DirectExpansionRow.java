package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.DirectExpansion;
import dev.ondol.simulator.weather.WeatherSample;

/// All direct-expansion units of one hall in parallel: a coil whose compressor cycles on the supply temperature, fans of one
/// speed that always run, and an air-cooled condenser outdoors. Capacity and power follow [DirectExpansionCurves], scaled to
/// the unit's capacity and COP (condenser fans included) at 24 C return air and 35 C outdoors.
final class DirectExpansionRow implements HallCooler {
    /// The unit's rating point: return air of 24 C and 45 % relative humidity, outdoors 35 C.
    private static final double RATING_WET_BULB_C = MoistAir.wetBulbOf(24, 0.45, 101_325);
    private static final double RATING_OUTDOOR_C = 35;

    private final double mostKgS;
    private final double fanW;
    private final double capacityScale;
    private final double inputScale;

    private double supplyC;
    private double returnC;
    private double heatW;
    private double compressorW;
    private double load;

    DirectExpansionRow(DirectExpansion spec) {
        mostKgS = spec.units() * spec.airflowM3S() * MoistAir.STANDARD_DENSITY;
        fanW = spec.units() * spec.fanPowerW();
        capacityScale = spec.units() * spec.capacityW()
                / DirectExpansionCurves.capacityRatio(RATING_WET_BULB_C, RATING_OUTDOOR_C);
        inputScale = 1
                / (spec.cop() * DirectExpansionCurves.energyInputRatio(RATING_WET_BULB_C, RATING_OUTDOOR_C));
    }

    @Override
    public double mostKgS() {
        return mostKgS;
    }

    @Override
    public boolean variableSpeed() {
        return false;
    }

    @Override
    public void cool(double speed, double airKgS, double hotC, double bypassed, double setC, double waterC,
            WeatherSample outdoors) {
        double airWK = airKgS * MoistAir.SPECIFIC_HEAT;
        double returnIfHeld = (1 - bypassed) * hotC + bypassed * setC;
        double wetBulbC = wetBulb(returnIfHeld, outdoors.pressurePa());
        double mostW = capacityScale * DirectExpansionCurves.capacityRatio(wetBulbC, outdoors.dryBulbC());
        double wantedW = Math.max(0, (1 - bypassed) * airWK * (hotC - setC) + fanW);
        heatW = Math.min(wantedW, mostW);
        supplyC = hotC - (heatW - fanW) / ((1 - bypassed) * airWK);
        returnC = (1 - bypassed) * hotC + bypassed * supplyC;
        load = heatW / mostW;
        compressorW = heatW * inputScale * DirectExpansionCurves.energyInputRatio(wetBulbC, outdoors.dryBulbC())
                * DirectExpansionCurves.cycling(load);
    }

    /// Wet-bulb of return air with the moisture of the rating point.
    private static double wetBulb(double returnC, double pressurePa) {
        double ratio = MoistAir.humidityRatioOf(24, 0.45, pressurePa);
        return MoistAir.wetBulb(returnC, ratio, pressurePa);
    }

    @Override
    public double supplyC() {
        return supplyC;
    }

    @Override
    public double returnC() {
        return returnC;
    }

    @Override
    public double heatW() {
        return heatW;
    }

    @Override
    public double fanW() {
        return fanW;
    }

    @Override
    public double compressorW() {
        return compressorW;
    }

    @Override
    public double chilledW() {
        return 0;
    }

    @Override
    public double rejectedW() {
        return heatW + compressorW;
    }

    @Override
    public double waterLS() {
        return 0;
    }

    /// Load of the compressors / what they could take, 0 to 1.
    @Override
    public double valve() {
        return load;
    }
}
