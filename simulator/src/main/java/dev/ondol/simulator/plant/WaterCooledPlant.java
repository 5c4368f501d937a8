package dev.ondol.simulator.plant;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.simulator.liquid.PumpGroup;
import dev.ondol.simulator.liquid.WaterLoop;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;

/// Chilled and condenser water of water-cooled chillers: return -> economizer -> chillers -> supply on one side, towers -> economizer ->
/// condensers -> towers on the other. Flow of the chilled water follows the valves of the loads (or is constant).
public final class WaterCooledPlant implements CentralPlant {
    private static final double CHILLED_SECONDS = 120;
    private static final double BASIN_SECONDS = 150;
    private static final double CONDENSER_RETURN_SECONDS = 60;

    private final PumpGroup chilledPumps;
    private final PumpGroup condenserPumps;
    private final double condenserPerChillerLS;
    private final ChillerBank chillers;
    private final TowerBank towers;
    private final Optional<Economizer> economizer;
    private final double riseK;
    private final WaterLoop chilled;
    private final WaterLoop condenser;

    private double chilledLS;
    private double condenserLS;
    private double chilledPumpW;
    private double condenserPumpW;
    private double chillerW;
    private double chillerHeatW;
    private double economizerW;
    private double rejectedW;
    private double makeUpKg;

    public WaterCooledPlant(CoolingPlant plant) {
        Chillers spec = plant.chillers().orElseThrow();
        riseK = spec.returnC() - spec.leavingC();
        chilledPumps = pumps(plant.chilledPumps().orElseThrow());
        condenserPumps = pumps(plant.condenserPumps().orElseThrow());
        condenserPerChillerLS = condenserPumps.designFlowLS() / (spec.units() - spec.redundant());
        chillers = new ChillerBank(spec);
        towers = new TowerBank(plant.towers().orElseThrow(), spec.variableSpeed());
        economizer = plant.economizer().map(plates -> new Economizer(plates, spec));
        double chilledJK = chilledPumps.designFlowLS() * Water.SPECIFIC_HEAT * CHILLED_SECONDS;
        chilled = new WaterLoop(chilledJK, chilledJK, spec.leavingC(), spec.returnC());
        double condenserWK = condenserPumps.designFlowLS() * Water.SPECIFIC_HEAT;
        condenser = new WaterLoop(condenserWK * BASIN_SECONDS, condenserWK * CONDENSER_RETURN_SECONDS, 20, 24);
    }

    private static PumpGroup pumps(CoolingPlant.Pumps spec) {
        return new PumpGroup(spec.duty() * spec.ratedPowerW(), spec.designFlowLS(), spec.staticFraction(),
                spec.variableSpeed() ? PumpGroup.Drive.VARIABLE : PumpGroup.Drive.CONSTANT);
    }

    @Override
    public void step(double seconds, WeatherSample outdoors, double heatW, double wantedLS, double chilledSetC,
            double condenserSetC) {
        chilledLS = chilledPumps.flowLS(wantedLS);
        chilledPumpW = chilledPumps.powerW(chilledLS);
        double chilledWK = chilledLS * Water.SPECIFIC_HEAT;
        chilled.begin(seconds, chilledWK, heatW + chilledPumpW);
        double returnC = chilled.returnIf(chilledSetC);
        double neededW = Math.max(0, chilledWK * (returnC - chilledSetC));

        economizer.ifPresent(e -> e.change(seconds, returnC, condenser.supplyC(), outdoors.wetBulbC()));
        boolean economizing = economizer.isPresent() && economizer.get().on();
        double platesWK = economizing ? economizer.get().condenserWK(chilledWK) : 0;
        double freeW = economizing
                ? Math.min(neededW, economizer.get().mostW(returnC, chilledWK, condenser.supplyC(), platesWK))
                : 0;
        double condenserInC = condenser.supplyC() + (platesWK > 0 ? freeW / condenserWK(platesWK) : 0);
        chillers.stage(neededW - freeW, !economizing && neededW > 0, chilledSetC, condenserInC, seconds);
        double mechanicalW = Math.min(neededW - freeW, chillers.availableW(chilledSetC, condenserInC));
        double removedW = chilled.finish(chilled.leavingFor(freeW + mechanicalW));
        economizerW = freeW;
        chillerHeatW = removedW - freeW;
        chillerW = chillers.powerW(chillerHeatW, chilledSetC, condenserInC);
        rejectHeat(seconds, outdoors, platesWK, condenserSetC);
    }

