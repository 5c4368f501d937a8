package dev.ondol.proof.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.proof.replay.Irregularity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a switchback on a live site showed; its components are the keys of the JSON.
///
/// @param site           identifier
/// @param meter          facility or cooling
/// @param option         of the protocol: C or B
/// @param driver         what energy was held against: work or it-load
/// @param from           first day that counts
/// @param to             last day that counts
/// @param ondolDays      days that count, of Ondol
/// @param baselineDays   days that count, of the baseline
/// @param runs           of days of one arm
/// @param daysLeftOut    planned to count, but too little was measured
/// @param savingPercent  less energy than the adjusted baseline, percent of it; below 0 where more was used
/// @param low            lower end of the 95 % interval, percent
/// @param high           upper end, percent
/// @param significant    whether the interval leaves out 0
/// @param savedKwh       on the days of Ondol that count
/// @param savedKwhLow    lower end of the 95 % interval
/// @param savedKwhHigh   upper end
/// @param model          the adjusted baseline
/// @param cusum          day by day
/// @param irregularities what was wrong with the recording or a day
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredSaving(String site, String meter, String option, String driver, String from, String to,
        int ondolDays, int baselineDays, int runs, int daysLeftOut, double savingPercent, double low, double high,
        boolean significant, double savedKwh, double savedKwhLow, double savedKwhHigh, Model model,
        List<CusumDay> cusum, List<Irregularity> irregularities) {
    /// How good the adjusted baseline is; figures of ASHRAE Guideline 14 on the baseline's days.
    ///
    /// @param cvRmse           percent of the mean
    /// @param nmbe             percent of the mean, measured minus modelled
    /// @param r2               share of the variance that it explains
    /// @param parameters       of the model, without that of the saving
    /// @param changePointC     wet bulb at which the slope changes; absent where weather hardly varied
    /// @param autocorrelation  of errors from one day to the next
    /// @param degreesOfFreedom of the interval
    /// @param uncertainty68    half of the 68 % interval, percent of the saving (Guideline 14 asks for 50 at most)
    /// @param outsideDays      days of Ondol with weather or load that no day of the baseline had
    /// @param energyFrom       counter or power
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(double cvRmse, double nmbe, double r2, int parameters, @Nullable Double changePointC,
            double autocorrelation, double degreesOfFreedom, @Nullable Double uncertainty68, int outsideDays,
            String energyFrom) {}

    /// One day that counts.
    ///
    /// @param adjustedKwh   what the baseline would have taken
    /// @param cumulativeKwh adjusted less measured, up to and with the day
    public record CusumDay(String day, String arm, double kwh, double adjustedKwh, double cumulativeKwh) {}
}
