package dev.ondol.proof.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How well a model foretold hours, by ASHRAE Guideline 14 with one parameter: its components are the keys of the JSON.
///
/// @param cvRmse coefficient of variation of the root mean square error, percent of the mean measured value
/// @param nmbe   normalised mean bias error, measured minus modelled, percent of the mean measured value
/// @param hours  hours that were compared
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fit(@Nullable Double cvRmse, @Nullable Double nmbe, int hours) {
    /// Nothing to compare.
    public static final Fit NONE = new Fit(null, null, 0);

    /// The mean of what is known; NaN where nothing is.
    public static double mean(double[] hourly) {
        return Arrays.stream(hourly).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    /// The hours from one on.
    public static Fit of(int from, double[] measured, double[] modelled) {
        return of(Arrays.copyOfRange(measured, from, measured.length), Arrays.copyOfRange(modelled, from,
                modelled.length));
    }

    /// @param measured hourly; NaN where an hour is not judged
    /// @param modelled hourly
    public static Fit of(double[] measured, double[] modelled) {
        int hours = 0;
        double sum = 0;
        double error = 0;
        double square = 0;
        for (int i = 0; i < measured.length; i++) {
            if (Double.isNaN(measured[i]) || Double.isNaN(modelled[i])) {
                continue;
            }
            hours++;
            sum += measured[i];
            error += measured[i] - modelled[i];
            square += (measured[i] - modelled[i]) * (measured[i] - modelled[i]);
        }
        if (hours < 2 || sum == 0) {
            return NONE;
        }
        double mean = sum / hours;
        return new Fit(100 * Math.sqrt(square / (hours - 1)) / mean, 100 * error / ((hours - 1) * mean), hours);
    }
}
