package dev.ondol.optimizer.solve;

import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageOutcome;
import dev.ondol.optimizer.score.PlanRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Whole journeys of set-points over the horizon: towards one value as fast as the slew limit lets, there for a while or for good, and
/// back to what was planned. They cross ranges in which each single step costs: dry coolers at full speed, plates that shut, a compressor that starts. Chilled and condenser
/// water travel together, because plates pass heat by the difference of the two, and technology loops, because the coldest one asks for
/// the facility water of all. A journey is taken where the whole horizon costs less by it; the first one tried is to leave everything
/// as it is. Deterministic.
final class SetpointJourneys {
    /// Values tried of each actuator, spread over its envelope.
    private static final int TRIED = 9;
    /// Stages after which a journey may be over: half an hour, two hours, six hours, never.
    private static final int[] UNTIL = {3, 5, 7, Stage.COUNT};
    private static final double[] CHILLED_BY_K = {-2, -1, 0, 1, 2};

    private final Horizon horizon;
    private final SetpointStep[][] steps;
    private final long[][] heat;
    private Cost best = new Cost(0, 0);

    /// @param steps by actuator and stage
    /// @param heat  of queued jobs by stage, as in [Horizon#estimate]
    SetpointJourneys(Horizon horizon, SetpointStep[][] steps, long[][] heat) {
        this.horizon = horizon;
        this.steps = steps;
        this.heat = heat;
    }

    /// @return true where a set-point has moved
    boolean run() {
        Cost before = cost();
        best = before;
        List<Actuator> all = horizon.actuators().stream().filter(actuator -> !held(actuator)).toList();
        double[] asItIs = all.stream().mapToDouble(actuator -> horizon.inForce(actuator.index())).toArray();
        for (int until : UNTIL) {
            travel(all, until, asItIs);
        }
        for (Actuator actuator : all) {
            for (double target : targets(actuator)) {
                travel(List.of(actuator), Stage.COUNT, target);
            }
        }
        List<Actuator> loops = all.stream().filter(actuator -> actuator.kind() == Kind.TECHNOLOGY_LOOP).toList();
        if (loops.size() > 1) {
            for (double target : targets(loops.getFirst())) {
                double[] same = new double[loops.size()];
                Arrays.fill(same, target);
                for (int until : UNTIL) {
                    travel(loops, until, same);
                }
            }
        }
        List<Actuator> waters = all.stream().filter(actuator -> actuator.kind() == Kind.CHILLED_WATER
                || actuator.kind() == Kind.CONDENSER_WATER).toList();
        if (waters.size() == 2) {
            waters(waters.getFirst(), waters.getLast());
        }
        return best.betterThan(before);
    }

    private void waters(Actuator chilled, Actuator condenser) {
        double from = steps[chilled.index()][Stage.COUNT - 1].value();
        for (double byK : CHILLED_BY_K) {
            for (double target : targets(condenser)) {
                for (int until : UNTIL) {
                    travel(List.of(chilled, condenser), until, from + byK, target);
                }
            }
        }
    }

    private boolean held(Actuator actuator) {
        return steps[actuator.index()][0].isHeld();
    }

    private static double[] targets(Actuator actuator) {
        int tried = Math.min(TRIED, actuator.size());
        double[] targets = new double[tried];
        for (int i = 0; i < tried; i++) {
            targets[i] = actuator.value(tried == 1 ? 0 : i * (actuator.size() - 1) / (tried - 1));
        }
        return targets;
    }

    /// Makes the journey if the horizon costs less by it; else everything is as before.
    ///
    /// @param until first stage that goes back to what was planned, as fast as the slew limit lets
    private void travel(List<Actuator> travellers, int until, double... targets) {
        List<int[]> before = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            before.add(places(travellers.get(i)));
            travel(travellers.get(i), until, targets[i], before.get(i));
        }
        Cost now = cost();
        if (now.betterThan(best)) {
            best = now;
            return;
        }
        for (int i = 0; i < targets.length; i++) {
            SetpointStep[] of = steps[travellers.get(i).index()];
            for (int stage = 0; stage < of.length; stage++) {
                of[stage].setPlace(before.get(i)[stage]);
            }
        }
    }

    private int[] places(Actuator actuator) {
        SetpointStep[] of = steps[actuator.index()];
        int[] places = new int[of.length];
        for (int stage = 0; stage < of.length; stage++) {
            places[stage] = of[stage].getPlace();
        }
        return places;
    }

    private void travel(Actuator actuator, int until, double there, int[] planned) {
        double last = horizon.inForce(actuator.index());
        for (SetpointStep step : steps[actuator.index()]) {
            int stage = step.getStage().index();
            double target = stage < until ? there : actuator.value(planned[stage]);
            double reach = actuator.slew(step.getStage().minutes() * 60_000L);
            double next = actuator.saving(last, target) > reach ? last + Math.signum(target - last) * reach : target;
            step.setPlace(Math.clamp(actuator.nearestSafe(next), step.lowestPlace(), step.highestPlace()));
            last = step.value();
        }
    }

    private Cost cost() {
        long hard = 0;
        long soft = 0;
        double[] setpoints = new double[steps.length];
        for (Stage stage : horizon.stages()) {
            for (int i = 0; i < setpoints.length; i++) {
                setpoints[i] = steps[i][stage.index()].value();
            }
            StageOutcome outcome = horizon.outcome(stage, heat[stage.index()], setpoints);
            hard += outcome.inlet() + outcome.liquid() + outcome.dewPoint() + outcome.failover();
            soft += outcome.energyWh();
        }
        for (SetpointStep[] of : steps) {
            double before = of[0].inForce();
            for (SetpointStep step : of) {
                hard += PlanRules.TOO_FAST * step.excessSlew(before);
                soft += PlanRules.STEADY_WH * step.distance(before);
                before = step.value();
            }
        }
        return new Cost(hard, soft);
    }

    private record Cost(long hard, long soft) {
        boolean betterThan(Cost other) {
            return hard != other.hard ? hard < other.hard : soft < other.soft;
        }
    }
}
