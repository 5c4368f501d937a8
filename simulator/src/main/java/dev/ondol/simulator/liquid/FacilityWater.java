package dev.ondol.simulator.liquid;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.weather.WeatherSample;

/// The facility-water loop between coolant distribution units and dry coolers, with the tie exchanger to the chilled water
/// as failover when the dry coolers cannot hold the highest allowed supply.
public final class FacilityWater implements HeatBody {
    private static final double VOLUME_SECONDS = 120;
    /// Approach of the tie exchanger at its capacity, K, and rise of the chilled water in it, K.
    private static final double TIE_APPROACH_K = 3;
    private static final double TIE_RISE_K = 8;
    private static final double HIGHEST_C = 60;

    private final PumpGroup pumps;
    private final DryCoolerBank coolers;
    private final double tieW;
    private final WaterLoop loop;

    private boolean onTie;
    private double flowLS;
    private double pumpW;
    private double fanW;
    private double fanSpeed;
    private double dryCoolerW;
    private double tiedW;
    private double makeUpKg;

    public FacilityWater(CoolingPlant plant) {
        CoolingPlant.Pumps spec = plant.facilityPumps().orElseThrow();
        pumps = PumpGroup.of(spec);
        coolers = new DryCoolerBank(plant.dryCoolers().orElseThrow());
        tieW = plant.tieExchangerW().orElse(0.0);
        double contentJK = spec.designFlowLS() * Water.SPECIFIC_HEAT * VOLUME_SECONDS;
        loop = new WaterLoop(contentJK, contentJK, 32, 38);
    }

    /// Puts the loop on chilled water by hand: dry coolers stand still, the tie exchanger holds the supply temperature.
    public void onChilledWater(boolean on) {
        onTie = on && tieW > 0;
    }

    /// One step.
    ///
    /// @param heatW    heat from the coolant distribution units, W
    /// @param wantedLS flow that their valves ask for, L/s
    /// @param wantedC  wanted supply temperature, Celsius; infinite where no unit is on the loop
    /// @param mostC    supply temperature above which the tie exchanger helps, Celsius
    /// @param chilledC chilled-water supply, Celsius
    public void step(double seconds, double heatW, double wantedLS, double wantedC, double mostC,
            WeatherSample outdoors, double chilledC) {
        double setC = Math.min(wantedC, HIGHEST_C); // nobody on the loop wants nothing
        flowLS = pumps.flowLS(wantedLS);
        pumpW = pumps.powerW(flowLS);
        double flowWK = flowLS * Water.SPECIFIC_HEAT;
        loop.begin(seconds, flowWK, heatW + pumpW);
        double returnC = loop.returnIf(setC);
        double neededW = Math.max(0, flowWK * (returnC - setC));
        coolers.breathe(outdoors);
        double airW = onTie ? 0 : Math.min(neededW, coolers.mostW(returnC, flowWK));
        double airflow = onTie ? 0 : coolers.airflow(airW, returnC, flowWK);
        fanSpeed = DryCoolerBank.speed(airflow);
        fanW = coolers.fanW(airflow);
        makeUpKg = coolers.waterKgS(airflow) * seconds;
        double leavingC = loop.leavingFor(airW);
        tiedW = 0;
        double limitC = onTie ? setC : mostC;
        if (leavingC > limitC && tieW > 0) {
            double helpW = onTie ? neededW : flowWK * (leavingC - limitC);
            double byTemperature = tieW * Math.max(0, leavingC - chilledC - TIE_APPROACH_K) / TIE_RISE_K;
            tiedW = Math.max(0, Math.min(Math.min(helpW, tieW), byTemperature));
        }
        dryCoolerW = loop.finish(loop.leavingFor(airW + tiedW)) - tiedW;
    }

    /// Says how much of the dry coolers can run, 0 to 1.
    public void coolersAvailable(double share) {
        coolers.available(share);
    }

    /// Puts dirt on the coils of the dry coolers, or cleans them.
    ///
    /// @param conductance what is left of the clean conductance, above 0, at most 1
    public void foul(double conductance) {
        coolers.foul(conductance);
    }

    /// Heat passed to the chilled water, W, and the chilled water needed for it, L/s.
    public double tiedW() {
        return tiedW;
    }

    public double tieLS() {
        return tiedW / (Water.SPECIFIC_HEAT * TIE_RISE_K);
    }

    /// Heat given to outdoor air, W.
    @Override
    public double rejectedW() {
        return dryCoolerW;
    }

    @Override
    public double energyJ() {
        return loop.energyJ();
    }

    @Override
    public double electricW() {
        return pumpW;
    }

    @Override
    public double imbalanceW() {
        return loop.imbalanceW();
    }

    /// Water for adiabatic pads in the last step, kg (litres).
    public double makeUpKg() {
        return makeUpKg;
    }

    public double fanW() {
        return fanW;
    }

    /// Fan speed, 0 to 1.
    public double fanSpeed() {
        return fanSpeed;
    }

    public double pumpW() {
        return pumpW;
    }

    /// The pumps of the loop.
    public PumpGroup pumps() {
        return pumps;
    }

    /// Pump speed, 0 to 1.
    public double pumpSpeed() {
        return pumps.speed(flowLS);
    }

    public double flowLS() {
        return flowLS;
    }

    public WaterLoop loop() {
        return loop;
    }
}
