package dev.ondol.optimizer.solve;

import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageOutcome;
import dev.ondol.optimizer.score.PlanRules;

/// Moves set-points of the first solution downhill, one actuator and stage at a time, on the score's own terms: the solver then
/// starts close to an optimum and its moves go into what is left. Deterministic.
final class SetpointDescent {
    private static final int SWEEPS = 3;
    private static final int[] MOVES = {-1, 1, -3, 3, -8, 8};

    private final Horizon horizon;
    private final SetpointStep[][] steps;
    private final long[][] heat;

    SetpointDescent(HorizonPlan plan) {
        horizon = plan.getHorizon();
        steps = new SetpointStep[horizon.actuators().size()][Stage.COUNT];
        for (SetpointStep step : plan.getSteps()) {
            steps[step.getActuator().index()][step.getStage().index()] = step;
        }
        heat = new long[Stage.COUNT][2 * horizon.halls()];
        for (QueuedJob job : plan.getJobs()) {
            if (job.placed()) {
                for (Stage stage : horizon.stages()) {
                    job.draw().addHeat(heat[stage.index()], stage.overlap(job.startMinute(), job.endMinute()));
                }
            }
        }
    }

    void run() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean moved = false;
            for (int stage = 0; stage < Stage.COUNT; stage++) {
                for (Actuator actuator : horizon.actuators()) {
                    moved |= !steps[actuator.index()][stage].isHeld() && improve(actuator, stage);
                }
            }
            if (!moved) {
                return;
            }
        }
    }

    private boolean improve(Actuator actuator, int stage) {
        SetpointStep step = steps[actuator.index()][stage];
        Cost best = cost(actuator, stage);
        int start = step.getPlace();
        int chosen = start;
        for (int move : MOVES) {
            int place = start + move;
            if (place < step.lowestPlace() || place > step.highestPlace()) {
                continue;
            }
            step.setPlace(place);
            Cost cost = cost(actuator, stage);
            if (cost.betterThan(best)) {
                best = cost;
                chosen = place;
            }
        }
        step.setPlace(chosen);
        return chosen != start;
    }

    private Cost cost(Actuator actuator, int stage) {
        double[] setpoints = new double[steps.length];
        for (int i = 0; i < setpoints.length; i++) {
            setpoints[i] = steps[i][stage].value();
        }
        StageOutcome outcome = horizon.outcome(horizon.stages().get(stage), heat[stage], setpoints);
        SetpointStep[] of = steps[actuator.index()];
        double before = stage == 0 ? of[0].inForce() : of[stage - 1].value();
        long slew = of[stage].excessSlew(before);
        long distance = of[stage].distance(before);
        if (stage + 1 < of.length) {
            slew += of[stage + 1].excessSlew(of[stage].value());
            distance += of[stage + 1].distance(of[stage].value());
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
