package dev.ondol.simulator.it;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.NodeType;

/// Fans and leakage of air-cooled servers. Airflow grows with load and, above 24 C inlet, with temperature; fan power is
/// cubic in flow; leakage is proportional to the air-cooled power. The two together are calibrated to measurements of
/// whole servers: +0.35 to 0.5 % of server power per K between 23 and 30 C (arXiv:2509.26163).
public final class ServerAir {
    /// Inlet temperature that nameplate and idle powers refer to, Celsius.
    public static final double REFERENCE_INLET_C = 20;

    /// Airflow / design airflow of a node whose fans stand still: what its neighbours' pressure pushes through it.
    static final double FLOW_WITHOUT_FANS = 0.05;

    private static final double FLOW_AT_NO_LOAD = 0.3;
    private static final double FANS_RISE_ABOVE_C = 24;
    private static final double FLOW_RISE_PER_K = 0.036;
    private static final double MOST_FLOW_RISE = 1.6;
    private static final double LEAKAGE_PER_K = 0.001;

    private ServerAir() {}

    /// Airflow / design airflow at the reference inlet.
    ///
    /// @param load power / nameplate power, 0 to 1
    public static double flowFraction(double load) {
        return FLOW_AT_NO_LOAD + (1 - FLOW_AT_NO_LOAD) * load;
    }

    /// Airflow at this inlet / airflow at the reference inlet, 1 to 1.6.
    public static double flowRise(double inletC) {
        return Math.min(MOST_FLOW_RISE, 1 + FLOW_RISE_PER_K * Math.max(0, inletC - FANS_RISE_ABOVE_C));
    }

    /// Fan power / fan power at the reference inlet: cubic in flow.
    ///
    /// @param flowRise airflow / airflow at the reference inlet, see [#flowRise]
    public static double fanRise(double flowRise) {
        return flowRise * flowRise * flowRise;
    }

    /// Change of silicon power per power at the reference temperature.
    ///
    /// @param aboveK how much warmer the air inlet (or the coolant) is than its reference, K
    public static double leakage(double aboveK) {
        return LEAKAGE_PER_K * aboveK;
    }

    /// Airflow of a node at nameplate load and reference inlet, kg/s.
    public static double designFlowKgS(NodeType type) {
        return type.nameplateW() * (1 - type.liquidFraction()) / (MoistAir.SPECIFIC_HEAT * type.airDeltaK());
    }
}
