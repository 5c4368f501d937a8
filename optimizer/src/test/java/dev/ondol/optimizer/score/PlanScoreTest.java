package dev.ondol.optimizer.score;

import static org.assertj.core.api.Assertions.assertThat;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import ai.timefold.solver.core.api.solver.SolutionManager;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ondol.facility.plan.Weights;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.solve.CycleInput;
import dev.ondol.optimizer.solve.PlanMemory;
import dev.ondol.optimizer.solve.ProblemBuilder;
import dev.ondol.optimizer.solve.Scenes;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanScoreTest {
    private static final SolutionManager<HorizonPlan, HardMediumSoftScore> STREAMS = SolutionManager
            .create(SolverFactory.create(
                    new SolverConfig().withSolutionClass(HorizonPlan.class)
                            .withEntityClasses(QueuedJob.class, SetpointStep.class)
                            .withScoreDirectorFactory(new ScoreDirectorFactoryConfig()
                                    .withConstraintProviderClass(PlanRules.class))
                            .withTerminationConfig(new TerminationConfig().withMoveCountLimit(1L))));

    private static HardMediumSoftScore streams(HorizonPlan plan) {
        STREAMS.update(plan);
        return java.util.Objects.requireNonNull(plan.getScore());
    }

    private static HorizonPlan plan(long seed) {
        Scenes scenes = new Scenes(seed % 2 == 0 ? "kr-edge" : "kr-hn1");
        Random random = new Random(seed);
        scenes.fill(0.3 + 0.6 * random.nextDouble(), random);
        int jobs = random.nextInt(12);
        for (int i = 0; i < jobs; i++) {
            scenes.desk.submit(scenes.job(random.nextBoolean() ? "H200" : "L40S", 20 + random.nextInt(60), random),
                    Optional
                            .empty());
        }
        scenes.desk.read(account -> {
            for (int node = 0; node < scenes.nodes.count(); node++) {
                if (account.empty(node) && random.nextInt(3) == 0) {
                    account.readiness().observe(node, random.nextBoolean()
                            ? Readiness.State.PARKED
                            : Readiness.State.WAKING, true, Scenes.CYCLE - random.nextInt(3_600_000));
                }
            }
            return account;
        });
        CycleInput input = scenes.input(Scenes.CYCLE, -5 + 40 * random.nextDouble(), Map.of());
        ProblemBuilder builder = new ProblemBuilder(scenes.model);
        builder.weights(seed % 3 == 0
                ? Weights.ENERGY
                : new Weights(random.nextDouble(), random.nextDouble(), 1, random.nextDouble()));
        return scenes.desk.heat(heat -> scenes.desk.read(account -> builder.build(account, heat, input, PlanMemory
                .none())));
    }

    @Test
    void theIncrementalScoreEqualsTheReadableRules() {
        for (long seed = 1; seed <= 8; seed++) {
            HorizonPlan plan = plan(seed);
            Random random = new Random(seed);
            PlanScore score = new PlanScore();
            score.resetWorkingSolution(plan);
            assertThat(score.calculateScore()).as("seed %d, first", seed).isEqualTo(streams(plan));
            for (int change = 0; change < 8; change++) {
                for (int i = 0; i < 5; i++) {
                    change(plan, score, random);
                    if (i % 2 == 0) {
                        score.calculateScore();
                    }
                }
                assertThat(score.calculateScore()).as("seed %d, change %d", seed, change).isEqualTo(streams(plan));
            }
        }
    }

    private static void change(HorizonPlan plan, PlanScore score, Random random) {
        if (!plan.getJobs().isEmpty() && random.nextBoolean()) {
            QueuedJob job = plan.getJobs().get(random.nextInt(plan.getJobs().size()));
            score.beforeVariableChanged(job, "slot");
            switch (random.nextInt(3)) {
                case 0 -> job.setSlot(random.nextInt(6) == 0 ? null : random.nextInt(Slots.COUNT));
                case 1 -> job.setAnchor(job.anchors().get(random.nextInt(job.anchors().size())));
                default -> job.setProfile(job.profiles().get(random.nextInt(job.profiles().size())));
            }
            score.afterVariableChanged(job, "slot");
        } else {
            SetpointStep step = plan.getSteps().get(random.nextInt(plan.getSteps().size()));
            score.beforeVariableChanged(step, "place");
            step.setPlace(step.lowestPlace() + random.nextInt(step.highestPlace() - step.lowestPlace() + 1));
            score.afterVariableChanged(step, "place");
        }
    }
}
