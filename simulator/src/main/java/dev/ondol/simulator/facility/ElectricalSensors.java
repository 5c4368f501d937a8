package dev.ondol.simulator.facility;

import static dev.ondol.simulator.facility.SensorBoard.PERCENT;
import static dev.ondol.simulator.facility.SensorBoard.kilo;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.EnergyAssets;
import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.energy.SiteAssets;

/// Meters and supplies. Power of a loss (UPS, distribution) is the loss.
final class ElectricalSensors {
    private ElectricalSensors() {}

    static void install(SensorBoard board, EnergyMeter meter, PowerSupply power, int sides) {
        board.put(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER, () -> kilo(meter.facilityW()));
        board.put(PointCatalog.FACILITY_METER, Quantity.ACTIVE_ENERGY, meter::facilityKwh);
        board.put(PointCatalog.IT_METER, Quantity.ACTIVE_POWER, () -> kilo(meter.powerW(Subsystem.IT)));
        board.put(PointCatalog.IT_METER, Quantity.ACTIVE_ENERGY, () -> meter.kwh(Subsystem.IT));
        board.put(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER, () -> kilo(meter.coolingW()));
        board.put(PointCatalog.COOLING_METER, Quantity.ACTIVE_ENERGY, meter::coolingKwh);
        for (int side = 0; side < sides; side++) {
            String unit = PointCatalog.UPS + "-" + (char) ('a' + side);
            int number = side;
            board.put(unit, Quantity.LOAD_RATIO, () -> PERCENT * power.upsLoad(number));
            board.put(unit, Quantity.ACTIVE_POWER, () -> kilo(meter.powerW(Subsystem.UPS_LOSS)) / sides);
            board.put(unit, Quantity.FAULT_STATUS, () -> power.upsFaulty() ? 1 : 0);
        }
        board.put(PointCatalog.DISTRIBUTION, Quantity.ACTIVE_POWER,
                () -> kilo(meter.powerW(Subsystem.DISTRIBUTION_LOSS)));
    }

    /// Meters of generation, storage and heat recovery.
    static void install(SensorBoard board, SiteAssets assets, EnergyAssets spec) {
        board.put(PointCatalog.GRID_METER, Quantity.ACTIVE_POWER, () -> kilo(assets.meterW()));
        if (spec.pv().isPresent()) {
            board.put(PointCatalog.PHOTOVOLTAICS, Quantity.ACTIVE_POWER, () -> kilo(assets.pvW()));
        }
        if (spec.battery().isPresent()) {
            board.put(PointCatalog.BATTERY, Quantity.ACTIVE_POWER, () -> kilo(assets.batteryW()));
            board.put(PointCatalog.BATTERY, Quantity.STATE_OF_CHARGE, () -> PERCENT * assets.charge());
        }
        if (spec.heatPump().isPresent()) {
            board.put(PointCatalog.HEAT_PUMP, Quantity.ACTIVE_POWER, () -> kilo(assets.heatPumpW()));
            board.put(PointCatalog.HEAT_PUMP, Quantity.THERMAL_POWER, () -> kilo(assets.heatW()));
        }
    }
}