    private double condenserWK(double platesWK) {
        return condenserPumps.flowLS(condenserWantedLS(platesWK)) * Water.SPECIFIC_HEAT;
    }

    private double condenserWantedLS(double platesWK) {
        return Math.max(platesWK / Water.SPECIFIC_HEAT, chillers.running() * condenserPerChillerLS);
    }

    private void rejectHeat(double seconds, WeatherSample outdoors, double platesWK, double setC) {
        condenserLS = condenserPumps.flowLS(condenserWantedLS(platesWK));
        condenserPumpW = condenserPumps.powerW(condenserLS);
        condenser.begin(seconds, condenserLS * Water.SPECIFIC_HEAT,
                chillerHeatW + chillerW + economizerW + condenserPumpW);
        double leavingC = towers.cool(condenser.returnIf(setC), condenserLS, setC, outdoors.wetBulbC());
        rejectedW = condenser.finish(leavingC);
        towers.evaporate(rejectedW, condenserLS, outdoors);
        makeUpKg = towers.makeUpKgS() * seconds;
    }

    @Override
    public void changeOver(boolean byHand, boolean open) {
        if (economizer.isPresent()) {
            economizer.get().changeOver(byHand, open);
        }
    }

    @Override
    public double roomLS(double roomHeatW) {
        return roomHeatW / (Water.SPECIFIC_HEAT * riseK);
    }

    @Override
    public double energyJ() {
        return chilled.energyJ() + condenser.energyJ();
    }

    @Override
    public double electricW() {
        return chilledPumpW + condenserPumpW + chillerW;
    }

    @Override
    public double imbalanceW() {
        return Math.abs(chilled.imbalanceW()) + Math.abs(condenser.imbalanceW());
    }

    @Override
    public double chilledSupplyC() {
        return chilled.supplyC();
    }

    public WaterLoop chilled() {
        return chilled;
    }

    public WaterLoop condenser() {
        return condenser;
    }

    public double chilledLS() {
        return chilledLS;
    }

    public double condenserLS() {
        return condenserLS;
    }

    /// Chilled-water pump speed, 0 to 1.
    public double chilledPumpSpeed() {
        return chilledPumps.speed(chilledLS);
    }

    public double condenserPumpSpeed() {
        return condenserPumps.speed(condenserLS);
    }

    @Override
    public double chilledPumpW() {
        return chilledPumpW;
    }

    @Override
    public double condenserPumpW() {
        return condenserPumpW;
    }

    @Override
    public double chillerW() {
        return chillerW;
    }

    /// Heat taken by the chillers, W.
    public double chillerHeatW() {
        return chillerHeatW;
    }

    public int chillersRunning() {
        return chillers.running();
    }

    @Override
    public int chillerStarts() {
        return chillers.starts();
    }

    /// Load of each running chiller / its capacity.
    public double chillerLoad() {
        return chillers.loadRatio();
    }

    /// Heat taken by the economizer, W.
    public double economizerW() {
        return economizerW;
    }

    @Override
    public boolean economizing() {
        return economizer.isPresent() && economizer.get().on();
    }

    @Override
    public double rejectedW() {
        return rejectedW;
    }

    @Override
    public double towerFanW() {
        return towers.fanPowerW();
    }

    /// Tower fan speed, 0 to 1.
    public double towerFanSpeed() {
        return towers.fanSpeed();
    }

    @Override
    public double makeUpKg() {
        return makeUpKg;
    }
}
