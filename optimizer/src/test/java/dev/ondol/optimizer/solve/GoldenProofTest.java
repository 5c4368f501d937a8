package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.optimizer.problem.HorizonPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves the optima of golden/*.json anew with CP-SAT: `./ondol test --full GAP`. With `-Dondol.golden.draw=true` the problems are drawn
/// anew and the files are written.
@Tag("GAP")
@EnabledIfSystemProperty(named = "ondol.full", matches = "true")
class GoldenProofTest {
    private static final Logger log = LoggerFactory.getLogger(GoldenProofTest.class);
    private static final Path FILES = Path.of("src/test/resources/dev/ondol/optimizer/solve/golden");
    private static final double SECONDS = Double.parseDouble(System.getProperty("ondol.golden.seconds", "600"));
    private static final int WORKERS = 8;
    /// Ten stages are rounded to a Wh each.
    private static final long ROUNDING_WH = 6;

    @Test
    void theStoredOptimaAreProvedAgain() throws InterruptedException, IOException {
        boolean draw = Boolean.getBoolean("ondol.golden.draw");
        long begin = System.nanoTime();
        double worst = 0;
        double sum = 0;
        for (int number = 0; number < GoldenGenerator.COUNT; number++) {
            GoldenProblem problem = draw ? new GoldenGenerator(number).draw() : GoldenCase.read(number).problem();
            GoldenCase proved = prove(problem);
            if (draw) {
                Files.createDirectories(FILES);
                Files.write(FILES.resolve(problem.name() + ".json"), JsonMessages.write(proved));
            } else {
                GoldenCase stored = GoldenCase.read(number);
                assertThat(proved.optimum().unplacedWeight()).isEqualTo(stored.optimum().unplacedWeight());
                assertThat(proved.optimum().costWh()).isCloseTo(stored.optimum().costWh(), within(ROUNDING_WH));
            }
            double gap = proved.gapPercent(solved(problem, 1));
            worst = Math.max(worst, gap);
            sum += gap;
        }
        log.info(
                "| GAP | {} optima proved by CP-SAT in {} s; the solver with {} moves lies above them by {} % at most, {} % in the mean | seed 1 |",
                GoldenGenerator.COUNT, (System.nanoTime() - begin) / 1_000_000_000L, GoldenGapTest.MOVES, "%.2f"
                        .formatted(worst),
                "%.2f".formatted(sum / GoldenGenerator.COUNT));
    }

    /// The proof begins at what the solver found, with another seed than the one that is measured.
    private static GoldenCase prove(GoldenProblem problem) throws InterruptedException {
        HorizonPlan best = problem.build();
        ExactOptimum exact = new ExactOptimum(best);
        assertThat(exact.prove(solved(problem, 7), SECONDS, WORKERS)).as(problem.name()).isTrue();
        // The whole-number program and the product's own score must speak of the same thing.
        assertThat(GoldenCase.score(best).hardScore()).as(problem.name()).isZero();
        assertThat(GoldenCase.costWh(problem, best)).as(problem.name()).isCloseTo(exact.costWh(), within(ROUNDING_WH));
        log.info("{} is proved: {} Wh.", problem.name(), exact.costWh());
        return GoldenCase.of(problem, best);
    }

    private static HorizonPlan solved(GoldenProblem problem, long seed) throws InterruptedException {
        try (PlanSolver solver = new PlanSolver(seed, GoldenGapTest.MOVES, Duration.ofMinutes(5))) {
            return solver.solve(problem.build()).plan();
        }
    }
}
