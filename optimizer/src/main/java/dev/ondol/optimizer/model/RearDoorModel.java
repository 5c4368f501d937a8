package dev.ondol.optimizer.model;

import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.RearDoors;
import dev.ondol.facility.site.Site;

/// The rear doors of one hall: coils behind its first racks that take what warms the air beyond a little above the supply air.
/// Load is taken to lie on those racks as their nameplates say. One thread: results stay in the fields until the next call.
final class RearDoorModel {
    private static final double AIR = 1.2 * 1006;
    private static final double SERVICE_DELTA_K = 12;
    /// Local control lets the air leave the doors so much above the supply air, K.
    private static final double ABOVE_SUPPLY_K = 2;
    private static final double AIR_POWER = 0.53;
    private static final double WATER_POWER = 0.28;

    private final double airflowShare;
    private final double openWK;
    private final Exchanger coil;

    /// Heat that the doors take, W.
    double heatW;
    /// Chilled water through them, W/K.
    double waterWK;

    /// @param airflowM3S airflow of all racks at nameplate, m3/s
    RearDoorModel(Site site, Hall hall, RearDoors doors, AirHandlers handlers, double airflowM3S) {
        double behindM3S = 0;
        int left = doors.units();
        for (RackGroup group : hall.racks()) {
            int racks = Math.min(left, group.racks());
            left -= racks;
            NodeType type = group.nodeType().map(site::nodeType).orElse(null);
            behindM3S += racks * group.nameplateW() * (type == null ? 1 : 1 - type.liquidFraction())
                    / (AIR * (type == null ? SERVICE_DELTA_K : type.airDeltaK()));
        }
        airflowShare = behindM3S / airflowM3S;
        double capacityW = doors.units() * doors.capacityW();
        openWK = capacityW / (handlers.waterOutC() - handlers.waterInC());
        coil = new Exchanger(capacityW, handlers.returnAirC() - handlers.waterInC(), AIR * behindM3S, openWK, AIR_POWER,
                WATER_POWER);
    }

    /// @param serverFlowM3S airflow of all servers, m3/s
    /// @param outletC       air that leaves them, Celsius
    /// @param transfer      conductance of the coils / nameplate
    void solve(double serverFlowM3S, double outletC, double supplyC, double waterC, double transfer) {
        double airWK = AIR * airflowShare * serverFlowM3S;
        double spanK = outletC - waterC;
        double wantedW = airWK * Math.max(0, outletC - supplyC - ABOVE_SUPPLY_K);
        heatW = Math.max(0, Math.min(wantedW, coil.perKelvin(airWK, openWK, transfer) * spanK));
        waterWK = coil.coldFor(heatW, airWK, spanK, openWK, transfer);
    }
}
