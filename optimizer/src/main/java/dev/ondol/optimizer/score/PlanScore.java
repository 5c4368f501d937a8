package dev.ondol.optimizer.score;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import dev.ondol.optimizer.problem.Draw;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.Occupancy;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageOutcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The score of [PlanRules], kept up to date change by change: use of nodes and racks in arrays over the slots, heat and
/// outcome by stage. Only stages that a change touched are evaluated again.
public final class PlanScore implements IncrementalScoreCalculator<HorizonPlan, HardMediumSoftScore> {
    private @Nullable State state;

    @Override
    public void resetWorkingSolution(HorizonPlan plan) {
        State fresh = new State(plan.getHorizon());
        plan.getSteps().forEach(fresh::put);
        plan.getJobs().forEach(job -> fresh.change(job, 1));
        state = fresh;
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        if (entity instanceof QueuedJob job && state().moving.add(job)) {
            state().change(job, -1);
        }
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        if (entity instanceof SetpointStep step) {
            state().put(step);
        }
    }

    @Override
    public HardMediumSoftScore calculateScore() {
        return state().score();
    }

    private State state() {
        return Objects.requireNonNull(state);
    }

    private static final class State {
        private final Horizon horizon;
        private final Occupancy base;
        private final int[] gpus;
        private final long[] cpuMilli;
        private final long[] memMiB;
        private final long[] rackW;
        private final StageState[] stages;
        private final SetpointStep[][] steps;
        /// What the journey of each actuator costs: it is reckoned again only where one of its steps has moved.
        private final Journey[] journeys;
        /// Jobs that have been taken out and come back where they are when the score is asked for: a move may change several of
        /// their variables.
        private final Set<QueuedJob> moving = Collections.newSetFromMap(new IdentityHashMap<>());
        private long hard;
        private long medium;
        private long soft;

        State(Horizon horizon) {
            this.horizon = horizon;
            base = horizon.base();
            int places = horizon.nodes().count() * Slots.COUNT;
            gpus = new int[places];
            cpuMilli = new long[places];
            memMiB = new long[places];
            rackW = new long[horizon.nodes().racks() * Slots.COUNT];
            int actuators = horizon.actuators().size();
            stages = new StageState[horizon.stages().size()];
            for (Stage stage : horizon.stages()) {
                stages[stage.index()] = new StageState(horizon, stage, actuators);
            }
            steps = new SetpointStep[actuators][stages.length];
            journeys = new Journey[actuators];
            Arrays.setAll(journeys, actuator -> new Journey(steps[actuator]));
        }

        void put(SetpointStep step) {
            int actuator = step.getActuator().index();
            if (step.getPlace() == null) {
                return;
            }
            steps[actuator][step.getStage().index()] = step;
            stages[step.getStage().index()].setpoint(actuator, step.value());
            journeys[actuator].moved();
        }

        /// Adds (sign 1) or takes away (sign -1) everything one job does.
        void change(QueuedJob job, int sign) {
            Gang gang = job.getGang();
            if (!job.placed()) {
                medium -= sign * gang.unplacedWeight();
                return;
            }
            Draw draw = job.draw();
            Footprint footprint = draw.footprint();
            hard -= sign * (PlanRules.MISSING_REPLICA * footprint.missing() + (job.wrongModel()
                    ? PlanRules.WRONG_MODEL
                    : 0) + job.minutesLate());
            soft -= sign * (job.afterHorizonWh() + job.wakingWh() + job.waitingWh());
            int first = Objects.requireNonNull(job.getSlot());
            int end = job.endSlot();
            var one = gang.request().perReplica();
            for (int i = 0; i < footprint.size(); i++) {
                int node = footprint.node(i);
                int replicas = footprint.replicas(i) * sign;
                long watts = draw.nodeW(i) * sign;
                int rack = horizon.nodes().rack(node);
                for (int slot = first; slot < end; slot++) {
                    use(node, slot, replicas * one.gpu(), replicas * one.cpuMilli(), replicas * one.memMiB());
                    draw(rack, slot, watts);
                }
            }
            int from = job.startMinute();
            int to = job.endMinute();
            for (StageState stage : stages) {
                int minutes = stage.stage.overlap(from, to);
                if (minutes > 0) {
                    stage.heat(draw, (long) minutes * sign);
                }
            }
        }

        private void use(int node, int slot, int byGpus, long byCpu, long byMem) {
            int at = node * Slots.COUNT + slot;
            hard += excess(at, node, slot);
            gpus[at] += byGpus;
            cpuMilli[at] += byCpu;
            memMiB[at] += byMem;
            hard -= excess(at, node, slot);
        }

        private long excess(int at, int node, int slot) {
            long over = gpus[at] - Math.max(0L, base.freeGpus(node, slot));
            return Math.max(0, over)
                    + (cpuMilli[at] > Math.max(0, base.freeCpuMilli(node, slot)) ? 1 : 0)
                    + (memMiB[at] > Math.max(0, base.freeMemMiB(node, slot)) ? 1 : 0);
        }

        private void draw(int rack, int slot, long watts) {
            int at = rack * Slots.COUNT + slot;
            long headroomW = base.rackHeadroomW(rack, slot);
            hard += Math.ceilDiv(Math.max(0, rackW[at] - headroomW), 100L);
            rackW[at] += watts;
            hard -= Math.ceilDiv(Math.max(0, rackW[at] - headroomW), 100L);
        }

        HardMediumSoftScore score() {
            if (!moving.isEmpty()) {
                moving.forEach(job -> change(job, 1));
                moving.clear();
            }
            long allHard = hard;
            long allSoft = soft;
            for (StageState stage : stages) {
                StageOutcome outcome = stage.outcome();
                allHard -= outcome.inlet() + outcome.liquid() + outcome.dewPoint() + outcome.failover();
                allSoft -= outcome.energyWh();
            }
            for (Journey journey : journeys) {
                allHard -= PlanRules.TOO_FAST * journey.tooFast();
                allSoft -= PlanRules.STEADY_WH * journey.distance();
            }
            return HardMediumSoftScore.of(allHard, medium, allSoft);
        }
    }

    /// Heat, set-points and outcome of one stage.
    private static final class StageState {
        private final Horizon horizon;
        private final Stage stage;
        private final long[] wattMinutes;
        private final double[] setpoints;
        private boolean dirty = true;
        private StageOutcome outcome = new StageOutcome(0, 0, 0, 0, 0);

        StageState(Horizon horizon, Stage stage, int actuators) {
            this.horizon = horizon;
            this.stage = stage;
            wattMinutes = new long[2 * horizon.halls()];
            setpoints = new double[actuators];
        }

        void setpoint(int actuator, double value) {
            setpoints[actuator] = value;
            dirty = true;
        }

        void heat(Draw draw, long minutes) {
            draw.addHeat(wattMinutes, minutes);
            dirty = true;
        }

        StageOutcome outcome() {
            if (!dirty) {
                return outcome;
            }
            dirty = false;
            outcome = horizon.outcome(stage, wattMinutes, setpoints);
            return outcome;
        }
    }
}
