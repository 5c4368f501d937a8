package dev.ondol.spark;

import dev.ondol.simulator.sweep.FacilityYear;
import dev.ondol.simulator.sweep.YearRow;
import java.io.Serializable;

/// What came of a facility-year on an executor.
sealed interface YearOutcome extends Serializable {
    /// It was simulated.
    record Made(YearRow row) implements YearOutcome {}

    /// It cannot be simulated, on no machine.
    record Failed(FacilityYear year, String reason) implements YearOutcome {}
}
