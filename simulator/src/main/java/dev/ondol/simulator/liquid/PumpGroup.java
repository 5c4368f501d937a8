package dev.ondol.simulator.liquid;

import dev.ondol.facility.site.CoolingPlant;

/// Parallel pumps of one loop against its [SystemCurve]. Power = flow x head / efficiency, with the efficiency of pump,
/// motor and drive falling at part load. All electrical power becomes heat of the water. A standby takes over for a pump
/// that has tripped; where fewer than the duty pumps are left, they run at full speed out on their curve, and the flow is
/// what that gives. Not thread-safe.
public final class PumpGroup {
    /// How the pumps are driven.
    public enum Drive {
        CONSTANT, VARIABLE
    }

    /// Loss of efficiency of pump, motor and drive together at standstill, relative to design.
    private static final double PART_LOAD_LOSS = 0.2;
    /// Head of a pump at full speed without flow / its design head: a calibration, usual for centrifugal pumps.
    private static final double SHUT_OFF_HEAD = 1.25;
    private static final double LEAST_FLOW = 0.1;
    private static final double LEAST_SHARE = 0.01;
    private static final int BISECTIONS = 50;

    private final double ratedW;
    private final double designFlowLS;
    private final SystemCurve curve;
    private final Drive drive;
    private final int duty;

    /// Pumps that run / duty pumps, and the flow they can give then / design flow.
    private double share = 1;
    private double most = Double.POSITIVE_INFINITY;

    /// @param ratedW       power of all duty pumps at design flow, W
    /// @param designFlowLS design flow of all duty pumps, L/s
    /// @param duty         number of duty pumps
    public PumpGroup(double ratedW, double designFlowLS, SystemCurve curve, Drive drive, int duty) {
        this.ratedW = ratedW;
        this.designFlowLS = designFlowLS;
        this.curve = curve;
        this.drive = drive;
        this.duty = duty;
    }

    /// The duty pumps of a site's group, in a loop of pipes.
    public static PumpGroup of(CoolingPlant.Pumps spec) {
        return new PumpGroup(spec.duty() * spec.ratedPowerW(), spec.designFlowLS(),
                SystemCurve.ofPipes(spec.staticFraction()), spec.variableSpeed() ? Drive.VARIABLE : Drive.CONSTANT,
                spec.duty());
    }

    /// Says how many pumps can run, standby pumps counted.
    public void available(int pumps) {
        share = Math.clamp((double) pumps / duty, LEAST_SHARE, 1);
        most = share < 1 ? mostFlow() : Double.POSITIVE_INFINITY;
    }

    /// Where the curve of the pumps that are left meets that of the loop, flow / design flow.
    private double mostFlow() {
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double x = (low + high) / 2;
            double each = x / share;
            if (curve.head(x) < SHUT_OFF_HEAD - (SHUT_OFF_HEAD - 1) * each * each) {
                low = x;
            } else {
                high = x;
            }
        }
        return high;
    }

    /// Flow that the pumps can give / design flow; 1 while the duty can be run.
    public double mostShare() {
        return Math.min(1, most);
    }

    /// Flow that really runs when this much is asked for, L/s; 10 % of design is the least.
    public double flowLS(double wantedLS) {
        double flowLS = drive == Drive.CONSTANT ? designFlowLS : Math.max(wantedLS, LEAST_FLOW * designFlowLS);
        return Math.min(flowLS, most * designFlowLS);
    }

    /// Flow / design flow, 0 and up.
    public double speed(double flowLS) {
        return flowLS / designFlowLS;
    }

    /// Electrical power at a flow, W.
    public double powerW(double flowLS) {
        if (drive == Drive.CONSTANT && share == 1) {
            return ratedW;
        }
        double x = drive == Drive.CONSTANT ? most : flowLS / designFlowLS;
        double idle = 1 - Math.min(1, x / share);
        double lost = PART_LOAD_LOSS * idle * idle;
        return ratedW * x * curve.head(x) / (1 - lost);
    }

    public double designFlowLS() {
        return designFlowLS;
    }
}
