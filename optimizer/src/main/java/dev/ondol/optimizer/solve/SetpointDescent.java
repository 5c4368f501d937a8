package dev.ondol.optimizer.solve;

import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageOutcome;
import dev.ondol.optimizer.score.PlanRules;
import java.util.ArrayList;
import java.util.List;

/// Moves set-points of the first solution downhill, one stage at a time, then by whole journeys and downhill again,
/// on the score's own terms: the solver then starts close to an optimum and its moves go into what is left. Deterministic.
public final class SetpointDescent {
    private static final int SWEEPS = 3;
    private static final int[] MOVES = {-1, 1, -3, 3, -8, 8, -16, 16};

    private final Horizon horizon;
    private final SetpointStep[][] steps;
    private final long[][] heat;
    private final List<List<Actuator>> groups;

    public SetpointDescent(HorizonPlan plan) {
        horizon = plan.getHorizon();
        steps = new SetpointStep[horizon.actuators().size()][Stage.COUNT];
        for (SetpointStep step : plan.getSteps()) {
            steps[step.getActuator().index()][step.getStage().index()] = step;
        }
        groups = groups(horizon.actuators().stream().filter(actuator -> !steps[actuator.index()][0].isHeld()).toList());
        heat = new long[Stage.COUNT][2 * horizon.halls()];
        for (QueuedJob job : plan.getJobs()) {
            if (job.placed()) {
                for (Stage stage : horizon.stages()) {
                    job.draw().addHeat(heat[stage.index()], stage.overlap(job.startMinute(), job.endMinute()));
                }
            }
        }
    }

    public void run() {
        descend();
        if (new SetpointJourneys(horizon, steps, heat).run()) {
            descend();
        }
    }

    private void descend() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean moved = false;
            for (int stage = 0; stage < Stage.COUNT; stage++) {
                for (List<Actuator> group : groups) {
                    moved |= improve(group, stage);
                }
            }
            if (!moved) {
                return;
            }
        }
    }

    /// Each free actuator by itself; then what only helps together: technology loops, because the coldest one asks for the facility
    /// water of all; chilled and condenser water, because plates pass heat by the difference of the two.
    private static List<List<Actuator>> groups(List<Actuator> free) {
        List<List<Actuator>> groups = new ArrayList<>();
        free.forEach(actuator -> groups.add(List.of(actuator)));
        groups.add(free.stream().filter(actuator -> actuator.kind() == Kind.TECHNOLOGY_LOOP).toList());
        groups.add(free.stream().filter(actuator -> actuator.kind() == Kind.CHILLED_WATER
                || actuator.kind() == Kind.CONDENSER_WATER).toList());
        return groups.stream().filter(group -> !group.isEmpty()).distinct().toList();
    }

    private boolean improve(List<Actuator> group, int stage) {
        int[] start = group.stream().mapToInt(actuator -> steps[actuator.index()][stage].getPlace()).toArray();
        Cost best = cost(group, stage);
        int chosen = 0;
        for (int move : MOVES) {
            if (!reachable(group, stage, start, move)) {
                continue;
            }
            place(group, stage, start, move);
            Cost cost = cost(group, stage);
            if (cost.betterThan(best)) {
                best = cost;
                chosen = move;
            }
        }
        place(group, stage, start, chosen);
        return chosen != 0;
    }

    private boolean reachable(List<Actuator> group, int stage, int[] start, int move) {
        for (int i = 0; i < start.length; i++) {
            SetpointStep step = steps[group.get(i).index()][stage];
            if (start[i] + move < step.lowestPlace() || start[i] + move > step.highestPlace()) {
                return false;
            }
        }
        return true;
    }

    private void place(List<Actuator> group, int stage, int[] start, int move) {
        for (int i = 0; i < start.length; i++) {
            steps[group.get(i).index()][stage].setPlace(start[i] + move);
        }
    }

    private Cost cost(List<Actuator> group, int stage) {
        double[] setpoints = new double[steps.length];
        for (int i = 0; i < setpoints.length; i++) {
            setpoints[i] = steps[i][stage].value();
        }
        StageOutcome outcome = horizon.outcome(horizon.stages().get(stage), heat[stage], setpoints);
        long slew = 0;
        long distance = 0;
        for (Actuator actuator : group) {
            SetpointStep[] of = steps[actuator.index()];
            double before = stage == 0 ? of[0].inForce() : of[stage - 1].value();
            slew += of[stage].excessSlew(before);
            distance += of[stage].distance(before);
            if (stage + 1 < of.length) {
                slew += of[stage + 1].excessSlew(of[stage].value());
                distance += of[stage + 1].distance(of[stage].value());
            }
        }
        return new Cost(
                PlanRules.TOO_FAST * slew + outcome.inlet() + outcome.liquid() + outcome.dewPoint()
                        + outcome.failover(),
                outcome.energyWh() + PlanRules.STEADY_WH * distance);
    }

    private record Cost(long hard, long soft) {
        boolean betterThan(Cost other) {
            return hard != other.hard ? hard < other.hard : soft < other.soft;
        }
    }
}
