package dev.ondol.simulator.plant;

/// A central plant with chillers: what can be asked of it whatever takes the heat of their condensers.
public sealed interface ChillerPlant extends CentralPlant permits WaterCooledPlant, FreeCoolingPlant {
    ChilledWater chilledWater();

    /// Heat taken by compressors, W.
    double chillerHeatW();

    /// Heat taken without compressors, W: plate exchangers or free-cooling coils.
    double economizerW();

    /// Electrical power of one machine, W.
    ///
    /// @param unit 0 and up
    double unitPowerW(int unit);

    int chillersRunning();

    boolean chillerRunning(int unit);

    /// Takes a machine out of service at once, or gives it back to the sequence.
    ///
    /// @param unit 0 and up
    void tripChiller(int unit, boolean out);

    /// Load of each running chiller / its capacity.
    double chillerLoad();

    @Override
    default double chilledSupplyC() {
        return chilledWater().loop().supplyC();
    }

    @Override
    default double roomLS(double roomHeatW) {
        return chilledWater().designLS(roomHeatW);
    }

    @Override
    default double roomUnitW() {
        return 0;
    }

    @Override
    default double chilledPumpW() {
        return chilledWater().pumpW();
    }
}
