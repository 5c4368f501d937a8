package dev.ondol.simulator.plant;

import dev.ondol.simulator.condition.Condition;
import java.util.function.BiConsumer;

/// A central plant with chillers: what can be asked of it whatever takes the heat of their condensers.
public sealed interface ChillerPlant extends CentralPlant permits WaterCooledPlant, FreeCoolingPlant {
    /// Its chillers and the water that they cool.
    MachineRoom machineRoom();

    /// Electrical power of one machine, W.
    ///
    /// @param unit 0 and up
    double unitPowerW(int unit);

    default ChilledWater chilledWater() {
        return machineRoom().water();
    }

    /// Heat taken by compressors, W.
    default double chillerHeatW() {
        return machineRoom().chillerHeatW();
    }

    /// Heat taken without compressors, W: plate exchangers or free-cooling coils.
    default double economizerW() {
        return machineRoom().freeW();
    }

    default int chillersRunning() {
        return machineRoom().running();
    }

    default boolean chillerRunning(int unit) {
        return machineRoom().running(unit);
    }

    /// Takes a machine out of service at once, or gives it back to the sequence.
    ///
    /// @param unit 0 and up
    default void tripChiller(int unit, boolean out) {
        machineRoom().trip(unit, out);
    }

    /// Load of each running chiller / its capacity.
    default double chillerLoad() {
        return machineRoom().loadRatio();
    }

    @Override
    default void conditions(BiConsumer<String, Condition> each) {
        each.accept("chiller", machineRoom().condition());
    }

    @Override
    default double chilledSupplyC() {
        return chilledWater().loop().supplyC();
    }

    @Override
    default double roomLS(double roomHeatW) {
        return chilledWater().designLS(roomHeatW);
    }

    @Override
    default double chilledPumpW() {
        return chilledWater().pumpW();
    }

    @Override
    default boolean beyondCurves() {
        return machineRoom().beyondCurves();
    }

    @Override
    default int chillerStarts() {
        return machineRoom().starts();
    }
}
