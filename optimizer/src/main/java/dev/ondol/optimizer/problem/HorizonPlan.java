package dev.ondol.optimizer.problem;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.ProblemFactProperty;
import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole problem of one planning cycle, and its solution.
@PlanningSolution
public class HorizonPlan {
    private Horizon horizon;
    private List<Stage> stages;
    private List<QueuedJob> jobs;
    private List<SetpointStep> steps;
    private @Nullable HardMediumSoftScore score;

    /// For the solver's cloning only.
    @SuppressWarnings("NullAway.Init")
    public HorizonPlan() {}

    public HorizonPlan(Horizon horizon, List<QueuedJob> jobs, List<SetpointStep> steps) {
        this.horizon = horizon;
        this.stages = horizon.stages();
        this.jobs = jobs;
        this.steps = steps;
    }

    @ProblemFactProperty
    public Horizon getHorizon() {
        return horizon;
    }

    @ProblemFactCollectionProperty
    public List<Stage> getStages() {
        return stages;
    }

    @PlanningEntityCollectionProperty
    public List<QueuedJob> getJobs() {
        return jobs;
    }

    @PlanningEntityCollectionProperty
    public List<SetpointStep> getSteps() {
        return steps;
    }

    @PlanningScore
    public @Nullable HardMediumSoftScore getScore() {
        return score;
    }

    public void setScore(@Nullable HardMediumSoftScore score) {
        this.score = score;
    }
}
