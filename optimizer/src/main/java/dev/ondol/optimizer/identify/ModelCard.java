package dev.ondol.optimizer.identify;

import dev.ondol.optimizer.identify.Agreement.Measures;
import dev.ondol.optimizer.model.Coefficients;
import java.util.List;

/// What the model of this plant is worth: what it was fitted to, what came out, and how well it foretells.
///
/// @param fitted       plant time of the fit, milliseconds
/// @param from         plant time of the first observation, milliseconds
/// @param to           plant time of the last one, milliseconds
/// @param observations observations that were fitted
/// @param outliers     observations that were left out: the plant was on its way, or something was broken
/// @param factors      each factor to the nameplate with its standard error
/// @param fit          cooling power of the window as fitted
/// @param nameplate    the same by the nameplate alone
/// @param ahead        cooling power after the fit before this one, which knew nothing of it; hours is 0 for the first fit
public record ModelCard(long fitted, long from, long to, int observations, int outliers, List<Factor> factors,
        Measures fit, Measures nameplate, Measures ahead) {
    /// What the model is told.
    public static final List<String> DRIVERS = List.of("dry-bulb temperature", "wet-bulb temperature",
            "IT heat into air by hall", "IT heat into liquid by hall", "supply air temperature by hall",
            "differential pressure by hall", "technology loop temperature by hall", "chilled-water temperature",
            "condenser-water temperature");

    /// Standard deviation of a factor before the first fit: makers' tolerances and wear.
    public static final double UNFITTED_ERROR = PowerFit.SPREAD_OF_NAMEPLATES;

    public ModelCard {
        factors = List.copyOf(factors);
    }

    /// The factors as the model takes them.
    public Coefficients coefficients() {
        double[] values = Coefficients.nameplate().toArray();
        for (Factor factor : factors) {
            int at = Coefficients.NAMES.indexOf(factor.name());
            if (at >= 0) {
                values[at] = factor.value();
            }
        }
        return Coefficients.of(values);
    }

    /// @param name          as in [dev.ondol.optimizer.model.Coefficients]
    /// @param standardError corrected for the likeness of neighbouring errors
    public record Factor(String name, double value, double standardError) {}

    /// Half of the interval that holds 95 % of hourly cooling powers, percent of the power foretold: from hours that the model had
    /// not seen where there are a day's, else from the fit.
    public double intervalPercent() {
        return 1.96 * (ahead.hours() >= 24 ? ahead.cvRmse() : fit.cvRmse());
    }
}
