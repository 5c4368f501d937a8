package dev.ondol.optimizer.explain;

import dev.ondol.facility.plan.Weights;
import dev.ondol.optimizer.metering.Outlay;
import java.util.List;

/// What other weights would change, as GET /api/v1/plan/alternatives tells it.
///
/// @param plan         id of the plan
/// @param cycle        plant time of its cycle in milliseconds
/// @param weights      by which it was made
/// @param expected     what it is expected to take
/// @param alternatives the same situation by each weight alone
public record PlanAlternatives(String plan, long cycle, Weights weights, Outlay expected,
        List<Alternative> alternatives) {
    public PlanAlternatives {
        alternatives = List.copyOf(alternatives);
    }

    /// @param weight    `energy`, `carbon`, `money` or `water`
    /// @param expected  what that plan would take, with what queued jobs take after the horizon
    /// @param setpoints set-points that it would set otherwise at some time
    /// @param starts    queued jobs that it would start at another time, elsewhere or with another profile
    public record Alternative(String weight, Outlay expected, int setpoints, int starts) {}
}
