package dev.ondol.optimizer.solve;

import ai.timefold.solver.core.api.solver.SolverJob;
import ai.timefold.solver.core.api.solver.SolverManager;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// How fast a score is calculated: late acceptance with changes of one variable of one job, which cost next to nothing themselves.
public final class ScoreSpeed {
    private static final int LATE_ACCEPTANCE = 400;

    private ScoreSpeed() {}

    /// Score calculations in a second of wall time, without the first one.
    ///
    /// @param time wall time of the search
    public static double perSecond(HorizonPlan problem, Scoring scoring, Duration time) throws InterruptedException {
        SolverConfig config = new SolverConfig().withSolutionClass(HorizonPlan.class)
                .withEntityClasses(QueuedJob.class, SetpointStep.class).withScoreDirectorFactory(scoring.config())
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withRandomSeed(1L)
                .withPhases(new LocalSearchPhaseConfig()
                        .withMoveSelectorConfig(new UnionMoveSelectorConfig().withMoveSelectors(PlanSolver.change(
                                QueuedJob.class, "slot", 2), PlanSolver.change(QueuedJob.class, "anchor", 3),
                                PlanSolver
                                        .change(QueuedJob.class, "profile", 1)))
                        .withAcceptorConfig(new LocalSearchAcceptorConfig().withLateAcceptanceSize(LATE_ACCEPTANCE))
                        .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1))
                        .withTerminationConfig(new TerminationConfig().withSpentLimit(time)));
        try (SolverManager<HorizonPlan> manager = SolverManager.create(config)) {
            SolverJob<HorizonPlan> job = manager.solve(1L, problem);
            job.getFinalBestSolution();
            return job.getScoreCalculationSpeed();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The solver failed.", e);
        }
    }
}
