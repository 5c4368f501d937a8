package dev.ondol.simulator.liquid;

/// Head that the pumps of a loop work against, relative to its head at design flow: `static + sum k_i x^n_i`, x = flow /
/// design flow. Pipes, fittings and exchangers are turbulent, n = 2 (Darcy-Weisbach). Cold plates have laminar passages
/// besides: n = 1.85 (Open Compute Project, cold-plate loop of a 1 kW accelerator module). Filter meshes have n = 1.76
/// (Open Compute Project, Google Deschutes coolant distribution unit). Immutable.
///
/// @param fixed  static head, 0 to 1
/// @param pipes  share of pipes, fittings and exchangers, 0 to 1
/// @param plates share of cold plates, 0 to 1
/// @param filter share of filters, 0 to 1
public record SystemCurve(double fixed, double pipes, double plates, double filter) {
    static final double PLATE_EXPONENT = 1.85;
    static final double FILTER_EXPONENT = 1.76;
    private static final double ROUNDING = 1e-9;

    /// A coolant distribution unit with its racks: 50 kPa in the cold plates, 65 kPa in the filter, 84 kPa in the exchanger (the
    /// published nominal points of Open Compute Project loops and of the Vertiv XDU1350) and 146 kPa in manifolds, hoses
    /// and couplings. The last is a calibration: with it a unit of 1 MW takes the 12 kW that the reference site gives it.
    public static final SystemCurve COLD_PLATES = new SystemCurve(0, 230.0 / 345, 50.0 / 345, 65.0 / 345);

    /// @throws IllegalArgumentException if a share is negative or the shares do not add up to 1
    public SystemCurve {
        double least = Math.min(Math.min(fixed, pipes), Math.min(plates, filter));
        double sum = fixed + pipes + plates + filter;
        if (!(least >= 0 && Math.abs(sum - 1) <= ROUNDING)) {
            throw new IllegalArgumentException(
                    "The shares of the head (%s, %s, %s, %s) must be 0 or more and add up to 1."
                            .formatted(fixed, pipes, plates, filter));
        }
    }

    /// A loop of pipes and exchangers.
    ///
    /// @param fixed static head / head at design flow, 0 to 1
    public static SystemCurve ofPipes(double fixed) {
        return new SystemCurve(fixed, 1 - fixed, 0, 0);
    }

    /// Head / head at design flow.
    ///
    /// @param x flow / design flow, 0 and up
    public double head(double x) {
        double head = fixed + pipes * x * x;
        return plates + filter == 0
                ? head
                : head + plates * Math.pow(x, PLATE_EXPONENT) + filter * Math.pow(x, FILTER_EXPONENT);
    }
}
