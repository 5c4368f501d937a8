package dev.ondol.optimizer.solve;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import ai.timefold.solver.core.api.solver.SolverJob;
import ai.timefold.solver.core.api.solver.SolverManager;
import ai.timefold.solver.core.config.heuristic.selector.entity.EntitySelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.value.ValueSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.AcceptorType;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.phase.PhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.score.PlanScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Timefold's local search with a fixed number of moves: the same problem and seed give the same plan on every machine. The time
/// limit is a guard and is reported when it cut. One thread at a time.
public final class PlanSolver implements AutoCloseable {
    private static final int LATE_ACCEPTANCE = 100;

    /// @param plan   the best solution found
    /// @param moves  moves evaluated
    /// @param cut    true where the time guard ended the search before the moves were used up
    /// @param millis wall time
    public record Solved(HorizonPlan plan, long moves, boolean cut, long millis) {}

    private final long seed;
    private final long moves;
    private final Duration guard;
    private final Map<String, SolverManager<HorizonPlan>> managers = new HashMap<>();

    /// @param moves moves evaluated in each cycle
    /// @param guard wall time after which a search is cut
    public PlanSolver(long seed, long moves, Duration guard) {
        if (moves < 1) {
            throw new IllegalArgumentException("The moves (%d) must be positive.".formatted(moves));
        }
        this.seed = seed;
        this.moves = moves;
        this.guard = guard;
    }

    public Solved solve(HorizonPlan problem) throws InterruptedException {
        long begin = System.nanoTime();
        boolean jobs = !problem.getJobs().isEmpty();
        boolean steps = problem.getSteps().stream().anyMatch(step -> !step.isHeld());
        if (!jobs && !steps) {
            PlanScore score = new PlanScore();
            score.resetWorkingSolution(problem);
            problem.setScore(score.calculateScore());
            return new Solved(problem, 0, false, 0);
        }
        SolverManager<HorizonPlan> manager = managers.computeIfAbsent(jobs + "/" + steps,
                ignored -> SolverManager.create(config(jobs, steps)));
        SolverJob<HorizonPlan> job = manager.solve(problem.getHorizon().cycle(), problem);
        try {
            HorizonPlan best = job.getFinalBestSolution();
            long evaluated = job.getMoveEvaluationCount();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return new Solved(best, evaluated, evaluated < moves && millis >= guard.toMillis(), millis);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The solver failed on the problem of cycle %d.".formatted(problem.getHorizon()
                            .cycle()),
                    e);
        } catch (InterruptedException e) {
            job.terminateEarly();
            throw e;
        }
    }

    /// Half of the moves go to the queue with late acceptance, which leaves local optima; the rest goes downhill only, so that
    /// set-points come out clean.
    private SolverConfig config(boolean jobs, boolean steps) {
        List<PhaseConfig<?>> phases = new ArrayList<>();
        List<ChangeMoveSelectorConfig> queue = List.of(change(QueuedJob.class, "slot", 2), change(QueuedJob.class,
                "anchor", 3), change(QueuedJob.class, "profile", 1));
        List<ChangeMoveSelectorConfig> selectors = new ArrayList<>();
        if (jobs) {
            phases.add(search(queue, new LocalSearchAcceptorConfig().withLateAcceptanceSize(LATE_ACCEPTANCE))
                    .withTerminationConfig(new TerminationConfig().withMoveCountLimit(Math.max(1, moves / 2))));
            selectors.addAll(queue);
        }
        if (steps) {
            selectors.add(change(SetpointStep.class, "place", jobs ? 12 : 1));
        }
        phases.add(search(selectors, new LocalSearchAcceptorConfig().withAcceptorTypeList(List.of(
                AcceptorType.HILL_CLIMBING))));
        return new SolverConfig().withSolutionClass(HorizonPlan.class)
                .withEntityClasses(QueuedJob.class, SetpointStep.class)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig()
                        .withIncrementalScoreCalculatorClass(PlanScore.class))
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withRandomSeed(seed)
                .withTerminationConfig(new TerminationConfig().withMoveCountLimit(moves).withSpentLimit(guard))
                .withPhases(phases.toArray(PhaseConfig<?>[]::new));
    }

    private static LocalSearchPhaseConfig search(List<ChangeMoveSelectorConfig> selectors,
            LocalSearchAcceptorConfig acceptor) {
        return new LocalSearchPhaseConfig()
                .withMoveSelectorConfig(new UnionMoveSelectorConfig().withMoveSelectors(selectors.toArray(
                        ChangeMoveSelectorConfig[]::new)))
                .withAcceptorConfig(acceptor)
                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
    }

    private static ChangeMoveSelectorConfig change(Class<?> entity, String variable, double weight) {
        return new ChangeMoveSelectorConfig()
                .withEntitySelectorConfig(new EntitySelectorConfig(entity))
                .withValueSelectorConfig(new ValueSelectorConfig(variable))
                .withFixedProbabilityWeight(weight);
    }

    /// True where the plan breaks no hard rule.
    public static boolean feasible(HorizonPlan plan) {
        HardMediumSoftScore score = plan.getScore();
        return score != null && score.isFeasible();
    }

    @Override
    public void close() {
        managers.values().forEach(SolverManager::close);
    }
}
