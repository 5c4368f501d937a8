package dev.ondol.simulator.liquid;

/// How the two streams of an exchanger meet, with the effectiveness of each arrangement over transfer units N = UA / Cmin and
/// Z = Cmin / Cmax (Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, chapter 11; the same set as Modelica
/// Buildings `Fluid.Types.HeatExchangerFlowRegime`).
public enum FlowArrangement {
    COUNTER {
        @Override
        double effectiveness(double units, double ratio, boolean hotIsLeast) {
            return HeatExchanger.counterFlow(units, ratio);
        }
    },
    PARALLEL {
        @Override
        double effectiveness(double units, double ratio, boolean hotIsLeast) {
            return -Math.expm1(-units * (1 + ratio)) / (1 + ratio);
        }
    },
    /// Both streams unmixed; the usual approximation, within a few percent of the series.
    CROSS_UNMIXED {
        @Override
        double effectiveness(double units, double ratio, boolean hotIsLeast) {
            double z = Math.max(ratio, SMALL);
            return -Math.expm1(Math.pow(units, 0.22) / z * Math.expm1(-z * Math.pow(units, 0.78)));
        }
    },
    CROSS_HOT_MIXED {
        @Override
        double effectiveness(double units, double ratio, boolean hotIsLeast) {
            return hotIsLeast ? leastMixed(units, ratio) : leastUnmixed(units, ratio);
        }
    },
    CROSS_COLD_MIXED {
        @Override
        double effectiveness(double units, double ratio, boolean hotIsLeast) {
            return hotIsLeast ? leastUnmixed(units, ratio) : leastMixed(units, ratio);
        }
    };

    private static final double SMALL = 1e-6;
    private static final double MOST_UNITS = 200;

    /// Heat / most heat possible, 0 to 1.
    ///
    /// @param units      transfer units, 0 and up
    /// @param ratio      Cmin / Cmax, 0 to 1
    /// @param hotIsLeast true where the hot stream has the smaller capacity rate
    abstract double effectiveness(double units, double ratio, boolean hotIsLeast);

    private static double leastMixed(double units, double ratio) {
        double z = Math.max(ratio, SMALL);
        return -Math.expm1(Math.expm1(-z * units) / z);
    }

    private static double leastUnmixed(double units, double ratio) {
        double z = Math.max(ratio, SMALL);
        return -Math.expm1(z * Math.expm1(-units)) / z;
    }

    /// The transfer units that give an effectiveness: the inverse of [#effectiveness] by bisection.
    ///
    /// @throws IllegalArgumentException if the arrangement cannot reach it
    double transferUnits(double effectiveness, double ratio, boolean hotIsLeast) {
        if (this == COUNTER) {
            return HeatExchanger.transferUnits(effectiveness, ratio);
        }
        double low = 0;
        double high = MOST_UNITS;
        if (!(effectiveness(high, ratio, hotIsLeast) > effectiveness)) {
            throw new IllegalArgumentException(
                    "The design effectiveness (%s) must be below what %s flow reaches (%s).".formatted(effectiveness,
                            this, effectiveness(high, ratio, hotIsLeast)));
        }
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (effectiveness(middle, ratio, hotIsLeast) < effectiveness) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
