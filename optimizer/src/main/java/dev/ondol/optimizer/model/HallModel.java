package dev.ondol.optimizer.model;

import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.DirectExpansion;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import org.jspecify.annotations.Nullable;

/// The air side of one hall: servers, aisles, air handlers. Steady state. One thread at a time: results stay in the fields
/// until the next call.
final class HallModel {
    /// Heat capacity of air by volume, J/(m3 K).
    private static final double AIR = 1.2 * 1006;
    private static final double SERVICE_DELTA_K = 12;
    /// Differential pressure at which the hall's leakage figures hold, Pa.
    private static final double DESIGN_PRESSURE_PA = 8;
    /// Fan share of a common air-cooled server, to which the measured rise with inlet temperature refers.
    private static final double COMMON_FAN_SHARE = 0.04;
    private static final double LOWEST_FLOW = 0.3;
    /// Heat capacity of water by volume, J/(L K).
    private static final double WATER = 4186;
    /// Powers of the coil's conductance over air and water: two thirds of its resistance lie on the air side.
    private static final double AIR_POWER = 0.53;
    private static final double WATER_POWER = 0.28;

    private final Hall hall;
    private final Asked asked = new Asked(10);
    private final double units;
    private final double unitFlowM3S;
    private final double unitFanW;
    private final double unitCapacityW;
    private final boolean variableSpeed;
    private final @Nullable Exchanger coil;
    private final double waterDesignWK;
    private final double waterRiseK;
    private final @Nullable RearDoorModel rearDoors;
    private double nameplateAirW;
    private double designFlowM3S;
    private double fanScale;

    /// Additional IT power at this inlet, W.
    double riseW;
    double fanW;
    /// Heat into chilled water (or the direct-expansion units), W.
    double heatW;
    /// Share of that which rear doors take before it reaches the air handlers, W.
    double doorHeatW;
    double inletC;
    double supplyC;
    double returnC;
    double flowM3S;
    /// Heat of the air handlers / their capacity with one unit out.
    double load;
    /// Chilled water through coils and doors, L/s.
    double waterLS;

    HallModel(Site site, Hall hall) {
        this.hall = hall;
        for (RackGroup group : hall.racks()) {
            double watts = group.racks() * group.nameplateW();
            if (group.nodeType().isPresent()) {
                NodeType type = site.nodeType(group.nodeType().get());
                double air = watts * (1 - type.liquidFraction());
                nameplateAirW += air;
                designFlowM3S += air / (AIR * type.airDeltaK());
                fanScale += watts * type.fanFraction() / COMMON_FAN_SHARE;
            } else {
                nameplateAirW += watts;
                designFlowM3S += watts / (AIR * SERVICE_DELTA_K);
                fanScale += watts;
            }
        }
        fanScale /= hall.racks().stream().mapToDouble(group -> group.racks() * group.nameplateW()).sum();
        if (hall.crah().isPresent()) {
            AirHandlers crah = hall.crah().get();
            units = crah.units();
            unitFlowM3S = crah.airflowM3S();
            unitFanW = crah.fanPowerW();
            unitCapacityW = crah.capacityW();
            variableSpeed = crah.variableSpeed();
            waterRiseK = crah.waterOutC() - crah.waterInC();
            double capacityW = units * unitCapacityW;
            waterDesignWK = capacityW / waterRiseK;
            coil = new Exchanger(capacityW, crah.returnAirC() - crah.waterInC(), AIR * units * unitFlowM3S,
                    waterDesignWK,
                    AIR_POWER, WATER_POWER);
        } else {
            DirectExpansion crac = hall.crac().orElseThrow();
            units = crac.units();
            unitFlowM3S = crac.airflowM3S();
            unitFanW = crac.fanPowerW();
            unitCapacityW = crac.capacityW();
            variableSpeed = false;
            waterRiseK = 1;
            waterDesignWK = 0;
            coil = null;
        }
        rearDoors = hall.rearDoors().isPresent() && hall.crah().isPresent()
                ? new RearDoorModel(site, hall, hall.rearDoors().get(), hall.crah().get(), designFlowM3S)
                : null;
    }

