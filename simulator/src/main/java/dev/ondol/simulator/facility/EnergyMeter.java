package dev.ondol.simulator.facility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Adds up power over steps, W and J inside.
final class EnergyMeter {
    private static final double J_PER_KWH = 3.6e6;

    private final Map<Subsystem, Tally> tallies = new EnumMap<>(Subsystem.class);
    private final List<Tally> cooling = new ArrayList<>();
    private double seconds;
    private double waterKg;
    private double peakW;
    private double maxBalanceError;
    private double maxInletC = Double.NEGATIVE_INFINITY;
    private double recommendedSeconds;
    private double allowableSeconds;
    private double rackSeconds;
    private double economizerSeconds;
    private double beyondCurvesSeconds;

    EnergyMeter() {
        for (Subsystem subsystem : Subsystem.values()) {
            Tally tally = new Tally();
            tallies.put(subsystem, tally);
            if (subsystem.cooling()) {
                cooling.add(tally);
            }
        }
    }

    private Tally tally(Subsystem subsystem) {
        return Objects.requireNonNull(tallies.get(subsystem));
    }

    void power(Subsystem subsystem, double watts) {
        tally(subsystem).powerW = watts;
    }

    double powerW(Subsystem subsystem) {
        return tally(subsystem).powerW;
    }

    double facilityW() {
        return powerW(tallies.values());
    }

    double coolingW() {
        return powerW(cooling);
    }

    double kwh(Subsystem subsystem) {
        return tally(subsystem).energyJ / J_PER_KWH;
    }

    double facilityKwh() {
        return kwh(tallies.values());
    }

    double coolingKwh() {
        return kwh(cooling);
    }

    private static double powerW(Collection<Tally> tallies) {
        double sum = 0;
        for (Tally tally : tallies) {
            sum += tally.powerW;
        }
        return sum;
    }

    private static double kwh(Collection<Tally> tallies) {
        double sum = 0;
        for (Tally tally : tallies) {
            sum += tally.energyJ;
        }
        return sum / J_PER_KWH;
    }

    double waterM3() {
        return waterKg / 1000;
    }

    /// Counts a step with the powers set before.
    void count(double step, double makeUpKg, boolean economizing, boolean beyondCurves) {
        double facilityW = 0;
        for (Tally tally : tallies.values()) {
            tally.energyJ += tally.powerW * step;
            facilityW += tally.powerW;
        }
        peakW = Math.max(peakW, facilityW);
        waterKg += makeUpKg;
        seconds += step;
        economizerSeconds += economizing ? step : 0;
        beyondCurvesSeconds += beyondCurves ? step : 0;
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
        for (Subsystem subsystem : Subsystem.values()) {
            kwh.put(subsystem, kwh(subsystem));
        }
        return new EnergyAccount(seconds / 3600, kwh, waterKg, peakW / 1000, maxBalanceError, maxInletC,
                recommendedSeconds / 3600, allowableSeconds / 3600, rackSeconds / 3600, chillerStarts,
                economizerSeconds / 3600, beyondCurvesSeconds / 3600);
    }

    private static final class Tally {
        private double powerW;
        private double energyJ;
    }
}
