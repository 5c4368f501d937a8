package dev.ondol.optimizer.solve;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import ai.timefold.solver.core.api.solver.SolverJob;
import ai.timefold.solver.core.api.solver.SolverManager;
import ai.timefold.solver.core.config.heuristic.selector.entity.EntitySelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.factory.MoveIteratorFactoryConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.value.ValueSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.AcceptorType;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.phase.PhaseConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.SolverManagerConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ondol.optimizer.move.Reinsertion;
import dev.ondol.optimizer.move.Resequencing;
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
import java.util.concurrent.atomic.AtomicLong;

/// Timefold's local search with a fixed number of moves: the same problem and seed give the same plan on every machine. The time
/// limit is a guard and is reported when it cut. The search gives way to other threads ([YieldingThreads]). One thread at a time.
public final class PlanSolver implements AutoCloseable {
    /// The search compares with the plan of that many moves before: a hundred and twentieth of all moves, between these.
    private static final int MOVES_A_MEMORY = 120;
    private static final int LEAST_MEMORY = 50;
    private static final int MOST_MEMORY = 5_000;
    /// Moves of a few jobs at once against the six parts of changes of one variable.
    private static final double REINSERTIONS = 20;
    /// Moves that change the order of many jobs.
    private static final double RESEQUENCINGS = 14;
    /// Changes of set-points in the last phase: twice as many as moves of the queue.
    private static final double STEPS = 2 * (6 + REINSERTIONS + RESEQUENCINGS);

    /// @param plan          the best solution found
    /// @param first         score of the solution from which it started, as text
    /// @param moves         moves evaluated
    /// @param cut           true where the time guard ended the search before the moves were used up
    /// @param millis        wall time
    /// @param betterAfterMs wall time after which the first better solution was there; -1 where none was found
    public record Solved(HorizonPlan plan, String first, long moves, boolean cut, long millis, long betterAfterMs) {}

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
        HardMediumSoftScore first = score(problem);
        if (!jobs && !steps) {
            problem.setScore(first);
            return new Solved(problem, first.toString(), 0, false, 0, -1);
        }
        SolverManager<HorizonPlan> manager = managers.computeIfAbsent(jobs + "/" + steps,
                ignored -> SolverManager.create(config(jobs, steps), new SolverManagerConfig()
                        .withThreadFactoryClass(YieldingThreads.class)));
        AtomicLong better = new AtomicLong(-1);
        SolverJob<HorizonPlan> job = manager.solveBuilder().withProblemId(problem.getHorizon().cycle())
                .withProblem(problem)
                .withBestSolutionEventConsumer(event -> {
                    HardMediumSoftScore score = event.solution().getScore();
                    if (score != null && score.compareTo(first) > 0) {
                        better.compareAndSet(-1, millisSince(begin));
                    }
                }).run();
        try {
            HorizonPlan best = job.getFinalBestSolution();
            long evaluated = job.getMoveEvaluationCount();
            long millis = millisSince(begin);
            return new Solved(best, first.toString(), evaluated, evaluated < moves && millis >= guard.toMillis(),
                    millis,
                    better.get());
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

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static HardMediumSoftScore score(HorizonPlan plan) {
        PlanScore score = new PlanScore();
        score.resetWorkingSolution(plan);
        return score.calculateScore();
    }

    /// Half of the moves go to the queue with late acceptance, which leaves local optima, nine tenths where set-points are held; the rest
    /// goes downhill only, so that set-points come out clean.
    private SolverConfig config(boolean jobs, boolean steps) {
        List<PhaseConfig<?>> phases = new ArrayList<>();
        List<MoveSelectorConfig<?>> queue = List.of(change(QueuedJob.class, "slot", 2), change(QueuedJob.class,
                "anchor", 3), change(QueuedJob.class, "profile", 1),
                new MoveIteratorFactoryConfig().withMoveIteratorFactoryClass(Reinsertion.class)
                        .withFixedProbabilityWeight(REINSERTIONS),
                new MoveIteratorFactoryConfig().withMoveIteratorFactoryClass(Resequencing.class)
                        .withFixedProbabilityWeight(RESEQUENCINGS));
        List<MoveSelectorConfig<?>> selectors = new ArrayList<>();
        if (jobs) {
            phases.add(search(queue, new LocalSearchAcceptorConfig().withLateAcceptanceSize(Math.clamp(
                    moves / MOVES_A_MEMORY, LEAST_MEMORY, MOST_MEMORY)))
                    .withTerminationConfig(new TerminationConfig().withMoveCountLimit(Math.max(1, steps
                            ? moves / 2
                            : moves - moves / 10))));
            selectors.addAll(queue);
        }
        if (steps) {
            selectors.add(change(SetpointStep.class, "place", jobs ? STEPS : 1));
        }
        phases.add(search(selectors, new LocalSearchAcceptorConfig().withAcceptorTypeList(List.of(
                AcceptorType.HILL_CLIMBING))));
        return new SolverConfig().withSolutionClass(HorizonPlan.class)
                .withEntityClasses(QueuedJob.class, SetpointStep.class)
                .withScoreDirectorFactory(Scoring.INCREMENTAL.config())
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withRandomSeed(seed)
                .withTerminationConfig(new TerminationConfig().withMoveCountLimit(moves).withSpentLimit(guard))
                .withPhases(phases.toArray(PhaseConfig<?>[]::new));
    }

    private static LocalSearchPhaseConfig search(List<MoveSelectorConfig<?>> selectors,
            LocalSearchAcceptorConfig acceptor) {
        return new LocalSearchPhaseConfig()
                .withMoveSelectorConfig(new UnionMoveSelectorConfig().withMoveSelectors(selectors.toArray(
                        MoveSelectorConfig<?>[]::new)))
                .withAcceptorConfig(acceptor)
                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
    }

    static ChangeMoveSelectorConfig change(Class<?> entity, String variable, double weight) {
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