    /// @param airW      IT heat into the air at 20 C inlet, W
    /// @param totalW    IT power at 20 C inlet, W
    /// @param extraW    heat of busways and PDUs in the hall, W
    /// @param supplySetC set-point of supply air, Celsius
    /// @param pressurePa set-point of differential pressure, Pa
    /// @param waterC    chilled-water supply, Celsius; NaN where the units do not use it
    /// @param fanFactor power of the air handlers' fans / nameplate
    /// @param coilFactor conductance of their coils / nameplate
    void solve(double airW, double totalW, double extraW, double supplySetC, double pressurePa, double waterC,
            double airflowRatio, double inletBiasK, double fanFactor, double coilFactor) {
        if (asked.anew().with(airW).with(totalW).with(extraW).with(supplySetC).with(pressurePa).with(waterC)
                .with(airflowRatio).with(inletBiasK).with(fanFactor).with(coilFactor).again()) {
            return;
        }
        double pressure = Math.sqrt(Math.max(pressurePa, 0.5) / DESIGN_PRESSURE_PA);
        double bypass = Math.min(0.9, hall.bypass() * pressure);
        double leak = Math.min(0.9, hall.recirculation() / pressure);
        double part = Math.clamp(airW / nameplateAirW, 0, 1.2);
        inletC = supplySetC;
        riseW = 0;
        for (int pass = 0; pass < 2; pass++) {
            double serverFlow = designFlowM3S * airflowRatio
                    * (LOWEST_FLOW + (1 - LOWEST_FLOW) * part) * (1 + 0.02 * Math.max(0, inletC - 23));
            double serverHeatW = airW + riseW;
            double deltaK = serverHeatW / (AIR * serverFlow);
            double recirculation = leak;
            double most = units * unitFlowM3S;
            double flow = variableSpeed ? serverFlow * (1 - leak) / (1 - bypass) : most;
            if (flow > most) {
                flow = most;
                recirculation = Math.max(leak, 1 - most * (1 - bypass) / serverFlow);
            }
            flowM3S = flow;
            double share = flow / most;
            fanW = units * unitFanW * fanFactor * (variableSpeed ? fanCurve(share) : 1);
            if (rearDoors != null) {
                rearDoors.solve(serverFlow, inletC + deltaK, supplySetC, waterC, coilFactor);
                doorHeatW = rearDoors.heatW;
            }
            heatW = serverHeatW + extraW + fanW;
            double coilW = heatW - doorHeatW;
            double airWK = AIR * flow;
            double coilK = coilW / airWK;
            double coldest = coil == null
                    ? supplySetC
                    : waterC + coilW / coil.perKelvin(airWK, waterDesignWK, coilFactor) - coilK;
            supplyC = Math.max(supplySetC, coldest);
            inletC = supplyC + recirculation * deltaK * (1 - doorHeatW / Math.max(serverHeatW, 1))
                    / (1 - recirculation) + inletBiasK;
            riseW = totalW * fanScale * (rise(inletC) - 1);
            returnC = supplyC + coilK;
            load = coilW / (Math.max(1, units - 1) * unitCapacityW);
        }
        double heat = heatW - doorHeatW;
        waterLS = coil == null
                ? 0
                : (coil.coldFor(heat, AIR * flowM3S, returnC - waterC, waterDesignWK, coilFactor)
                        + (rearDoors == null ? 0 : rearDoors.waterWK)) / WATER;
    }

    /// Power of a common air-cooled server / the same at 20 C: leakage and fans. A fit through the measured +0.35 to 0.5 %/K
    /// between 23 and 30 C of two colocation sites (arXiv:2509.26163), flat below.
    static double rise(double inletC) {
        double above = Math.max(0, inletC - 22);
        return 1 + 0.001 * (Math.max(inletC, 15) - 20) + 0.0004 * above * above;
    }

    /// Fan power / design against flow / design: variable speed with pressure reset, ASHRAE 90.1 Appendix G.
    private static double fanCurve(double share) {
        double x = Math.clamp(share, 0.1, 1);
        return Math.max(0.03, 0.0408 + x * (0.088 + x * (-0.0729 + x * 0.9437)));
    }

    boolean usesChilledWater() {
        return hall.crah().isPresent();
    }

    double directExpansionCop() {
        return hall.crac().map(DirectExpansion::cop).orElse(0.0);
    }
}
