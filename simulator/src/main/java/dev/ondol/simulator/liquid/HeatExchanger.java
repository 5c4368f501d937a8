package dev.ondol.simulator.liquid;

/// A dry heat exchanger by the effectiveness-NTU method, counter-flow unless said otherwise. Its conductance follows both flows:
/// 1/UA = 1/hA_hot + 1/hA_cold, hA ~ flow^n (ASHRAE Toolkit for secondary HVAC, Brandemuehl 1993; the form and exponents
/// of Modelica Buildings DryCoilEffectivenessNTU). Capacity rates are flow x specific heat, W/K. Immutable.
public final class HeatExchanger {
    /// Exponents of hA over flow: air across fins, water in tubes, and both sides of a plate exchanger.
    public static final double AIR = 0.8;
    public static final double WATER = 0.85;
    public static final double PLATE = 0.7;

    private final FlowArrangement arrangement;
    private final double hotDesignWK;
    private final double coldDesignWK;
    private final double hotExponent;
    private final double coldExponent;
    private final double hotConductanceWK;
    private final double coldConductanceWK;

    /// A counter-flow exchanger that transfers its design heat at its design temperatures.
    public HeatExchanger(double heatW, double hotInC, double coldInC, double hotDesignWK, double coldDesignWK,
            double hotOverCold, double hotExponent, double coldExponent) {
        this(FlowArrangement.COUNTER, heatW, hotInC, coldInC, hotDesignWK, coldDesignWK, hotOverCold, hotExponent,
                coldExponent);
    }

    /// An exchanger that transfers its design heat at its design temperatures.
    ///
    /// @param heatW        heat at design, W
    /// @param hotInC       hot side entering, Celsius
    /// @param coldInC      cold side entering, Celsius
    /// @param hotDesignWK  capacity rate of the hot side at design, W/K
    /// @param coldDesignWK capacity rate of the cold side at design, W/K
    /// @param hotOverCold  hA of the hot side / hA of the cold side at design
    /// @param hotExponent  of hA over the hot flow, one of the constants here
    /// @param coldExponent of hA over the cold flow
    public HeatExchanger(FlowArrangement arrangement, double heatW, double hotInC, double coldInC, double hotDesignWK,
            double coldDesignWK,
            double hotOverCold, double hotExponent, double coldExponent) {
        double wanted = heatW / (Math.min(hotDesignWK, coldDesignWK) * (hotInC - coldInC));
        if (!(wanted > 0 && wanted < 0.995)) {
            throw new IllegalArgumentException(
                    "The design effectiveness (%s) must be above 0 and below 1. Maybe the design temperatures contradict each other."
                            .formatted(wanted));
        }
        this.arrangement = arrangement;
        this.hotDesignWK = hotDesignWK;
        this.coldDesignWK = coldDesignWK;
        this.hotExponent = hotExponent;
        this.coldExponent = coldExponent;
        double ratio = Math.min(hotDesignWK, coldDesignWK) / Math.max(hotDesignWK, coldDesignWK);
        double conductanceWK = arrangement.transferUnits(wanted, ratio, hotDesignWK <= coldDesignWK)
                * Math.min(hotDesignWK, coldDesignWK);
        hotConductanceWK = conductanceWK * (1 + hotOverCold);
        coldConductanceWK = conductanceWK * (1 + hotOverCold) / hotOverCold;
    }

    /// Effectiveness of a counter-flow exchanger, 0 to 1.
    ///
    /// @param units number of transfer units UA / Cmin
    /// @param ratio Cmin / Cmax, 0 to 1
    public static double counterFlow(double units, double ratio) {
        if (ratio > 0.999_999) {
            return units / (1 + units);
        }
        double e = Math.exp(-units * (1 - ratio));
        return (1 - e) / (1 - ratio * e);
    }

    /// Transfer units of a counter-flow exchanger at an effectiveness: the inverse of [#counterFlow].
    public static double transferUnits(double effectiveness, double ratio) {
        if (ratio > 0.999_999) {
            return effectiveness / (1 - effectiveness);
        }
        return Math.log((1 - effectiveness * ratio) / (1 - effectiveness)) / (1 - ratio);
    }

    /// Conductance UA at these capacity rates, W/K.
    public double conductanceWK(double hotWK, double coldWK) {
        double hot = hotConductanceWK * Math.pow(hotWK / hotDesignWK, hotExponent);
        double cold = coldConductanceWK * Math.pow(coldWK / coldDesignWK, coldExponent);
        return hot * cold / (hot + cold);
    }

    /// Heat from the hot to the cold side, W; negative where the cold side is warmer.
    public double heatW(double hotInC, double hotWK, double coldInC, double coldWK) {
        if (hotWK <= 0 || coldWK <= 0) {
            return 0;
        }
        double least = Math.min(hotWK, coldWK);
        double ratio = least / Math.max(hotWK, coldWK);
        double units = conductanceWK(hotWK, coldWK) / least;
        double effectiveness = arrangement == FlowArrangement.COUNTER
                ? counterFlow(units, ratio)
                : arrangement.effectiveness(units, ratio, hotWK <= coldWK);
        return effectiveness * least * (hotInC - coldInC);
    }

    /// The cold side's capacity rate at which this heat flows, at most `mostColdWK` (W/K), within 1e-4 of the heat.
    public double coldFor(double heatW, double hotInC, double hotWK, double coldInC, double mostColdWK) {
        if (heatW <= 0 || hotWK <= 0) {
            return 0;
        }
        double high = mostColdWK;
        double above = heatW(hotInC, hotWK, coldInC, high) - heatW;
        if (above <= 0) {
            return mostColdWK;
        }
        double low = 0;
        double below = -heatW;
        double guess = high;
        int side = 0;
        for (int i = 0; i < 40; i++) {
            guess = (low * above - high * below) / (above - below);
            double error = heatW(hotInC, hotWK, coldInC, guess) - heatW;
            if (Math.abs(error) < 1e-4 * heatW) {
                break;
            }
            if (error > 0) { // Illinois variant of the false position
                high = guess;
                above = error;
                below = side == 1 ? below / 2 : below;
                side = 1;
            } else {
                low = guess;
                below = error;
                above = side == -1 ? above / 2 : above;
                side = -1;
            }
        }
        return guess;
    }
}
