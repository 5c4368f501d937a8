package dev.ondol.facility.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.market.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The optimizer's answer about one job, as returned by POST and GET /api/v1/placements and listed in the plan.
///
/// @param placementId  name of this answer
/// @param jobId        the scheduler's name of the job
/// @param state        what was decided
/// @param assignments  one entry a node; empty unless PLACED or EVICTING, or DEFERRED until others have left these nodes
/// @param startAt      plant time in milliseconds at which the scheduler should start it; absent unless PLACED or EVICTING
/// @param leaseExpires plant time in milliseconds until which the place is kept, or by which the scheduler has
///                     to stop it; absent unless PLACED or EVICTING
/// @param generation   grows with each change of this placement
/// @param powerProfile id of the [PowerProfile] that the controllers set on these nodes; for information
/// @param energy       what the job is expected to cost; absent unless PLACED
/// @param reasons      what bound the decision
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Placement(String placementId, String jobId, State state, List<Assignment> assignments,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long startAt,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long leaseExpires, long generation, String powerProfile,
        @JsonSetter(nulls = Nulls.SET) @Nullable Energy energy, List<Reason> reasons) {
    /// What was decided about a job.
    public enum State {
        /// It has nodes and a start time.
        PLACED,
        /// It waits in the queue; the plan will say when it starts.
        DEFERRED,
        /// It can never run here, and the reasons say why.
        REJECTED,
        /// It runs and is to leave for a job of higher priority: the scheduler stops it by [#leaseExpires] and puts it back into its
        /// queue, or it stays.
        EVICTING,
        /// It has ended, failed or been cancelled; its GPUs are free.
        RELEASED
    }

    /// @param node     node id, for example `node-h3-017-2`
    /// @param replicas replicas of the gang on that node
    /// @param gpus     GPUs used there, all replicas together
    /// @param sharedGpu where replicas share a GPU: its number among the shared GPUs of the node, from 0; absent for whole GPUs
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Assignment(String node, int replicas, int gpus,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer sharedGpu) {
        /// Whole GPUs.
        public Assignment(String node, int replicas, int gpus) {
            this(node, replicas, gpus, null);
        }
    }

    /// Expected over the whole run of the job.
    ///
    /// @param itWh        energy of the GPUs and nodes it uses, watt-hours
    /// @param coolingWh   additional cooling energy, watt-hours
    /// @param lossWh      additional electrical loss, watt-hours
    /// @param kgCO2       of all three from the grid at the hours of the run, kg; absent in answers of earlier versions
    /// @param cost        of all three at the prices of those hours, demand charge not included; absent in answers of earlier versions
    /// @param litres      additional make-up water of cooling towers; absent in answers of earlier versions
    /// @param marginalPue (itWh + coolingWh + lossWh) / itWh
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Energy(double itWh, double coolingWh, double lossWh,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double kgCO2,
            @JsonSetter(nulls = Nulls.SET) @Nullable Money cost,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double litres, double marginalPue) {
        /// All energy behind the meter, watt-hours.
        public double facilityWh() {
            return itWh + coolingWh + lossWh;
        }
    }

    /// @param constraint name of the rule, as in the plan's score
    /// @param impact     in the unit that the constraint names
    /// @param nextBest   what would have been chosen otherwise; may be empty
    public record Reason(String constraint, double impact, String nextBest) {}

    public Placement {
        assignments = List.copyOf(assignments);
        reasons = List.copyOf(reasons);
    }
}
