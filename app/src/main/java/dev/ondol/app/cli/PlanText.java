package dev.ondol.app.cli;

import dev.ondol.facility.plan.Plan;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.explain.PlanExplanation.Effect;
import dev.ondol.optimizer.explain.PlanExplanation.NextBest;
import dev.ondol.optimizer.explain.PlanExplanation.SetpointDecision;
import dev.ondol.proof.whatif.PlanAt;

/// What would have been planned, for people at a terminal.
final class PlanText {
    private PlanText() {}

    static String of(PlanAt answer) {
        Plan plan = answer.plan();
        StringBuilder text = new StringBuilder(
                "At %s (cycle %s) Ondol would have planned, jobs as they ran:%n".formatted(answer.asked(),
                        answer.at()));
        PlanExplanation why = answer.explanation();
        if (why != null) {
            for (SetpointDecision each : why.setpoints()) {
                setpoint(text, each);
            }
            text.append("  together %s%n".formatted(effect(why.together())));
        }
        plan.conflicts()
                .forEach(conflict -> text.append("  cannot be kept: %s at %s by %.2f %s; %s%n".formatted(conflict
                        .rule(), conflict.where(), conflict.amount(), conflict.unit(), conflict.remedy())));
        return text.append(
                "  expected over the first hour: facility %.1f kW, cooling %.1f kW, PUE %.3f; held as it was: %.1f kW%s"
                        .formatted(plan.expected().facilityKw(), plan.expected().coolingKw(), plan.expected().pue(),
                                plan
                                        .expected().holdFacilityKw(),
                                answer.cut()
                                        ? "%n  a search was ended by the clock: another run may find another plan"
                                                .formatted()
                                        : ""))
                .toString();
    }

    private static void setpoint(StringBuilder text, SetpointDecision each) {
        text.append("  %-48s %8.2f -> %8.2f   %s%n".formatted(each.point(), each.inForce(), each.value(), effect(each
                .effect())));
        NextBest other = each.nextBest();
        text.append("      because of %s%s%n".formatted(String.join(", ", each.binding()), other == null
                ? ""
                : "; next best: %s (%+.0f Wh)".formatted(other.what(), other.moreWh())));
    }

    private static String effect(Effect effect) {
        return "%+.1f kW (95 %%: %+.1f to %+.1f)".formatted(effect.kw(), effect.lowKw(), effect.highKw());
    }
}
