package dev.ondol.simulator.liquid;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.CoolingPlant.AdiabaticPads;
import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;

/// Dry coolers in parallel, spares included: all of them run, because slow fans are cheap. Fans are cubic in airflow; with
/// fans off a tenth of the design airflow rises by itself. Airflow at design follows from equal capacity rates of air and
/// coolant there. Adiabatic pads, where a site has them, are wet above their temperature: the air reaches the coils at
/// T - eps (T - T_wet-bulb).
final class DryCoolerBank {
    private static final double NATURAL_DRAUGHT = 0.1;

    private final double designWK;
    private final double fanW;
    private final HeatExchanger exchanger;
    private final Optional<AdiabaticPads> pads;

    private double airC;
    private double addedMoisture;

    DryCoolerBank(DryCoolers coolers) {
        int units = coolers.units();
        double heatW = units * coolers.capacityW();
        designWK = heatW / (coolers.enteringC() - coolers.leavingC());
        fanW = units * coolers.fanPowerW();
        exchanger = new HeatExchanger(heatW, coolers.enteringC(), coolers.dryBulbC(), designWK, designWK, 2,
                HeatExchanger.WATER, HeatExchanger.AIR);
        pads = coolers.adiabatic();
    }

    /// Takes in the air of this step.
    void breathe(WeatherSample outdoors) {
        airC = outdoors.dryBulbC();
        addedMoisture = 0;
        if (pads.isPresent() && outdoors.dryBulbC() > pads.get().aboveC()) {
            double wetBulbC = outdoors.wetBulbC();
            airC -= pads.get().effectiveness() * (outdoors.dryBulbC() - wetBulbC);
            double before = MoistAir.humidityRatioAtWetBulb(outdoors.dryBulbC(), wetBulbC, outdoors.pressurePa());
            double after = MoistAir.humidityRatioAtWetBulb(airC, wetBulbC, outdoors.pressurePa());
            addedMoisture = after - before;
        }
    }

    /// Air at the coils, Celsius.
    double airC() {
        return airC;
    }

    /// Most heat that can be rejected, W, fans at full speed.
    double mostW(double waterInC, double waterWK) {
        return Math.max(0, exchanger.heatW(waterInC, waterWK, airC, designWK));
    }

    /// Airflow / design airflow that rejects this heat, 0.1 to 1.
    double airflow(double heatW, double waterInC, double waterWK) {
        return Math.max(NATURAL_DRAUGHT, exchanger.coldFor(heatW, waterInC, waterWK, airC, designWK) / designWK);
    }

    /// Fan speed, 0 to 1.
    static double speed(double airflow) {
        return airflow <= NATURAL_DRAUGHT ? 0 : airflow;
    }

    /// Fan power of all coolers, W.
    double fanW(double airflow) {
        double speed = speed(airflow);
        return fanW * speed * speed * speed;
    }

    /// Water for the pads, blow-down included, kg/s.
    double waterKgS(double airflow) {
        if (addedMoisture <= 0 || pads.isEmpty()) {
            return 0;
        }
        double evaporated = airflow * designWK / MoistAir.SPECIFIC_HEAT * addedMoisture;
        double cycles = pads.get().cyclesOfConcentration();
        return evaporated * cycles / (cycles - 1);
    }
}
