package dev.ondol.optimizer.explain;

import dev.ondol.optimizer.explain.PlanExplanation.Effect;
import dev.ondol.optimizer.explain.PlanExplanation.NextBest;
import dev.ondol.optimizer.explain.PlanExplanation.SetpointDecision;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageOutcome;
import dev.ondol.optimizer.score.PlanRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why each set-point has the value it has in the first stage. One thread.
final class SetpointReasons {
    private final PlanFigures figures;
    private final Horizon horizon;
    private final Uncertainty uncertainty;
    private final Stage first;
    private final long[] heat;
    private final double[] planned;

    SetpointReasons(PlanFigures figures, Uncertainty uncertainty) {
        this.figures = figures;
        this.uncertainty = uncertainty;
        horizon = figures.horizon();
        first = horizon.stages().getFirst();
        heat = figures.heat(first);
        planned = figures.values(first);
    }

    List<SetpointDecision> all() {
        List<SetpointDecision> all = new ArrayList<>();
        for (Actuator actuator : horizon.actuators()) {
            if (!figures.steps(actuator.index())[0].isHeld()) {
                all.add(decision(actuator));
            }
        }
        return all;
    }

    /// What all set-points bring together against leaving them as they are.
    Effect together() {
        return effect(horizon.inForce());
    }

    private SetpointDecision decision(Actuator actuator) {
        SetpointStep step = figures.steps(actuator.index())[0];
        double[] without = planned.clone();
        without[actuator.index()] = step.inForce();
        return new SetpointDecision(actuator.point(), step.inForce(), step.value(), effect(without), horizonKwh(
                actuator), binding(actuator), nextBest(actuator));
    }

    private Effect effect(double[] without) {
        if (Arrays.equals(without, planned)) {
            return new Effect(0, 0, 0);
        }
        return uncertainty.effect(known -> {
            double[] with = power(known, planned);
            double[] then = power(known, without);
            return new double[]{with[0] - then[0], with[1] - then[1]};
        }, 0);
    }

    private double[] power(Calibration known, double[] setpoints) {
        Estimate of = horizon.estimate(first, heat, setpoints, known);
        return new double[]{of.facilityW, of.coolingW};
    }

    private double horizonKwh(Actuator actuator) {
        double wh = 0;
        for (Stage stage : horizon.stages()) {
            double[] values = figures.values(stage);
            if (values[actuator.index()] != horizon.inForce(actuator.index())) {
                long[] then = figures.heat(stage);
                double withW = horizon.estimate(stage, then, values).facilityW;
                values[actuator.index()] = horizon.inForce(actuator.index());
                wh += (withW - horizon.estimate(stage, then, values).facilityW) * stage.minutes() / 60;
            }
        }
        return wh / 1000;
    }

    /// Rules that stand between the value and one a step further that would take less.
    private List<String> binding(Actuator actuator) {
        SetpointStep step = figures.steps(actuator.index())[0];
        StageOutcome now = outcome(actuator, step.value());
        Set<String> rules = new LinkedHashSet<>();
        for (int by : new int[]{-1, 1}) {
            double value = step.value() + by * actuator.gridStep();
            StageOutcome then = outcome(actuator, value);
            if (then.energyWh() >= now.energyWh()) {
                continue;
            }
            if (!actuator.limits().contains(value)) {
                rules.add("Envelope");
            }
            if (slew(actuator, value) > slew(actuator, step.value())) {
                rules.add("Slew limit");
            }
            grown(now, then, rules);
            if (rules.isEmpty() && then.energyWh() + steady(actuator, value) >= now.energyWh() + steady(actuator, step
                    .value())) {
                rules.add("Steady set-points");
            }
        }
        return rules.isEmpty() ? List.of("Facility energy") : List.copyOf(rules);
    }

    /// Names of the plant's rules that one outcome breaks by more than the other.
    static void grown(StageOutcome now, StageOutcome then, Set<String> into) {
        add(into, "Inlet limit", now.inlet(), then.inlet());
        add(into, "Liquid limit", now.liquid(), then.liquid());
        add(into, "Dew point", now.dewPoint(), then.dewPoint());
        add(into, "Failover capacity", now.failover(), then.failover());
    }

    private static void add(Set<String> into, String rule, long now, long then) {
        if (then > now) {
            into.add(rule);
        }
    }

    /// The best other value that the slew limit and all rules allow no less than the plan's.
    private @Nullable NextBest nextBest(Actuator actuator) {
        SetpointStep step = figures.steps(actuator.index())[0];
        long hard = hard(actuator, step.value());
        long soft = soft(actuator, step.value());
        NextBest best = null;
        for (int place = step.lowestPlace(); place <= step.highestPlace(); place++) {
            double value = actuator.value(place);
            if (place == step.getPlace() || hard(actuator, value) > hard) {
                continue;
            }
            double more = (double) soft(actuator, value) - soft;
            if (best == null || more < best.moreWh()) {
                best = new NextBest(Double.toString(value), more);
            }
        }
        return best;
    }

    private StageOutcome outcome(Actuator actuator, double value) {
        double[] setpoints = planned.clone();
        setpoints[actuator.index()] = value;
        return horizon.outcome(first, heat, setpoints);
    }

    private long hard(Actuator actuator, double value) {
        StageOutcome of = outcome(actuator, value);
        return PlanRules.TOO_FAST * slew(actuator, value) + of.inlet() + of.liquid() + of.dewPoint() + of.failover();
    }

    private long soft(Actuator actuator, double value) {
        return outcome(actuator, value).energyWh() + steady(actuator, value);
    }

    /// Excess over the slew limit on the way to the value and from it to the next stage, as in the score.
    private long slew(Actuator actuator, double value) {
        SetpointStep[] of = figures.steps(actuator.index());
        double beyond = actuator.saving(of[0].inForce(), value) - actuator.slew(first.minutes() * 60_000L);
        long own = beyond > 1e-9 ? (long) Math.ceil(beyond * 10 - 1e-6) : 0;
        return own + of[1].excessSlew(value);
    }

    private long steady(Actuator actuator, double value) {
        SetpointStep[] of = figures.steps(actuator.index());
        return PlanRules.STEADY_WH * (Math.round(Math.abs(value - of[0].inForce()) / actuator.gridStep())
                + of[1].distance(value));
    }
}
