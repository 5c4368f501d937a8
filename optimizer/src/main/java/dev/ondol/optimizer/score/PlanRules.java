package dev.ondol.optimizer.score;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toList;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.NodeUse;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.problem.StageHeat;
import dev.ondol.optimizer.problem.StageOutcome;
import java.util.List;

/// The rules of the plan. Hard: what must not happen. Medium: work left out. Soft, in Wh: energy, waiting, restless set-points.
public final class PlanRules implements ConstraintProvider {
    /// Cost of moving a set-point by one step of its grid, Wh: it settles ties and keeps actuators from hunting.
    public static final long STEADY_WH = 20;
    /// Weight of a tenth of a unit beyond the slew limit: more than any other limit, so that none is met by leaping to it.
    public static final long TOO_FAST = 100;
    /// Weight of a replica without a node.
    static final long MISSING_REPLICA = 10;
    /// Weight of a node of a GPU model that the job does not accept.
    static final long WRONG_MODEL = 100;

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[]{
                nodeCapacity(factory), wholeGang(factory), gpuModel(factory), rackPower(factory), deadline(factory),
                inletLimit(factory), liquidLimit(factory), dewPoint(factory), failoverCapacity(factory),
                slew(factory),
                unplacedWork(factory),
                facilityEnergy(factory), energyAfterHorizon(factory), wakingNodes(factory),
                waiting(factory), steadySetpoints(factory)
        };
    }

    Constraint nodeCapacity(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).flattenLast(QueuedJob::uses)
                .groupBy(NodeUse::place, sum(NodeUse::gpus), sum(NodeUse::cpuMilli), sum(NodeUse::memMiB))
                .filter((place, gpus, cpu, mem) -> place.excess(gpus, cpu, mem) > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, (place, gpus, cpu, mem) -> place.excess(gpus, cpu, mem))
                .asConstraint("Node capacity");
    }

    Constraint wholeGang(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).filter(job -> job.footprint().missing() > 0)
                .penalize(HardMediumSoftScore.ofHard(MISSING_REPLICA), job -> job.footprint().missing())
                .asConstraint("Whole gang");
    }

    Constraint gpuModel(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).filter(QueuedJob::wrongModel)
                .penalize(HardMediumSoftScore.ofHard(WRONG_MODEL)).asConstraint("GPU model");
    }

    Constraint rackPower(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).flattenLast(QueuedJob::uses)
                .groupBy(NodeUse::rackPlace, sum(NodeUse::watts))
                .filter((place, watts) -> place.excess(watts) > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, (place, watts) -> place.excess(watts))
                .asConstraint("Rack power");
    }

    Constraint deadline(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).filter(job -> job.minutesLate() > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, QueuedJob::minutesLate).asConstraint("Deadline");
    }

    Constraint inletLimit(ConstraintFactory factory) {
        return outcomes(factory).filter(outcome -> outcome.inlet() > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, StageOutcome::inlet).asConstraint("Inlet limit");
    }

    Constraint liquidLimit(ConstraintFactory factory) {
        return outcomes(factory).filter(outcome -> outcome.liquid() > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, StageOutcome::liquid).asConstraint("Liquid limit");
    }

    Constraint dewPoint(ConstraintFactory factory) {
        return outcomes(factory).filter(outcome -> outcome.dewPoint() > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, StageOutcome::dewPoint).asConstraint("Dew point");
    }

    Constraint failoverCapacity(ConstraintFactory factory) {
        return outcomes(factory).filter(outcome -> outcome.failover() > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, StageOutcome::failover).asConstraint("Failover capacity");
    }

    Constraint slew(ConstraintFactory factory) {
        return moves(factory).filter(Move::tooFast)
                .penalize(HardMediumSoftScore.ofHard(TOO_FAST), Move::excess).asConstraint("Slew limit");
    }

    Constraint unplacedWork(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(QueuedJob.class).filter(job -> !job.placed())
                .penalize(HardMediumSoftScore.ONE_MEDIUM, job -> job.getGang().unplacedWeight())
                .asConstraint("Unplaced work");
    }

    Constraint facilityEnergy(ConstraintFactory factory) {
        return outcomes(factory).penalize(HardMediumSoftScore.ONE_SOFT, StageOutcome::energyWh)
                .asConstraint("Facility energy");
    }

    Constraint energyAfterHorizon(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).filter(job -> job.afterHorizonWh() > 0)
                .penalize(HardMediumSoftScore.ONE_SOFT, QueuedJob::afterHorizonWh)
                .asConstraint("Energy after the horizon");
    }

    Constraint wakingNodes(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).filter(job -> job.wakingWh() > 0)
                .penalize(HardMediumSoftScore.ONE_SOFT, QueuedJob::wakingWh).asConstraint("Waking nodes");
    }

    Constraint waiting(ConstraintFactory factory) {
        return factory.forEach(QueuedJob.class).filter(job -> job.waitingWh() > 0)
                .penalize(HardMediumSoftScore.ONE_SOFT, QueuedJob::waitingWh).asConstraint("Waiting");
    }

    Constraint steadySetpoints(ConstraintFactory factory) {
        return moves(factory).filter(move -> move.distance() > 0)
                .penalize(HardMediumSoftScore.ofSoft(STEADY_WH), Move::distance).asConstraint("Steady set-points");
    }

    /// Each step with the value before it: of the stage before, or in force.
    private static UniConstraintStream<Move> moves(ConstraintFactory factory) {
        return factory.forEach(SetpointStep.class).filter(SetpointStep::first)
                .map(step -> new Move(step, step.inForce()))
                .concat(factory.forEach(SetpointStep.class).join(SetpointStep.class,
                        equal(SetpointStep::getActuator), equal(step -> step.getStage().index(), step -> step.getStage()
                                .index() - 1))
                        .map((before, step) -> new Move(step, before.value())));
    }

    /// What the plant does in each stage with the heat of all placed jobs and the set-points there.
    private static UniConstraintStream<StageOutcome> outcomes(ConstraintFactory factory) {
        UniConstraintStream<StageHeat> heats = factory.forEach(Stage.class).join(Horizon.class)
                .map((stage, horizon) -> StageHeat.none(horizon, stage))
                .concat(factory.forEach(QueuedJob.class).flattenLast(QueuedJob::heats));
        return heats.groupBy(StageHeat::stage, toList())
                .join(factory.forEach(SetpointStep.class).groupBy(SetpointStep::getStage, toList())
                        .map(StageSteps::new), equal((stage, list) -> stage, StageSteps::stage))
                .join(Horizon.class)
                .map((stage, list, steps, horizon) -> horizon.outcome(stage, StageHeat.sum(list), steps.values()));
    }

    /// All set-points of one stage.
    private record StageSteps(Stage stage, List<SetpointStep> steps) {
        double[] values() {
            double[] values = new double[steps.size()];
            for (SetpointStep step : steps) {
                values[step.getActuator().index()] = step.value();
            }
            return values;
        }
    }

    /// A step and the value before it.
    private record Move(SetpointStep step, double before) {
        boolean tooFast() {
            return excess() > 0;
        }

        long excess() {
            return step.excessSlew(before);
        }

        long distance() {
            return step.distance(before);
        }
    }
}
