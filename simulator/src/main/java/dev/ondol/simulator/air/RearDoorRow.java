package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.RearDoors;
import dev.ondol.simulator.liquid.FlowArrangement;
import dev.ondol.simulator.liquid.HeatExchanger;

/// Rear-door exchangers of one hall in parallel: coils behind the first racks, with valves that hold the temperature of the
/// air that leaves the doors, and fans that follow the racks' airflow. Water as at the hall's air handlers.
final class RearDoorRow {
    /// Air may leave the doors somewhat warmer than the supply air; the air handlers take that rest.
    private static final double ABOVE_SUPPLY_K = 2;

    private final double fanRatedW;
    private final double airDesignWK;
    private final double valveOpenWK;
    private final HeatExchanger coil;

    private double water = 1;
    private double heatW;
    private double fanW;
    private double waterWK;

    /// @param airKgS airflow of the doors' racks at nameplate, kg/s
    RearDoorRow(RearDoors doors, AirHandlers handlers, double airKgS) {
        fanRatedW = doors.units() * doors.fanPowerW();
        airDesignWK = airKgS * MoistAir.SPECIFIC_HEAT;
        double capacityW = doors.units() * doors.capacityW();
        valveOpenWK = capacityW / (handlers.waterOutC() - handlers.waterInC());
        coil = new HeatExchanger(FlowArrangement.CROSS_UNMIXED, capacityW, handlers.returnAirC(), handlers.waterInC(),
                airDesignWK, valveOpenWK, 0.5,
                HeatExchanger.AIR, HeatExchanger.WATER);
    }

    /// Says how much water the pumps can push through open valves / design flow, above 0, at most 1.
    void waterAvailable(double share) {
        water = share;
    }

    /// Cools the air behind the racks.
    ///
    /// @param outletC    air leaving the racks, Celsius
    /// @param airWK      its capacity rate, W/K
    /// @param supplySetC wanted supply air of the hall, Celsius
    /// @param waterC     chilled water entering, Celsius
    void cool(double outletC, double airWK, double supplySetC, double waterC) {
        double openWK = water * valveOpenWK;
        double flow = airWK / airDesignWK;
        fanW = fanRatedW * flow * flow * flow;
        double wantedW = airWK * Math.max(0, outletC - supplySetC - ABOVE_SUPPLY_K) + fanW;
        double mostW = Math.max(0, coil.heatW(outletC, airWK, waterC, openWK));
        heatW = Math.min(wantedW, mostW);
        waterWK = heatW > 0 ? coil.coldFor(heatW, outletC, airWK, waterC, openWK) : 0;
    }

    /// Heat given to the chilled water, W; fan heat is in it.
    double heatW() {
        return heatW;
    }

    double fanW() {
        return fanW;
    }

    double waterLS() {
        return waterWK / Water.SPECIFIC_HEAT;
    }

    /// Valve opening, 0 to 1.
    double valve() {
        return waterWK / (water * valveOpenWK);
    }
}
