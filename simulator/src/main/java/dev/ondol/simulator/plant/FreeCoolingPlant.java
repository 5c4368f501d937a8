package dev.ondol.simulator.plant;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.simulator.weather.WeatherSample;

/// Air-cooled chillers with free-cooling coils: return -> coils -> evaporators -> supply. Fans first carry the coils' heat;
/// where that is not enough they run at full speed and the compressors lift the rest, with the condensers in the air that the
/// coils have warmed. No water is used.
public final class FreeCoolingPlant implements ChillerPlant {
    /// Condenser fan power / capacity, W/W (EnergyPlus default).
    private static final double FAN_RATIO = 0.04;
    private static final double LEAST_CONDENSER_AIRFLOW = 0.3;

    private final ChilledWater chilled;
    private final ChillerBank chillers;
    private final FreeCoolingCoils coils;
    private final double unitFanW;
    private final int units;

    private double freeW;
    private double chillerHeatW;
    private boolean beyondCurves;
    private double compressorW;
    private double fanW;

    public FreeCoolingPlant(CoolingPlant plant) {
        Chillers spec = plant.chillers().orElseThrow();
        chilled = new ChilledWater(plant);
        units = spec.units();
        unitFanW = FAN_RATIO * spec.capacityW();
        chillers = ChillerBank.airCooled(spec, FAN_RATIO);
        coils = new FreeCoolingCoils(spec);
    }

    @Override
    public void step(double seconds, WeatherSample outdoors, double heatW, double wantedLS, double chilledSetC,
            double condenserSetC) {
        double neededW = chilled.begin(seconds, heatW, wantedLS, chilledSetC);
        double returnC = chilled.returnIfHeldC();
        double outdoorC = outdoors.dryBulbC();
        coils.change(seconds, returnC, outdoorC);
        double mostW = coils.mostW(returnC, chilled.flowWK(), outdoorC);
        double carriedW = Math.min(neededW, mostW);
        double condenserAirC = outdoorC + carriedW / coils.airDesignWK();
        chillers.stage(neededW - carriedW, !coils.on() && neededW > 0, chilledSetC, condenserAirC, seconds);
        double mechanicalW = Math.min(neededW - carriedW, chillers.availableW(chilledSetC, condenserAirC));
        double removedW = chilled.finish(carriedW + mechanicalW);
        freeW = carriedW;
        chillerHeatW = removedW - carriedW;
        beyondCurves = chillers.beyondCurves(chilledSetC, condenserAirC);
        compressorW = chillers.powerW(chillerHeatW, chilledSetC, condenserAirC);
        fanW = coilFanW(returnC, outdoorC, carriedW) + condenserFanW(carriedW);
    }

    /// Fans of all machines for the coils' heat.
    private double coilFanW(double returnC, double outdoorC, double carriedW) {
        if (carriedW <= 0) {
            return 0;
        }
        double airflow = coils.airflow(carriedW, returnC, chilled.flowWK(), outdoorC);
        return units * unitFanW * airflow * airflow * airflow;
    }

    /// Fans of the running machines for their condensers, where the coils do not move that air already.
    private double condenserFanW(double carriedW) {
        if (chillerHeatW <= 0 || carriedW > 0) {
            return 0;
        }
        double airflow = Math.clamp(chillers.loadRatio(), LEAST_CONDENSER_AIRFLOW, 1);
        return chillers.running() * unitFanW * airflow * airflow * airflow;
    }

    @Override
    public ChilledWater chilledWater() {
        return chilled;
    }

    @Override
    public double chillerW() {
        return compressorW + fanW;
    }

    /// Fans of coils and condensers, W; part of [#chillerW].
    public double fanW() {
        return fanW;
    }

    @Override
    public double chillerHeatW() {
        return chillerHeatW;
    }

    @Override
    public double economizerW() {
        return freeW;
    }

    @Override
    public double unitPowerW(int unit) {
        return fanW / units + (chillers.running(unit) ? compressorW / chillers.running() : 0);
    }

    @Override
    public boolean chillerRunning(int unit) {
        return chillers.running(unit);
    }

    @Override
    public void tripChiller(int unit, boolean out) {
        chillers.trip(unit, out);
    }

    @Override
    public boolean beyondCurves() {
        return beyondCurves;
    }

    @Override
    public int chillersRunning() {
        return chillers.running();
    }

    @Override
    public double chillerLoad() {
        return chillers.loadRatio();
    }

    @Override
    public double condenserPumpW() {
        return 0;
    }

    @Override
    public double towerFanW() {
        return 0;
    }

    @Override
    public double makeUpKg() {
        return 0;
    }

    @Override
    public boolean economizing() {
        return coils.on();
    }

    @Override
    public int chillerStarts() {
        return chillers.starts();
    }

    @Override
    public double energyJ() {
        return chilled.loop().energyJ();
    }

    /// Pumps heat the water, compressors the refrigerant; the fans blow outdoors.
    @Override
    public double electricW() {
        return chilled.pumpW() + compressorW;
    }

    @Override
    public double rejectedW() {
        return freeW + chillerHeatW + compressorW;
    }

    @Override
    public double imbalanceW() {
        return chilled.loop().imbalanceW();
    }
}
