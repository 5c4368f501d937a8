package dev.ondol.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.proof.calibrate.Factor;
import dev.ondol.proof.replay.Fit;
import dev.ondol.proof.replay.Indicators;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.PointFit;
import dev.ondol.proof.suspect.Suspect;
import dev.ondol.proof.whatif.Counterfactual;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a replay found; its components are the keys of the JSON. Shares and errors in percent.
///
/// @param site             id of the site
/// @param from             first hour, UTC
/// @param to               end of the last hour, UTC
/// @param hours            hours of the window
/// @param hoursLeftOut     of them not judged: the plant settles, or something that drives it is missing
/// @param total            power of the facility
/// @param cooling          power of the cooling
/// @param consumers        by kind of equipment
/// @param suspects         what may be broken, the likeliest first
/// @param irregularities   what was wrong with the recording
/// @param rows             rows that were read
/// @param samplesPerSecond rows read a wall second
/// @param replaySeconds    wall time of the replay without the reading
/// @param points           by point
/// @param indicators       what was used over the judged hours: recorded, simulated, and under another operation
/// @param calibration      how the plant was fitted, where it was; the other figures are then those of the fitted plant in the hours
///                         after the training
/// @param counterfactual   what another operation would have taken, where it was asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayResult(String site, String from, String to, int hours, int hoursLeftOut, Fit total, Fit cooling,
        Map<String, Fit> consumers, List<Suspect> suspects, List<Irregularity> irregularities, long rows,
        double samplesPerSecond, double replaySeconds, List<PointFit> points, List<Indicators> indicators,
        @Nullable Calibrated calibration,
        @Nullable Counterfactual counterfactual) {
    /// What calibration brought; its components are the keys of the JSON.
    ///
    /// @param trainedHours hours of the window that it was fitted to; the others are judged
    /// @param factors      on the nameplate
    /// @param totalBefore   power of the facility as described, in the judged hours
    /// @param coolingBefore power of the cooling as described, in the judged hours
    /// @param seconds       wall time
    public record Calibrated(int trainedHours, List<Factor> factors, Fit totalBefore, Fit coolingBefore,
            double seconds) {}
}
