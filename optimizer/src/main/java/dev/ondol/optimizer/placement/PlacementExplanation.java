package dev.ondol.optimizer.placement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a job landed where it did, written down when that was decided.
///
/// @param placementId name of the answer
/// @param jobId       the scheduler's name of the job
/// @param generation  of the placement that is explained
/// @param at          plant time of the decision in milliseconds
/// @param state       what was decided
/// @param by          `fast path` where the request itself was decided, `plan` where the solver has chosen, `rule` where no node
///                    was looked at
/// @param reasons     what bound the decision
/// @param chosen      the place; absent where there is none
/// @param others      places that would have done, the next best first, at most seven
/// @param passedOver  nodes that were left out, by the rule that bound
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementExplanation(String placementId, String jobId, long generation, long at, Placement.State state,
        String by, List<Reason> reasons, @JsonSetter(nulls = Nulls.SET) @Nullable Place chosen, List<Place> others,
        Map<String, Integer> passedOver) {
    /// @param nodes       the first ten
    /// @param nodeCount   all of them
    /// @param facilityW   power that the job adds behind the meter, W
    /// @param moreW       of that more than the chosen place, W
    /// @param limitExcess what it would break of cooling limits even at the safest set-points; 0 for nothing
    /// @param itWh        energy of the whole run, Wh
    /// @param coolingWh   additional cooling energy of the run, Wh
    /// @param marginalPue what the meter counts for each Wh of the job
    public record Place(List<String> nodes, int nodeCount, double facilityW, double moreW, double limitExcess,
            double itWh, double coolingWh, double marginalPue) {
        public Place {
            nodes = List.copyOf(nodes);
        }
    }

    public PlacementExplanation {
        reasons = List.copyOf(reasons);
        others = List.copyOf(others);
        passedOver = Map.copyOf(passedOver);
    }
}
