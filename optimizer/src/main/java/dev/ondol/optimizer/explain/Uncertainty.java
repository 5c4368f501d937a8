package dev.ondol.optimizer.explain;

import dev.ondol.optimizer.explain.PlanExplanation.Effect;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Coefficients;
import java.util.Arrays;
import java.util.Optional;

/// How sure a difference of two estimates is. The standard errors of the identified factors are carried through the model one by
/// one (delta method; factors are taken for independent, of which the card tells no more); what the model missed in hours that
/// it had not seen counts as the same share of the change in cooling power; what is said of IT power has an error of its own.
final class Uncertainty {
    private static final double NORMAL_95 = 1.96;
    /// Error of what nodes draw by their nameplate, standard deviation: 95 % within a tenth.
    private static final double IT_ERROR = 0.1 / NORMAL_95;

    /// Facility and cooling power with something less the power without it, in that order, W.
    interface Difference {
        double[] watts(Calibration known);
    }

    private final Calibration calibration;
    private final double[] factors;
    private final double[] errors;
    private final double coolingError;

    Uncertainty(Calibration calibration, Optional<ModelCard> card) {
        this.calibration = calibration;
        factors = calibration.coefficients().toArray();
        errors = new double[factors.length];
        Arrays.fill(errors, ModelCard.UNFITTED_ERROR);
        card.ifPresent(known -> known.factors().forEach(factor -> {
            int at = Coefficients.NAMES.indexOf(factor.name());
            if (at >= 0) {
                errors[at] = factor.standardError();
            }
        }));
        coolingError = card.map(known -> known.intervalPercent() / 100 / NORMAL_95).orElse(
                ModelCard.UNFITTED_ERROR);
    }

    /// @param itW change of IT power in it, as the nodes' nameplates say, W
    Effect effect(Difference difference, double itW) {
        double[] here = difference.watts(calibration);
        double variance = square(coolingError * here[1]) + square(IT_ERROR * itW);
        for (int factor = 0; factor < factors.length; factor++) {
            double[] moved = factors.clone();
            // Inwards: beyond the bounds a factor has no effect.
            boolean down = factors[factor] + errors[factor] > Coefficients.MOST;
            moved[factor] += down ? -errors[factor] : errors[factor];
            double[] there = difference.watts(calibration.with(calibration.coolingRatio(), Coefficients.of(moved)));
            variance += square(there[0] - here[0]);
        }
        double half = NORMAL_95 * Math.sqrt(variance) / 1000;
        return new Effect(here[0] / 1000, here[0] / 1000 - half, here[0] / 1000 + half);
    }

    private static double square(double value) {
        return value * value;
    }
}
