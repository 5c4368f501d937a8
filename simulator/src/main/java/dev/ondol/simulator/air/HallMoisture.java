package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Humidity;
import dev.ondol.simulator.weather.WeatherSample;

/// Moisture of a hall's air, one well-mixed volume: make-up air, which is dried to the highest dew point, outdoor air of an
/// economizer, what condenses on cold coils, and steam humidifiers that hold the lowest dew point. Mass and latent heat are
/// conserved exactly; the sensible heat of the make-up air is left to its own unit.
final class HallMoisture {
    /// Latent heat, J/kg; vapour counts with it above liquid water.
    static final double LATENT_HEAT = 2.5e6;
    /// COP of the make-up unit that dries the air.
    private static final double DRYING_COP = 3;
    private static final double STANDARD_PA = 101_325;
    /// Air of a hall as seconds of the servers' design airflow.
    private static final double VOLUME_SECONDS = 30;

    private final double airKg;
    private final double makeUpKgS;
    private final double lowestRatio;
    private final double highestRatio;
    private final double driedEnthalpy;

    private double ratio;
    private double humidifierW;
    private double dryingW;
    private double gainW;
    private double imbalanceW;

    /// @param serverDesignKgS airflow of all racks at nameplate, kg/s
    HallMoisture(Humidity spec, double serverDesignKgS) {
        airKg = VOLUME_SECONDS * serverDesignKgS;
        makeUpKgS = airKg * spec.airChangesPerHour() / 3600;
        lowestRatio = MoistAir.saturationHumidityRatio(spec.lowestDewPointC(), STANDARD_PA);
        highestRatio = MoistAir.saturationHumidityRatio(spec.highestDewPointC(), STANDARD_PA);
        driedEnthalpy = MoistAir.saturationEnthalpy(spec.highestDewPointC(), STANDARD_PA);
        ratio = (lowestRatio + highestRatio) / 2;
    }

    /// One step.
    ///
    /// @param outdoorKgS   outdoor air through an economizer, kg/s
    /// @param condensedKgS water that condensed on coils, kg/s
    void step(double seconds, WeatherSample outdoors, double outdoorKgS, double condensedKgS) {
        double outdoorRatio = MoistAir.humidityRatio(
                outdoors.relativeHumidity() * MoistAir.saturationPressure(outdoors.dryBulbC()), outdoors.pressurePa());
        double madeUpRatio = Math.min(outdoorRatio, highestRatio);
        dryingW = outdoorRatio > highestRatio
                ? makeUpKgS * Math.max(0, MoistAir.enthalpy(outdoors.dryBulbC(), outdoorRatio) - driedEnthalpy)
                        / DRYING_COP
                : 0;
        double before = ratio;
        double perKg = seconds / airKg;
        double arriving = makeUpKgS * madeUpRatio + outdoorKgS * outdoorRatio;
        ratio = (before + perKg * (arriving - condensedKgS)) / (1 + perKg * (makeUpKgS + outdoorKgS));
        double gainKgS = arriving - (makeUpKgS + outdoorKgS) * ratio;
        double steamKgS = 0;
        if (ratio < lowestRatio) {
            ratio = lowestRatio;
            gainKgS = arriving - (makeUpKgS + outdoorKgS) * ratio;
            steamKgS = (ratio - before) / perKg - gainKgS + condensedKgS;
        }
        humidifierW = steamKgS * LATENT_HEAT;
        gainW = gainKgS * LATENT_HEAT;
        imbalanceW = gainW + humidifierW - condensedKgS * LATENT_HEAT
                - airKg * (ratio - before) * LATENT_HEAT / seconds;
    }

    /// Humidity ratio of the hall's air, kg/kg.
    double ratio() {
        return ratio;
    }

    /// Electrical power of the humidifiers, W.
    double humidifierW() {
        return humidifierW;
    }

    /// Electrical power for drying the make-up air, W; its heat stays outdoors.
    double dryingW() {
        return dryingW;
    }

    /// Latent heat that came in with outdoor air, W; negative where it left.
    double gainW() {
        return gainW;
    }

    double energyJ() {
        return airKg * ratio * LATENT_HEAT;
    }

    double imbalanceW() {
        return imbalanceW;
    }
}
