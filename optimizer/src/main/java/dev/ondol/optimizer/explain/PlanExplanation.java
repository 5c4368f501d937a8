package dev.ondol.optimizer.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.point.PointId;
import dev.ondol.optimizer.metering.Outlay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a plan is as it is, as GET /api/v1/plan/explanation tells it. Effects are means over the plan's first stage, 5 minutes.
///
/// @param plan      id of the plan
/// @param cycle     plant time of its cycle in milliseconds
/// @param weights   by which it was made
/// @param expected  what the facility is expected to take over the horizon of 24 hours, and queued jobs after it
/// @param held      the same if every set-point stayed as it is
/// @param setpoints one for each set-point that the plan may move
/// @param together  what all set-points bring together, against leaving them as they are
/// @param jobs      jobs that start now, largest first, then those that wait; at most [JobReasons#MOST_JOBS]
/// @param jobsLeft  queued jobs that are not named
/// @param rest      what nodes without work do, by GPU model
public record PlanExplanation(String plan, long cycle, Weights weights, Outlay expected, Outlay held,
        List<SetpointDecision> setpoints, Effect together, List<JobDecision> jobs, int jobsLeft,
        List<RestDecision> rest) {
    public PlanExplanation {
        setpoints = List.copyOf(setpoints);
        jobs = List.copyOf(jobs);
        rest = List.copyOf(rest);
    }

    /// Change of facility power with the interval that holds it in 95 of 100 cases, kW; below 0 is saved.
    public record Effect(double kw, double lowKw, double highKw) {}

    /// What would have been chosen otherwise.
    ///
    /// @param what   in words
    /// @param moreWh what it costs more in the plan's score, Wh; below 0 where the search has missed it
    public record NextBest(String what, double moreWh) {}

    /// @param point      the set-point
    /// @param inForce    value in force, in the point's unit
    /// @param value      value in the plan's first stage
    /// @param effect     of this change alone, all others as planned
    /// @param horizonKwh the same over the whole horizon, with all later steps of this set-point
    /// @param binding    rules that keep it from costing less; "Facility energy" where no step would
    /// @param nextBest   other value in the first stage; absent where every other one breaks a rule
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SetpointDecision(PointId point, double inForce, double value, Effect effect, double horizonKwh,
            List<String> binding, @Nullable NextBest nextBest) {
        public SetpointDecision {
            binding = List.copyOf(binding);
        }
    }

    /// @param jobId    the scheduler's name of the job
    /// @param gpus     that it asks for
    /// @param startAt  plant time in milliseconds; absent where it has no place within the horizon
    /// @param profile  its power profile
    /// @param effect   what it adds when it starts
    /// @param binding  rules that keep it from a better place or an earlier start
    /// @param nextBest other start, profile or rack; absent where each breaks a rule
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JobDecision(String jobId, int gpus, @Nullable Long startAt, String profile, Effect effect,
            List<String> binding, @Nullable NextBest nextBest) {
        public JobDecision {
            binding = List.copyOf(binding);
        }
    }

    /// @param gpuModel of the nodes
    /// @param parked   nodes that sleep
    /// @param awake    nodes without work that stay awake
    /// @param effect   of those that sleep, against having them idle awake
    /// @param binding  rules that keep more of them awake
    /// @param nextBest one node more awake
    public record RestDecision(String gpuModel, int parked, int awake, Effect effect, List<String> binding,
            NextBest nextBest) {
        public RestDecision {
            binding = List.copyOf(binding);
        }
    }
}
