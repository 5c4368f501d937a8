package dev.ondol.simulator.plant;

/// Curves of a published machine in the form of EnergyPlus Chiller:Electric:EIR: capacity and energy-input ratio over leaving
/// chilled water x and entering condenser water (or outdoor air) y (Celsius), energy-input ratio over part load. Coefficients from the
/// chiller data set of EnergyPlus (as in Modelica Buildings `Chillers.Data.ElectricEIR`). Inputs outside of the measured
/// range are clamped, and the energy-input ratio is scaled by the Carnot ratio of real and clamped temperatures.
///
/// @param capacity    available capacity / reference capacity
/// @param energyInput energy-input ratio / that at the reference
/// @param partLoad    power / full-load power
/// @param leastLoad   below it the machine cycles
/// @param mostLoad    largest part load
/// @param range       measured temperatures
/// @param condenserApproachK condensing temperature minus entering condenser water or air, for the Carnot ratio, K
record ChillerCurves(Biquadratic capacity, Biquadratic energyInput, Quadratic partLoad, double leastLoad,
        double mostLoad, Range range, double condenserApproachK) {
    /// Condensing temperature over entering condenser water or air, K.
    static final double WATER_APPROACH_K = 7;
    static final double AIR_APPROACH_K = 12;

    /// Trane CVHE 1,442 kW, COP 6.61, variable speed.
    static final ChillerCurves VARIABLE_SPEED = new ChillerCurves(
            new Biquadratic(4.007341E-01, 1.148568E-03, 1.049504E-04, 5.574667E-02, -1.646131E-03, 1.323200E-03),
            new Biquadratic(6.287646E-01, -3.024605E-02, 6.137016E-04, 1.805826E-02, 1.640653E-04, -1.113802E-04),
            new Quadratic(9.299787E-02, 3.244475E-01, 5.818753E-01), 0.10, 1.07, new Range(4.44, 8.89, 12.78, 35),
            WATER_APPROACH_K);
    /// York YT 1,055 kW, COP 5.96, constant speed with inlet vanes.
    static final ChillerCurves CONSTANT_SPEED = new ChillerCurves(
            new Biquadratic(1.785912E-01, -5.900023E-02, -5.946963E-04, 9.297889E-02, -2.841024E-03, 4.974221E-03),
            new Biquadratic(5.245110E-01, -2.850126E-02, 8.034720E-04, 1.893133E-02, 1.151629E-04, -9.340642E-05),
            new Quadratic(2.619878E-01, 2.393605E-01, 4.988306E-01), 0.10, 1.05, new Range(4.44, 8.89, 12.78, 35),
            WATER_APPROACH_K);

    /// York YCAL0033EE 101 kW, COP 3.1, air-cooled scroll compressors that stage with the load.
    static final ChillerCurves AIR_COOLED = new ChillerCurves(
            new Biquadratic(-0.2660645697, 0.0998714035, -0.0023814154, 0.0628316481, -0.0009644649, -0.0011249224),
            new Biquadratic(0.1807017787, 0.0271530312, -0.0004553574, 0.0188175079, 0.0002623276, -0.0012881189),
            new Quadratic(0, 1, 0), 0.10, 1.15, new Range(4.44, 10, 23.89, 51.67), AIR_APPROACH_K);

    private static final double ZERO_C = 273.15;
    private static final double EVAPORATOR_APPROACH_K = 2;
    private static final double LEAST_LIFT_K = 10;

    /// a + b x + c x2 + d y + e y2 + f x y.
    record Biquadratic(double a, double b, double c, double d, double e, double f) {
        double at(double x, double y) {
            return a + x * (b + c * x) + y * (d + e * y) + f * x * y;
        }
    }

    /// a + b p + c p2.
    record Quadratic(double a, double b, double c) {
        double at(double p) {
            return a + p * (b + c * p);
        }
    }

    /// Measured leaving chilled water and entering condenser water, Celsius.
    record Range(double leavingLowC, double leavingHighC, double condenserLowC, double condenserHighC) {
        double leaving(double temperatureC) {
            return Math.clamp(temperatureC, leavingLowC, leavingHighC);
        }

        double condenser(double temperatureC) {
            return Math.clamp(temperatureC, condenserLowC, condenserHighC);
        }

        boolean contains(double leavingC, double condenserC) {
            return leaving(leavingC) == leavingC && condenser(condenserC) == condenserC;
        }
    }

    /// Available capacity / reference capacity.
    double capacityRatio(double leavingC, double condenserC) {
        return capacity.at(range.leaving(leavingC), range.condenser(headPressure(leavingC, condenserC)));
    }

    /// Energy-input ratio at full load / that at the machine's reference.
    double energyInputRatio(double leavingC, double condenserC) {
        double held = headPressure(leavingC, condenserC);
        double x = range.leaving(leavingC);
        double y = range.condenser(held);
        return energyInput.at(x, y) * carnotCop(x, y) / carnotCop(leavingC, held);
    }

    /// Condenser water as the machine lets it in: a valve holds the least lift when the water is colder.
    private double headPressure(double leavingC, double condenserC) {
        return Math.max(condenserC, leavingC - EVAPORATOR_APPROACH_K + LEAST_LIFT_K - condenserApproachK);
    }

    /// Power at a part load / power at full load, for 0 to `mostLoad`; below `leastLoad` the machine cycles.
    double partLoadRatio(double load) {
        return partLoad.at(Math.clamp(load, leastLoad, mostLoad)) * Math.min(1, load / leastLoad);
    }

    private double carnotCop(double leavingC, double condenserC) {
        double evaporating = leavingC - EVAPORATOR_APPROACH_K;
        return (evaporating + ZERO_C) / (condenserC + condenserApproachK - evaporating);
    }
}
