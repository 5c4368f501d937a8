package dev.ondol.proof.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.proof.loop.ClosedLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one run gave after its day of settling.
///
/// @param key                 of the run, see [RunSpec#key]
/// @param contender           id of the policy
/// @param week                first measured day, site-local
/// @param seed                of jobs, plant and sensors
/// @param days                the measured days
/// @param heatKwh             change of the heat in air, racks and water over the measured days, kWh: what was not removed
/// @param backlogGpuHours     work of the jobs that wait at the end minus that at the beginning, reference GPU-hours
/// @param maxBalanceError     largest heat-balance error of a step / IT power, settling included
/// @param latestMinutes       longest time by which a job was later than its service level, minutes, settling included
/// @param wallSeconds         of the run
/// @param effort              what planning cost; nothing for baselines
/// @param twin                what a twin gave that ran along; absent where there was none
public record RunFigures(String key, String contender, String week, long seed, List<DayFigures> days, double heatKwh,
        double backlogGpuHours, double maxBalanceError, double latestMinutes, double wallSeconds,
        ClosedLoop.Effort effort, @JsonSetter(nulls = Nulls.SET) @Nullable RunFigures twin) {
    public RunFigures {
        days = List.copyOf(days);
    }

    /// Facility energy per heat that is left to remove: cooling energy / IT energy of the run.
    public double coolingPerHeat() {
        double it = days.stream().mapToDouble(DayFigures::itKwh).sum();
        double cooling = days.stream().mapToDouble(DayFigures::coolingKwh).sum();
        return it > 0 ? cooling / it : 0;
    }

    /// Cooling energy that the run still owes (or has in hand, below 0) because the building is warmer (colder) at its end than
    /// at its beginning, kWh.
    public double owedKwh() {
        return heatKwh * coolingPerHeat();
    }
}
