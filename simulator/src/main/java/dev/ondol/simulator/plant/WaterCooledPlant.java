package dev.ondol.simulator.plant;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.liquid.PumpGroup;
import dev.ondol.simulator.liquid.WaterLoop;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Chilled and condenser water of water-cooled chillers: return -> economizer -> chillers -> supply on one side, towers -> economizer ->
/// condensers -> towers on the other. Flow of the chilled water follows the valves of the loads (or is constant).
public final class WaterCooledPlant implements ChillerPlant {
    private static final double BASIN_SECONDS = 150;
    private static final double CONDENSER_RETURN_SECONDS = 60;

    private final PumpGroup condenserPumps;
    private final double condenserPerChillerLS;
    private final MachineRoom machines;
    private final TowerBank towers;
    private final Optional<Economizer> economizer;
    private final WaterLoop condenser;

    private double condenserLS;
    private double condenserPumpW;
    private double rejectedW;
    private double makeUpKg;

    public WaterCooledPlant(CoolingPlant plant) {
        Chillers spec = plant.chillers().orElseThrow();
        condenserPumps = PumpGroup.of(plant.condenserPumps().orElseThrow());
        condenserPerChillerLS = condenserPumps.designFlowLS() / (spec.units() - spec.redundant());
        machines = new MachineRoom(plant, ChillerBank.waterCooled(spec));
        towers = new TowerBank(plant.towers().orElseThrow(), spec.variableSpeed());
        economizer = plant.economizer().map(plates -> new Economizer(plates, spec));
        double condenserWK = condenserPumps.designFlowLS() * Water.SPECIFIC_HEAT;
        condenser = new WaterLoop(condenserWK * BASIN_SECONDS, condenserWK * CONDENSER_RETURN_SECONDS, 20, 24);
    }

    @Override
    public void step(double seconds, WeatherSample outdoors, double heatW, double wantedLS, double chilledSetC,
            double condenserSetC) {
        double neededW = machines.begin(seconds, heatW, wantedLS, chilledSetC, outdoors.dryBulbC());
        double returnC = chilledWater().returnIfHeldC();
        double chilledWK = chilledWater().flowWK();
        economizer.ifPresent(e -> e.change(seconds, returnC, condenser.supplyC(), outdoors.wetBulbC()));
        boolean economizing = economizer.isPresent() && economizer.get().on();
        double platesWK = economizing ? economizer.get().condenserWK(chilledWK) : 0;
        double freeW = economizing
                ? Math.min(neededW, economizer.get().mostW(returnC, chilledWK, condenser.supplyC(), platesWK))
                : 0;
        double condenserInC = condenser.supplyC() + (platesWK > 0 ? freeW / condenserWK(platesWK) : 0);
        machines.cool(seconds, freeW, !economizing, chilledSetC, condenserInC);
        rejectHeat(seconds, outdoors, platesWK, condenserSetC);
    }

    private double condenserWK(double platesWK) {
        return condenserPumps.flowLS(condenserWantedLS(platesWK)) * Water.SPECIFIC_HEAT;
    }

    private double condenserWantedLS(double platesWK) {
        return Math.max(platesWK / Water.SPECIFIC_HEAT, machines.running() * condenserPerChillerLS);
    }

    private void rejectHeat(double seconds, WeatherSample outdoors, double platesWK, double setC) {
        condenserLS = condenserPumps.flowLS(condenserWantedLS(platesWK));
        condenserPumpW = condenserPumps.powerW(condenserLS);
        condenser.begin(seconds, condenserLS * Water.SPECIFIC_HEAT,
                chillerHeatW() + chillerW() + economizerW() + condenserPumpW);
        towers.heatBasins(condenserLS, outdoors.dryBulbC());
        double leavingC = towers.cool(condenser.returnIf(setC), condenserLS, setC, outdoors);
        rejectedW = condenser.finish(leavingC);
        towers.evaporate(rejectedW, condenserLS, outdoors);
        makeUpKg = towers.makeUpKgS() * seconds;
    }

    @Override
    public double energyJ() {
        return chilledWater().energyJ() + condenser.energyJ();
    }

    @Override
    public double electricW() {
        return chilledPumpW() + condenserPumpW + chillerW() + towers.basinW();
    }

    @Override
    public double imbalanceW() {
        return chilledWater().imbalanceW() + Math.abs(condenser.imbalanceW());
    }

    @Override
    public MachineRoom machineRoom() {
        return machines;
    }

    @Override
    public void conditions(BiConsumer<String, Condition> each) {
        ChillerPlant.super.conditions(each);
        each.accept("tower", towers.condition());
        economizer.ifPresent(plates -> each.accept("economizer", plates.condition()));
    }

    @Override
    public void changeOver(boolean byHand, boolean open) {
        if (economizer.isPresent()) {
            economizer.get().changeOver(byHand, open);
        }
    }

    /// Says how much of the tower cells can run, 0 to 1.
    public void towersAvailable(double share) {
        towers.available(share);
    }

    public WaterLoop condenser() {
        return condenser;
    }

    public double condenserLS() {
        return condenserLS;
    }

    /// The pumps of the condenser water.
    public PumpGroup condenserPumps() {
        return condenserPumps;
    }

    /// Condenser-water pump speed, 0 to 1.
    public double condenserPumpSpeed() {
        return condenserPumps.speed(condenserLS);
    }

    @Override
    public double condenserPumpW() {
        return condenserPumpW;
    }

    @Override
    public double chillerW() {
        return machines.compressorW();
    }

    @Override
    public double unitPowerW(int unit) {
        return machines.compressorW(unit);
    }

    @Override
    public boolean economizing() {
        return economizer.isPresent() && economizer.get().on();
    }

    @Override
    public double rejectedW() {
        return rejectedW + towers.basinW() - chilledWater().gainW();
    }

    @Override
    public double towerW() {
        return towers.fanPowerW() + towers.basinW();
    }

    /// Electrical power of the heaters of the towers' basins, W.
    public double basinHeaterW() {
        return towers.basinW();
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
