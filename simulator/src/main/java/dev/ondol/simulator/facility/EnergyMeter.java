package dev.ondol.simulator.facility;

import java.util.EnumMap;
import java.util.Map;

/// Adds up power over steps, W and J inside.
final class EnergyMeter {
    private static final double J_PER_KWH = 3.6e6;

    private static final Subsystem[] ALL = Subsystem.values();
    private static final boolean[] COOLING = new boolean[ALL.length];

    static {
        for (Subsystem subsystem : ALL) {
            COOLING[subsystem.ordinal()] = subsystem.cooling();
        }
    }

    private final double[] powerW = new double[ALL.length];
    private final double[] energyJ = new double[ALL.length];
    private double seconds;
    private double waterKg;
    private double peakW;
    private double maxBalanceError;
    private double maxInletC = Double.NEGATIVE_INFINITY;
    private double recommendedSeconds;
    private double allowableSeconds;
    private double rackSeconds;
    private double economizerSeconds;

    void power(Subsystem subsystem, double watts) {
        powerW[subsystem.ordinal()] = watts;
    }

    double powerW(Subsystem subsystem) {
        return powerW[subsystem.ordinal()];
    }

    double facilityW() {
        return sum(powerW, false);
    }

    double coolingW() {
        return sum(powerW, true);
    }

    double kwh(Subsystem subsystem) {
        return energyJ[subsystem.ordinal()] / J_PER_KWH;
    }

    double facilityKwh() {
        return sum(energyJ, false) / J_PER_KWH;
    }

    double coolingKwh() {
        return sum(energyJ, true) / J_PER_KWH;
    }

    private static double sum(double[] values, boolean coolingOnly) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += !coolingOnly || COOLING[i] ? values[i] : 0;
        }
        return sum;
    }

    double waterM3() {
        return waterKg / 1000;
    }

    /// Counts a step with the powers set before.
    void count(double step, double makeUpKg, boolean economizing) {
        double facilityW = 0;
        for (int i = 0; i < powerW.length; i++) {
            energyJ[i] += powerW[i] * step;
            facilityW += powerW[i];
        }
        peakW = Math.max(peakW, facilityW);
        waterKg += makeUpKg;
        seconds += step;
        economizerSeconds += economizing ? step : 0;
    }

    /// Notes a heat balance that should be zero.
    void balance(double imbalanceW) {
        double error = Math.abs(imbalanceW) / Math.max(1, powerW(Subsystem.IT));
        maxBalanceError = error > maxBalanceError || Double.isNaN(error) ? error : maxBalanceError;
    }

    /// Notes inlets of a step.
    void inlets(double highestC, double aboveRecommended, double aboveAllowable, double racks, double step) {
        maxInletC = Math.max(maxInletC, highestC);
        recommendedSeconds += aboveRecommended * step;
        allowableSeconds += aboveAllowable * step;
        rackSeconds += racks * step;
    }

    EnergyAccount account(int chillerStarts) {
        Map<Subsystem, Double> kwh = new EnumMap<>(Subsystem.class);
        for (Subsystem subsystem : ALL) {
            kwh.put(subsystem, kwh(subsystem));
        }
        return new EnergyAccount(seconds / 3600, kwh, waterKg, peakW / 1000, maxBalanceError, maxInletC,
                recommendedSeconds / 3600, allowableSeconds / 3600, rackSeconds / 3600, chillerStarts,
                economizerSeconds / 3600);
    }
}
