package dev.ondol.simulator.facility;

import static dev.ondol.simulator.facility.SensorBoard.PERCENT;
import static dev.ondol.simulator.facility.SensorBoard.kilo;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.Quantity;
import dev.ondol.simulator.electrical.PowerSupply;

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
        }
        board.put(PointCatalog.DISTRIBUTION, Quantity.ACTIVE_POWER,
                () -> kilo(meter.powerW(Subsystem.DISTRIBUTION_LOSS)));
    }
}
