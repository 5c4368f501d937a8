package dev.ondol.simulator.facility;

import static dev.ondol.simulator.facility.SensorBoard.PERCENT;
import static dev.ondol.simulator.facility.SensorBoard.kilo;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.plant.CentralPlant;
import dev.ondol.simulator.plant.ChilledWater;
import dev.ondol.simulator.plant.ChillerPlant;
import dev.ondol.simulator.plant.FreeCoolingPlant;
import dev.ondol.simulator.plant.RoomUnits;
import dev.ondol.simulator.plant.WaterCooledPlant;

/// Sensors of the central plant and of the facility water.
final class PlantSensors {
    private final SensorBoard board;
    private final CoolingPlant spec;
    private final EnergyMeter meter;

    PlantSensors(SensorBoard board, CoolingPlant spec, EnergyMeter meter) {
        this.board = board;
        this.spec = spec;
        this.meter = meter;
    }

    void install(CentralPlant plant) {
        switch (plant) {
            case WaterCooledPlant waterCooled -> {
                chilledWater(waterCooled);
                condenserWater(waterCooled);
            }
            case FreeCoolingPlant freeCooling -> chilledWater(freeCooling);
            case RoomUnits ignored -> {
            }
        }
    }

    private void chilledWater(ChillerPlant plant) {
        String name = PointCatalog.CHILLED_WATER;
        ChilledWater water = plant.chilledWater();
        board.put(name, Quantity.SUPPLY_WATER_TEMPERATURE, water.loop()::supplyC);
        board.put(name, Quantity.RETURN_WATER_TEMPERATURE, water.loop()::returnC);
        board.put(name, Quantity.WATER_FLOW, water::flowLS);
        board.put(name, Quantity.THERMAL_POWER, () -> kilo(plant.economizerW() + plant.chillerHeatW()));
        int chillers = spec.chillers().orElseThrow().units();
        double[] spread = board.spread(chillers);
        for (int n = 0; n < chillers; n++) {
            String unit = PointCatalog.unit("chiller", n + 1);
            int index = n;
            double factor = 1 + spread[n];
            board.put(unit, Quantity.RUN_STATUS, () -> plant.chillerRunning(index) ? 1 : 0);
            board.put(unit, Quantity.LOAD_RATIO,
                    () -> plant.chillerRunning(index) ? PERCENT * plant.chillerLoad() * factor : 0);
            board.put(unit, Quantity.SUPPLY_WATER_TEMPERATURE, water.loop()::supplyC);
            board.put(unit, Quantity.ACTIVE_POWER, () -> kilo(plant.unitPowerW(index)));
        }
        spec.economizer().ifPresent(plates -> {
            for (int n = 1; n <= plates.units(); n++) {
                String unit = PointCatalog.unit("economizer", n);
                board.put(unit, Quantity.RUN_STATUS, () -> plant.economizing() ? 1 : 0);
                board.put(unit, Quantity.THERMAL_POWER, () -> kilo(plant.economizerW()) / plates.units());
            }
        });
        spec.chilledPumps().ifPresent(
                pumps -> board.pumps("chilled-pump", pumps, water::pumpSpeed, water::pumpW));
    }

    private void condenserWater(WaterCooledPlant plant) {
        String name = PointCatalog.CONDENSER_WATER;
        board.put(name, Quantity.SUPPLY_WATER_TEMPERATURE, plant.condenser()::supplyC);
        board.put(name, Quantity.RETURN_WATER_TEMPERATURE, plant.condenser()::returnC);
        board.put(name, Quantity.WATER_FLOW, plant::condenserLS);
        spec.towers()
                .ifPresent(towers -> board.fans("tower", towers.units(), plant::towerFanSpeed, plant::towerW));
        board.put(PointCatalog.WATER_METER, Quantity.MAKEUP_WATER_VOLUME, meter::waterM3);
        spec.condenserPumps().ifPresent(
                pumps -> board.pumps("condenser-pump", pumps, plant::condenserPumpSpeed, plant::condenserPumpW));
    }

    void install(FacilityWater water) {
        String name = PointCatalog.FACILITY_WATER;
        board.put(name, Quantity.SUPPLY_WATER_TEMPERATURE, water.loop()::supplyC);
        board.put(name, Quantity.RETURN_WATER_TEMPERATURE, water.loop()::returnC);
        board.put(name, Quantity.WATER_FLOW, water::flowLS);
        board.put(name, Quantity.THERMAL_POWER, () -> kilo(water.rejectedW() + water.tiedW()));
        spec.dryCoolers()
                .ifPresent(coolers -> board.fans("dry-cooler", coolers.units(), water::fanSpeed, water::fanW));
        spec.facilityPumps()
                .ifPresent(pumps -> board.pumps("facility-pump", pumps, water::pumpSpeed, water::pumpW));
    }
}
