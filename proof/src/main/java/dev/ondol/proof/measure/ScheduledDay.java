package dev.ondol.proof.measure;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One day of a switchback, from midnight to midnight at the site.
///
/// @param day in the site's zone
/// @param arm who operates
/// @param use what the day is for
public record ScheduledDay(LocalDate day, Arm arm, Use use) {
    /// What a day is for.
    public enum Use {
        /// It counts.
        MEASURE,
        /// The plant forgets how it was operated before.
        WASHOUT,
        /// It does not count for a reason outside of the plan: works, a failure, a visit.
        EXCLUDED;

        /// As files write it: `measure`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Use> find(String id) {
            return Arrays.stream(values()).filter(use -> use.id().equals(id)).findFirst();
        }
    }
}
