package dev.ondol.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.proof.calibrate.Factor;
import dev.ondol.proof.loop.OutsideLoop;
import dev.ondol.proof.replay.Fit;
import dev.ondol.proof.replay.Recorded;
import dev.ondol.proof.whatif.Counterfactual;
import dev.ondol.proof.whatif.Operation;
import dev.ondol.simulator.run.Scenario;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plant whose coefficients are 15 % off, read by worn sensors, and the plant that is fitted to its recording.
class CalibrationIT {
    private static final Logger log = LoggerFactory.getLogger(CalibrationIT.class);

    @TempDir
    Path folder = Path.of("target");

    @Test
    void aFittedPlantForetellsTheCoolingOfHoursThatItHasNotSeen() throws Exception {
        ReplayResult result = result(1, 5);
        judged(result);
        ReplayResult.Calibrated fitted = Objects.requireNonNull(result.calibration());
        assertThat(fitted.coolingBefore().cvRmse()).isGreaterThan(5);
        assertThat(factor(fitted.factors(), "chilledPumpPower")).isBetween(1.1, 1.2); // built 15 % above, by this seed
        assertThat(factor(fitted.factors(), "hallFanPower")).isBetween(0.8, 0.9); // built 15 % below
        assertThat(factor(fitted.factors(), "coolantPumpPower")).isBetween(0.97, 1.03); // built as described
    }

    @Test
    @Tag("CALIBRATION")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true")
    void inFiveSeedsACalibratedPlantHoldsItsLimits() throws Exception {
        double worstCv = 0;
        double worstNmbe = 0;
        for (int seed = 1; seed <= 5; seed++) {
            Fit cooling = judged(result(seed, 10));
            Double cv = cooling.cvRmse();
            Double nmbe = cooling.nmbe();
            worstCv = Math.max(worstCv, cv == null ? 100 : cv);
            worstNmbe = Math.max(worstNmbe, nmbe == null ? 100 : Math.abs(nmbe));
        }
        log.info("| CALIBRATION | worst cooling CV(RMSE) {} %, NMBE {} % | seeds 1 to 5, 10 days, 15 % off |", "%.2f"
                .formatted(worstCv), "%.2f".formatted(worstNmbe));
    }

    @Test
    void anotherOperationOfTheSameWindowIsComparedOnTheSamePlant() throws Exception {
        Scenario scenario = Recorded.scenario(LocalDate.of(2022, 7, 10), 3, 1);
        List<String> rows = Recorded.rows(scenario, folder);
        Replay replay = new Replay(Recorded.SITE, Recorded.read(rows, row -> true));
        Counterfactual same = under(replay, Operation.GOOD_PRACTICE);
        // it was operated by good practice: next to nothing is saved by it
        assertThat(same.savingPercent()).isBetween(-0.3, 0.3);
        assertThat(same.days()).isEqualTo(2);
        ReplayResult fixed = replay.run(false, Optional.of(Operation.BEST_STATIC), Replay.Steps.SILENT);
        assertThat(Objects.requireNonNull(fixed.counterfactual()).facilityKwh()).isNotEqualTo(same.facilityKwh());
        assertThat(replay.html(fixed)).contains("best-static", "Guideline 14", "<svg").doesNotContain("<script",
                "http:",
                "https:");
    }

    private static Counterfactual under(Replay replay, Operation operation) {
        return Objects.requireNonNull(replay.run(false, Optional.of(operation), Replay.Steps.SILENT).counterfactual());
    }

    private ReplayResult result(int seed, int days) throws Exception {
        Scenario scenario = Recorded.scenario(LocalDate.of(2022, 5, 10), days, seed);
        List<String> rows = Recorded.rows(scenario, OutsideLoop.perturbed(scenario, 15), folder);
        return new Replay(Recorded.SITE, Recorded.read(rows, row -> true)).run(true, Optional.empty(),
                Replay.Steps.SILENT);
    }

    private static Fit judged(ReplayResult result) {
        assertThat(result.cooling().cvRmse()).isLessThanOrEqualTo(10);
        assertThat(result.cooling().nmbe()).isBetween(-2.5, 2.5);
        return result.cooling();
    }

    private static double factor(List<Factor> factors, String name) {
        return factors.stream().filter(factor -> factor.name().equals(name)).findFirst().orElseThrow().value();
    }
}
