package dev.ondol.facility.plan;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.workload.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The optimizer's proposal for the next hours, retained on MQTT and kept in the historian. All times are plant time in
/// milliseconds since 1970-01-01T00:00Z.
///
/// @param id         unique name
/// @param site       the site it is for
/// @param cycle      the planning cycle it answers
/// @param horizonEnd end of the planned time
/// @param setpoints  steps of each writable point of the plant, in order of time
/// @param starts     queued jobs that get nodes in this plan and may start in the coming cycle
/// @param profiles   GPU power profile wanted on each node that has one other than uncapped
/// @param rest       what nodes without work do
/// @param expected   what the plan is expected to draw, and what holding the present set-points would
/// @param solve      how the plan was found
/// @param conflicts  what the plan cannot keep; it is then the least bad that is possible
public record Plan(String id, String site, long cycle, long horizonEnd, List<SetpointSteps> setpoints,
        List<Placement> starts, List<NodeProfile> profiles, Rest rest, Expected expected, Solve solve,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Conflict> conflicts) {
    /// @param point  the set-point
    /// @param steps  values in the point's unit, ordered by time; each holds until the next
    /// @param reason constraint that binds it, or "energy"
    public record SetpointSteps(PointId point, List<Step> steps, String reason) {
        public SetpointSteps {
            steps = List.copyOf(steps);
        }
    }

    public record Step(long at, double value) {}

    /// @param node    node id
    /// @param profile id of the power profile
    /// @param setting GPU power cap or clock in percent
    /// @param clock   true: a clock lock; false: a power cap
    public record NodeProfile(String node, String profile, double setting, boolean clock) {}

    /// What nodes without work do. Those that are not named are awake.
    ///
    /// @param parked   nodes that are to be parked
    /// @param deepIdle true: awake nodes take links and clocks down while they have no work
    public record Rest(List<String> parked, boolean deepIdle) {
        /// All nodes idle ready.
        public static final Rest NONE = new Rest(List.of(), false);

        public Rest {
            parked = List.copyOf(parked);
        }
    }

    /// Means over the first hour, in kW.
    public record Expected(double itKw, double coolingKw, double facilityKw, double holdFacilityKw, double pue) {}

    /// @param score     Timefold's score as text
    /// @param moves     moves evaluated
    /// @param queued    jobs that were still waiting
    /// @param unplaced  of those, how many have no place within the horizon
    /// @param millis    wall time of the solve, for information
    public record Solve(String score, long moves, int queued, int unplaced, long millis) {}

    /// A rule that cannot be kept, or work that finds no place.
    ///
    /// @param rule   name of the rule, for example "Inlet limit"
    /// @param amount by how much at the worst moment, in the unit
    /// @param unit   UCUM: `K`, `%`, `min` or `{GPU}`
    /// @param where  hall, equipment, point, GPU model or job
    /// @param from   plant time from which it cannot be kept
    /// @param until  plant time until which
    /// @param remedy what an operator can do
    public record Conflict(String rule, double amount, String unit, String where, long from, long until,
            String remedy) {}

    /// A plan without conflicts.
    public Plan(String id, String site, long cycle, long horizonEnd, List<SetpointSteps> setpoints,
            List<Placement> starts, List<NodeProfile> profiles, Rest rest, Expected expected, Solve solve) {
        this(id, site, cycle, horizonEnd, setpoints, starts, profiles, rest, expected, solve, List.of());
    }

    /// A plan without conflicts that lets all nodes idle ready.
    public Plan(String id, String site, long cycle, long horizonEnd, List<SetpointSteps> setpoints,
            List<Placement> starts, List<NodeProfile> profiles, Expected expected, Solve solve) {
        this(id, site, cycle, horizonEnd, setpoints, starts, profiles, Rest.NONE, expected, solve);
    }

    /// The same plan with those set-points only that pass.
    public Plan filter(Predicate<PointId> passes) {
        return new Plan(id, site, cycle, horizonEnd, setpoints.stream().filter(of -> passes.test(of.point())).toList(),
                starts, profiles, rest, expected, solve, conflicts);
    }

    /// The same plan with more set-points.
    public Plan and(List<SetpointSteps> more) {
        List<SetpointSteps> all = new ArrayList<>(setpoints);
        all.addAll(more);
        return new Plan(id, site, cycle, horizonEnd, all, starts, profiles, rest, expected, solve, conflicts);
    }

    public Plan {
        setpoints = List.copyOf(setpoints);
        starts = List.copyOf(starts);
        profiles = List.copyOf(profiles);
        conflicts = List.copyOf(conflicts);
    }
}
