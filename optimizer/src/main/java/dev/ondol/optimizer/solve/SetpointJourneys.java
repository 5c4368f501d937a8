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
import java.util.Optional;

/// Whole journeys of set-points over the horizon: towards one value as fast as the slew limit lets, and there it stays. They cross
/// ranges in which each single step costs: dry coolers at full speed, plates that shut, a compressor that starts. Chilled and condenser
/// water travel together, because plates pass heat by the difference of the two, and technology loops, because the coldest one asks for
/// the facility water of all. A journey is taken where the whole horizon costs less
/// by it; the first one tried is to leave everything as it is. Deterministic.
final class SetpointJourneys {
    /// Values tried of each actuator, spread over its envelope.
    private static final int TRIED = 9;
    private static final double[] CHILLED_BY_K = {-2, -1, 0, 1, 2};

    private final Horizon horizon;
    private final SetpointStep[][] steps;
    private final long[][] heat;

    /// @param steps by actuator and stage
    /// @param heat  of queued jobs by stage, as in [Horizon#estimate]
    SetpointJourneys(Horizon horizon, SetpointStep[][] steps, long[][] heat) {
        this.horizon = horizon;
        this.steps = steps;
        this.heat = heat;
    }

    /// @return true where a set-point has moved
    boolean run() {
        Cost best = cost();
        List<Actuator> all = horizon.actuators().stream().filter(actuator -> !held(actuator)).toList();
        double[] asItIs = all.stream().mapToDouble(actuator -> horizon.inForce(actuator.index())).toArray();
        Optional<Cost> nothing = tried(all, best, asItIs);
        boolean moved = nothing.isPresent();
        best = nothing.orElse(best);
        for (Actuator actuator : horizon.actuators()) {
            if (held(actuator)) {
                continue;
            }
            for (double target : targets(actuator)) {
                Optional<Cost> now = tried(List.of(actuator), best, target);
                moved |= now.isPresent();
                best = now.orElse(best);
            }
        }
        List<Actuator> loops = horizon.actuators().stream().filter(actuator -> actuator.kind() == Kind.TECHNOLOGY_LOOP
                && !held(actuator)).toList();
        if (loops.size() > 1) {
            for (double target : targets(loops.getFirst())) {
                double[] same = new double[loops.size()];
                Arrays.fill(same, target);
                Optional<Cost> now = tried(loops, best, same);
                moved |= now.isPresent();
                best = now.orElse(best);
            }
        }
        Optional<Actuator> chilled = free(Kind.CHILLED_WATER);
        Optional<Actuator> condenser = free(Kind.CONDENSER_WATER);
        if (chilled.isPresent() && condenser.isPresent()) {
            double from = steps[chilled.get().index()][Stage.COUNT - 1].value();
            for (double byK : CHILLED_BY_K) {
                for (double target : targets(condenser.get())) {
                    Optional<Cost> now = tried(List.of(condenser.get(), chilled.get()), best, target, from + byK);
                    moved |= now.isPresent();
                    best = now.orElse(best);
                }
            }
        }
        return moved;
    }

    private boolean held(Actuator actuator) {
        return steps[actuator.index()][0].isHeld();
    }

    private Optional<Actuator> free(Kind kind) {
        return horizon.actuators().stream().filter(actuator -> actuator.kind() == kind && !held(actuator)).findFirst();
    }

    private static double[] targets(Actuator actuator) {
        int tried = Math.min(TRIED, actuator.size());
        double[] targets = new double[tried];
        for (int i = 0; i < tried; i++) {
            targets[i] = actuator.value(tried == 1 ? 0 : i * (actuator.size() - 1) / (tried - 1));
        }
        return targets;
    }

    /// The cost after the journey; empty where it was not worth it and everything is as before.
    private Optional<Cost> tried(List<Actuator> travellers, Cost best, double... targets) {
        List<int[]> before = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            before.add(places(travellers.get(i)));
            travel(travellers.get(i), targets[i]);
        }
        Cost now = cost();
        if (now.betterThan(best)) {
            return Optional.of(now);
        }
        for (int i = 0; i < targets.length; i++) {
            SetpointStep[] of = steps[travellers.get(i).index()];
            for (int stage = 0; stage < of.length; stage++) {
                of[stage].setPlace(before.get(i)[stage]);
            }
        }
        return Optional.empty();
    }

    private int[] places(Actuator actuator) {
        SetpointStep[] of = steps[actuator.index()];
        int[] places = new int[of.length];
        for (int stage = 0; stage < of.length; stage++) {
            places[stage] = of[stage].getPlace();
        }
        return places;
    }

    private void travel(Actuator actuator, double target) {
        double last = horizon.inForce(actuator.index());
        for (SetpointStep step : steps[actuator.index()]) {
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
