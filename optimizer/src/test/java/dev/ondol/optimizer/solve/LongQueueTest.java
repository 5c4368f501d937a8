package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.problem.HorizonPlan;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongQueueTest {
    @Test
    void aPlanForThreeHundredWaitingJobsIsBetterThanWhereItStarted() throws InterruptedException {
        Scenes scenes = new Scenes("kr-hn1");
        Random random = new Random(1);
        scenes.fill(0.9, random);
        HorizonPlan problem = Queues.waiting(scenes, 310, random);
        assertThat(problem.getJobs()).hasSize(300);
        HardMediumSoftScore first = GoldenCase.score(problem);
        assertThat(first.hardScore()).isZero();
        new SetpointDescent(problem).run();
        HardMediumSoftScore warm = GoldenCase.score(problem);
        try (PlanSolver solver = new PlanSolver(1, OptimizerOptions.defaults().moves(), Duration.ofMinutes(10))) {
            PlanSolver.Solved solved = solver.solve(problem);
            assertThat(solved.cut()).isFalse();
            HardMediumSoftScore score = GoldenCase.score(solved.plan());
            assertThat(score).isGreaterThan(warm);
            assertThat(score.hardScore()).isZero();
            assertThat(GoldenCase.unplacedGpus(solved.plan())).isLessThan(GoldenCase.unplacedGpus(problem));
        }
    }
}
