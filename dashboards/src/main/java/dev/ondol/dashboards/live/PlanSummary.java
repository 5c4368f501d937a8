package dev.ondol.dashboards.live;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The newest plan as an operator reads it: what is in force, what comes next, and what the plan expects of it.
///
/// @param id        of the plan
/// @param cycle     plant time of its cycle in milliseconds
/// @param setpoints of the plant, those that change first
/// @param starts    jobs that may start in the coming cycle
/// @param profiles  nodes with a power profile other than uncapped
/// @param expected  means over the first hour as the plan expects them: an expectation, not a measured saving
/// @param solve     how the plan was found
/// @param conflicts what it cannot keep; it is then the least bad one
public record PlanSummary(String id, long cycle, List<NextSetpoint> setpoints, int starts, int profiles,
        Plan.Expected expected, Plan.Solve solve, List<Plan.Conflict> conflicts) {
    /// @param point   the set-point
    /// @param unit    UCUM code of both values
    /// @param inForce value that the plant reports
    /// @param next    value that the plan wants
    /// @param at      plant time in milliseconds from which it wants it
    /// @param changes whether the two differ by more than the dead-band
    /// @param min     lowest value that the operator's envelope allows
    /// @param max     highest value that it allows
    /// @param reason  constraint that binds it, or "energy"
    public record NextSetpoint(PointId point, String unit, @Nullable Double inForce, double next, long at,
            boolean changes, double min, double max, String reason) {}

    /// @param now     plant time in milliseconds
    /// @param inForce what the plant reports for a set-point
    static PlanSummary of(Plan plan, long now, PointCatalog catalog, Function<Point, Figure> inForce) {
        List<NextSetpoint> next = new ArrayList<>();
        for (SetpointSteps steps : plan.setpoints()) {
            catalog.find(steps.point()).filter(Point::writable).filter(ignored -> !steps.steps().isEmpty())
                    .ifPresent(point -> next.add(next(point, steps, now, inForce.apply(point))));
        }
        next.sort((a, b) -> Boolean.compare(b.changes(), a.changes()));
        return new PlanSummary(plan.id(), plan.cycle(), List.copyOf(next), plan.starts().size(),
                plan.profiles().size(), plan.expected(), plan.solve(), plan.conflicts());
    }

    /// The step in force now if the plant does not have it yet, else the first later one that differs.
    private static NextSetpoint next(Point point, SetpointSteps steps, long now, Figure figure) {
        var limits = point.limits().orElseThrow();
        Double current = figure.good() ? figure.value() : null;
        Step chosen = steps.steps().getFirst();
        for (Step step : steps.steps()) {
            if (step.at() <= now) {
                chosen = step;
            }
        }
        boolean changes = current != null && Math.abs(chosen.value() - current) > limits.deadband();
        if (current != null && !changes) {
            for (Step step : steps.steps()) {
                if (step.at() > now && Math.abs(step.value() - current) > limits.deadband()) {
                    chosen = step;
                    changes = true;
                    break;
                }
            }
        }
        return new NextSetpoint(point.id(), point.quantity().unit(), current, chosen.value(), chosen.at(), changes,
                limits.min(), limits.max(), steps.reason());
    }
}
