package dev.ondol.optimizer.model;

/// A counter-flow heat exchanger by effectiveness and transfer units (Kays and London, Compact Heat Exchangers). Reduced: its
/// conductance is a power of each flow. Capacity rates are flow x specific heat, W/K. Immutable.
final class Exchanger {
    private static final double HIGHEST_EFFECTIVENESS = 0.97;
    private static final int STEPS = 12;
    private static final double NEAR = 2e-3;
    private static final double BALANCED = 1e-4;

    private final double conductanceWK;
    private final double hotDesignWK;
    private final double coldDesignWK;
    private final double hotPower;
    private final double coldPower;

    /// An exchanger that transfers its design heat at its design temperatures.
    ///
    /// @param heatW        heat at design, W
    /// @param spanK        hot side entering minus cold side entering at design, K
    /// @param hotDesignWK  capacity rate of the hot side at design, W/K
    /// @param coldDesignWK capacity rate of the cold side at design, W/K
    /// @param hotPower     power of the conductance over the hot flow, 0 to 1
    /// @param coldPower    power of the conductance over the cold flow, 0 to 1
    Exchanger(double heatW, double spanK, double hotDesignWK, double coldDesignWK, double hotPower, double coldPower) {
        this.hotDesignWK = hotDesignWK;
        this.coldDesignWK = coldDesignWK;
        this.hotPower = hotPower;
        this.coldPower = coldPower;
        double least = Math.min(hotDesignWK, coldDesignWK);
        double ratio = least / Math.max(hotDesignWK, coldDesignWK);
        double effectiveness = Math.clamp(heatW / (least * spanK), 0.05, HIGHEST_EFFECTIVENESS);
        double units = 1 - ratio < BALANCED
                ? effectiveness / (1 - effectiveness)
                : Math.log((1 - effectiveness * ratio) / (1 - effectiveness)) / (1 - ratio);
        conductanceWK = units * least;
    }

    /// Heat at these flows for each kelvin between the entering temperatures, W/K.
    ///
    /// @param transfer conductance / design conductance at the same flows
    double perKelvin(double hotWK, double coldWK, double transfer) {
        return hotWK <= 0 || coldWK <= 0
                ? 0
                : passing(hotWK, coldWK, transfer * conductanceWK * Math.pow(hotWK / hotDesignWK, hotPower));
    }

    /// @param partWK conductance at this hot flow and the design cold flow, W/K
    private double passing(double hotWK, double coldWK, double partWK) {
        double least = Math.min(hotWK, coldWK);
        double ratio = least / Math.max(hotWK, coldWK);
        double units = partWK * Math.pow(coldWK / coldDesignWK, coldPower) / least;
        if (1 - ratio < BALANCED) {
            return least * units / (1 + units);
        }
        double e = Math.exp(-units * (1 - ratio));
        return least * (1 - e) / (1 - ratio * e);
    }

    /// Capacity rate of the cold side at which this heat passes, W/K, at most `mostWK`; within a few tenths of a percent of the heat.
    ///
    /// @param spanK hot side entering minus cold side entering, K
    double coldFor(double heatW, double hotWK, double spanK, double mostWK, double transfer) {
        if (heatW <= 0 || hotWK <= 0) {
            return 0;
        }
        if (spanK <= 0) {
            return mostWK;
        }
        double wanted = heatW / spanK;
        double partWK = transfer * conductanceWK * Math.pow(hotWK / hotDesignWK, hotPower);
        double high = mostWK;
        double above = passing(hotWK, high, partWK) - wanted;
        if (above <= 0) {
            return mostWK;
        }
        double low = 0;
        double below = -wanted;
        double guess = high;
        for (int i = 0; i < STEPS; i++) {
            // The secant from above lands low, because the heat saturates: half-way towards the middle it closes in from both sides.
            double secant = (low * above - high * below) / (above - below);
            guess = i % 2 == 0 ? secant : (secant + (low + high) / 2) / 2;
            double error = passing(hotWK, guess, partWK) - wanted;
            if (Math.abs(error) < NEAR * wanted) {
                break;
            }
            if (error > 0) {
                high = guess;
                above = error;
            } else {
                low = guess;
                below = error;
            }
        }
        return guess;
    }
}
