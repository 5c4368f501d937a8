package dev.ondol.simulator.electrical;

import dev.ondol.facility.site.Electrical.Transformers;

/// Transformers in parallel that share their load equally. Loss / rated power = no-load loss + load loss x y^2, y = power
/// delivered / rated power: the core's loss is there as long as there is voltage, the windings' grows with the square of the
/// current (IEC 60076-1; the same two-term model as `simple_efficiency` of pvlib). Immutable.
public final class TransformerBank {
    private final double ratedW;
    private final double noLoad;
    private final double load;

    public TransformerBank(Transformers spec) {
        ratedW = spec.units() * spec.ratedW();
        noLoad = spec.noLoad();
        load = spec.load();
    }

    /// Loss of all transformers, W.
    ///
    /// @param outW power they deliver, W; negative where it flows backwards
    public double lossW(double outW) {
        double y = outW / ratedW;
        return ratedW * (noLoad + load * y * y);
    }

    /// Power delivered for a power taken in, W: the root of `out + loss(out) = in`. Negative where less than the no-load loss
    /// goes in.
    ///
    /// @param inW power taken in, W
    public double outW(double inW) {
        double in = inW / ratedW;
        double out = load == 0 ? in - noLoad : (Math.sqrt(1 - 4 * load * (noLoad - in)) - 1) / (2 * load);
        return ratedW * out;
    }
}
