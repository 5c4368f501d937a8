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

    private final MachineRoom machines;
    private final FreeCoolingCoils coils;
    private final double unitFanW;
    private final int units;

    private double fanW;

    public FreeCoolingPlant(CoolingPlant plant) {
        Chillers spec = plant.chillers().orElseThrow();
        units = spec.units();
        unitFanW = FAN_RATIO * spec.capacityW();
        machines = new MachineRoom(plant, ChillerBank.airCooled(spec, FAN_RATIO));
        coils = new FreeCoolingCoils(spec);
    }

    @Override
    public void step(double seconds, WeatherSample outdoors, double heatW, double wantedLS, double chilledSetC,
            double condenserSetC) {
        double neededW = machines.begin(seconds, heatW, wantedLS, chilledSetC, outdoors.dryBulbC());
        double returnC = chilledWater().returnIfHeldC();
        double outdoorC = outdoors.dryBulbC();
        coils.change(seconds, returnC, outdoorC);
        double mostW = coils.mostW(returnC, chilledWater().flowWK(), outdoorC);
        double carriedW = Math.min(neededW, mostW);
        double condenserAirC = outdoorC + carriedW / coils.airDesignWK();
        machines.cool(seconds, carriedW, !coils.on(), chilledSetC, condenserAirC);
        fanW = coilFanW(returnC, outdoorC, carriedW) + condenserFanW(carriedW);
    }

    /// Fans of all machines for the coils' heat.
    private double coilFanW(double returnC, double outdoorC, double carriedW) {
        if (carriedW <= 0) {
            return 0;
        }
        double airflow = coils.airflow(carriedW, returnC, chilledWater().flowWK(), outdoorC);
        return units * unitFanW * airflow * airflow * airflow;
    }

    /// Fans of the running machines for their condensers, where the coils do not move that air already.
    private double condenserFanW(double carriedW) {
        if (machines.chillerHeatW() <= 0 || carriedW > 0) {
            return 0;
        }
        double airflow = Math.clamp(machines.loadRatio(), LEAST_CONDENSER_AIRFLOW, 1);
        return machines.running() * unitFanW * airflow * airflow * airflow;
    }

    @Override
    public MachineRoom machineRoom() {
        return machines;
    }

    @Override
    public double chillerW() {
        return machines.compressorW() + fanW;
    }

    /// Fans of coils and condensers, W; part of [#chillerW].
    public double fanW() {
        return fanW;
    }

    @Override
    public double unitPowerW(int unit) {
        return fanW / units + machines.compressorW(unit);
    }

    @Override
    public boolean economizing() {
        return coils.on();
    }

    @Override
    public double energyJ() {
        return chilledWater().energyJ();
    }

    /// Pumps heat the water, compressors the refrigerant; the fans blow outdoors.
    @Override
    public double electricW() {
        return chilledPumpW() + machines.compressorW();
    }

    @Override
    public double rejectedW() {
        return economizerW() + chillerHeatW() + machines.compressorW() - chilledWater().gainW();
    }

    @Override
    public double imbalanceW() {
        return chilledWater().imbalanceW();
    }
}
