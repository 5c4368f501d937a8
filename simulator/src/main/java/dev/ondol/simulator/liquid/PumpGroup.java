package dev.ondol.simulator.liquid;

import dev.ondol.facility.site.CoolingPlant;

/// Parallel pumps of one loop. Head = static + rest x flow^2; power = flow x head / efficiency, with the efficiency of pump,
/// motor and drive falling at part load. All electrical power becomes heat of the water. Immutable.
public final class PumpGroup {
    /// How the pumps are driven.
    public enum Drive {
        CONSTANT, VARIABLE
    }

    /// Loss of efficiency of pump, motor and drive together at standstill, relative to design.
    private static final double PART_LOAD_LOSS = 0.2;

    private final double ratedW;
    private final double designFlowLS;
    private final double staticFraction;
    private final Drive drive;

    /// @param ratedW         power of all duty pumps at design flow, W
    /// @param designFlowLS   design flow of all duty pumps, L/s
    /// @param staticFraction static head / design head, 0 to 1
    public PumpGroup(double ratedW, double designFlowLS, double staticFraction, Drive drive) {
        this.ratedW = ratedW;
        this.designFlowLS = designFlowLS;
        this.staticFraction = staticFraction;
        this.drive = drive;
    }

    /// The duty pumps of a site's group.
    public static PumpGroup of(CoolingPlant.Pumps spec) {
        return new PumpGroup(spec.duty() * spec.ratedPowerW(), spec.designFlowLS(), spec.staticFraction(),
                spec.variableSpeed() ? Drive.VARIABLE : Drive.CONSTANT);
    }

    /// Flow that really runs when this much is asked for, L/s; 10 % of design is the least.
    public double flowLS(double wantedLS) {
        return drive == Drive.CONSTANT ? designFlowLS : Math.max(wantedLS, 0.1 * designFlowLS);
    }

    /// Flow / design flow, 0 and up.
    public double speed(double flowLS) {
        return flowLS / designFlowLS;
    }

    /// Electrical power at a flow, W.
    public double powerW(double flowLS) {
        if (drive == Drive.CONSTANT) {
            return ratedW;
        }
        double x = flowLS / designFlowLS;
        double head = staticFraction + (1 - staticFraction) * x * x;
        double lost = PART_LOAD_LOSS * (1 - Math.min(1, x)) * (1 - Math.min(1, x));
        return ratedW * x * head / (1 - lost);
    }

    public double designFlowLS() {
        return designFlowLS;
    }
}
