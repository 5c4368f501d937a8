package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.DirectExpansion;
import dev.ondol.simulator.weather.WeatherSample;

/// All direct-expansion units of one hall in parallel: a coil whose compressor cycles on the supply temperature, fans of one
/// speed that always run, and an air-cooled condenser outdoors. Moisture condenses down to the apparatus dew point. Capacity and power follow [DirectExpansionCurves], scaled to
/// the unit's capacity and COP (condenser fans included) at 24 C return air and 35 C outdoors.
final class DirectExpansionRow implements HallCooler {
    /// The unit's rating point: return air of 24 C and 45 % relative humidity, outdoors 35 C.
    private static final double RATING_WET_BULB_C = MoistAir.wetBulbOf(24, 0.45, 101_325);
    private static final double RATING_OUTDOOR_C = 35;
    /// Share of the air that misses the coil's surface.
    private static final double BYPASS_FACTOR = 0.15;

    private final double mostKgS;
    private final double fanW;
    private final double capacityScale;
    private final double inputScale;

    private double supplyC;
    private double returnC;
    private double heatW;
    private double latentW;
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
    public void cool(ReturnAir air, double setC, double waterC, WeatherSample outdoors) {
        double kept = 1 - air.bypassed;
        double airWK = air.kgS * MoistAir.SPECIFIC_HEAT;
        double returnIfHeldC = kept * air.hotC + air.bypassed * setC;
        double wetBulbC = MoistAir.wetBulb(returnIfHeldC, air.humidityRatio, outdoors.pressurePa());
        double mostW = capacityScale * DirectExpansionCurves.capacityRatio(wetBulbC, outdoors.dryBulbC());
        double wantedW = Math.max(0, kept * airWK * (air.hotC - setC) + fanW);
        double apparatusC = apparatusDewPoint(mostW, returnIfHeldC, air, outdoors.pressurePa());
        double sensibleShare = Math.min(1, (1 - BYPASS_FACTOR) * airWK * (returnIfHeldC - apparatusC) / mostW);
        heatW = Math.min(wantedW, mostW * sensibleShare);
        supplyC = air.hotC - (heatW - fanW) / (kept * airWK);
        returnC = kept * air.hotC + air.bypassed * supplyC;
        load = heatW / (mostW * sensibleShare);
        latentW = heatW * (1 - sensibleShare) / sensibleShare;
        compressorW = (heatW + latentW) * inputScale
                * DirectExpansionCurves.energyInputRatio(wetBulbC, outdoors.dryBulbC())
                * DirectExpansionCurves.cycling(load);
    }

    /// Temperature of the coil's surface at which sensible and latent heat together are its full capacity: a running coil is
    /// that cold, however short it runs.
    private static double apparatusDewPoint(double mostW, double enteringC, ReturnAir air, double pressurePa) {
        double contactKgS = air.kgS * (1 - BYPASS_FACTOR);
        double low = enteringC - mostW / (contactKgS * MoistAir.SPECIFIC_HEAT);
        if (air.humidityRatio <= MoistAir.saturationHumidityRatio(low, pressurePa)) {
            return low;
        }
        double high = enteringC;
        for (int i = 0; i < 24; i++) {
            double middle = (low + high) / 2;
            double dried = Math.max(0, air.humidityRatio - MoistAir.saturationHumidityRatio(middle, pressurePa));
            double totalW = contactKgS
                    * (MoistAir.SPECIFIC_HEAT * (enteringC - middle) + dried * HallMoisture.LATENT_HEAT);
            if (totalW > mostW) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
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
        return heatW + latentW + compressorW;
    }

    @Override
    public double condensedKgS() {
        return latentW / HallMoisture.LATENT_HEAT;
    }

    @Override
    public double outdoorKgS() {
        return 0;
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
