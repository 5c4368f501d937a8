package dev.ondol.fleet.choice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.market.Money;
import dev.ondol.facility.workload.Placement.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a site said to a job when the front asked all of them, as `sites` of an answer shows it.
///
/// @param site     its name
/// @param outcome  what it said
/// @param startAt  plant time of that site in milliseconds at which the job would start; absent unless PLACED
/// @param kwh      energy behind the meter that the job adds there over its run; absent unless PLACED
/// @param kgCO2    of that energy; absent where the site does not tell
/// @param cost     of that energy, in the fleet's currency; absent where the site does not tell
/// @param litres   of water; absent where the site does not tell
/// @param weighted all of it by the weights, in kWh at the mean of the sites that can be compared; absent for others
/// @param waiting  jobs that wait there already; absent unless DEFERRED
/// @param why      for people: why it was chosen, is behind the chosen one or was left out
/// @param reasons  the site's own, as it gave them
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SiteAnswer(String site, Outcome outcome, @JsonSetter(nulls = Nulls.SET) @Nullable Long startAt,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double kwh, @JsonSetter(nulls = Nulls.SET) @Nullable Double kgCO2,
        @JsonSetter(nulls = Nulls.SET) @Nullable Money cost, @JsonSetter(nulls = Nulls.SET) @Nullable Double litres,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double weighted,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer waiting, String why, List<Reason> reasons) {
    /// What a site says, the best first.
    public enum Outcome {
        /// It has nodes for the job.
        PLACED,
        /// It has nodes, but does not tell all that the weights ask for: the job goes there where no other site has room.
        INCOMPARABLE,
        /// The job would wait there.
        DEFERRED,
        /// The job can never run there.
        REJECTED,
        /// It takes the request for wrong.
        REFUSED,
        /// It has not answered in time, cannot now, or does not let the front in.
        AWAY
    }

    public SiteAnswer {
        reasons = List.copyOf(reasons);
    }

    /// Without figures.
    public static SiteAnswer without(String site, Outcome outcome, String why) {
        return new SiteAnswer(site, outcome, null, null, null, null, null, null, null, why, List.of());
    }

    /// Whether the job may go there.
    public boolean takes() {
        return outcome.compareTo(Outcome.DEFERRED) <= 0;
    }

    SiteAnswer weighing(@Nullable Double newWeighted, String newWhy) {
        return new SiteAnswer(site, outcome, startAt, kwh, kgCO2, cost, litres, newWeighted, waiting, newWhy, reasons);
    }

    SiteAnswer leftOut(String newWhy) {
        return new SiteAnswer(site, Outcome.INCOMPARABLE, startAt, kwh, kgCO2, cost, litres, null, waiting, newWhy,
                reasons);
    }
}
