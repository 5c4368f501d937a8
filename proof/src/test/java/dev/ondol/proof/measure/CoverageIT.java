package dev.ondol.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.proof.measure.DayMeters.Driver;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often the interval holds what is true, over a hundred switchbacks on plants of a generator that shares no
/// formula with the evaluation. Each goes the whole way: rows of CSV, hours, days, model, interval.
class CoverageIT {
    private static final Logger log = LoggerFactory.getLogger(CoverageIT.class);
    private static final int SEEDS = 100;
    private static final double TRUE = 0.10;

    /// What one switchback came to.
    private record Trial(MeasuredSaving saving, boolean heldByDays) {}

    @ParameterizedTest
    @CsvSource({"12, 3", "12, 7", "8, 3"})
    void theIntervalHoldsATrueSavingOfTenPercentInNinetyToNinetyNineOfAHundredSeeds(int weeks, int run) {
        List<Trial> trials = trials(TRUE, weeks, run);
        long held = trials.stream().filter(trial -> holds(trial.saving(), TRUE)).count();
        long byDays = trials.stream().filter(Trial::heldByDays).count();
        double mean = trials.stream().mapToDouble(trial -> trial.saving().savingPercent()).average().orElseThrow();
        double half = trials.stream().mapToDouble(trial -> (trial.saving().high() - trial.saving().low()) / 2)
                .average().orElseThrow();
        log.info(
                "MV | {} weeks, runs of {} days: {} of {} intervals hold 10 %, mean {} %, half width {} %; of intervals by days (HC2) {}",
                weeks, run, held, SEEDS, "%.2f".formatted(mean), "%.2f".formatted(half), byDays);
        assertThat(held).isBetween(90L, 99L);
        assertThat(mean).isBetween(9.8, 10.2);
        assertThat(half).isLessThan(2);
    }

    @Test
    void whereNothingIsSavedNothingIsSignificantInNinetyToNinetyNineOfAHundredSeeds() {
        long quiet = trials(0, 8, 3).stream().filter(trial -> !trial.saving().significant()).count();
        log.info("MV | {} of {} switchbacks of 8 weeks without a saving say so", quiet, SEEDS);
        assertThat(quiet).isBetween(90L, 99L);
    }

    private static boolean holds(MeasuredSaving saving, double share) {
        return saving.low() <= 100 * share && 100 * share <= saving.high();
    }

    private static List<Trial> trials(double share, int weeks, int run) {
        return IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> trial(seed, share, weeks, run)).toList();
    }

    private static Trial trial(int seed, double share, int weeks, int run) {
        Switchback plan = Switchback.plan(LocalDate.of(2026, 3, 2), weeks, run, 1, seed);
        try {
            var recording = LivePlant.read(LivePlant.SITE, new LivePlant(seed, LivePlant.SITE, plan, share).csv(),
                    row -> true);
            MeasuredSaving saving = new SwitchbackMeasurement(LivePlant.SITE, plan).of(recording, Meter.FACILITY,
                    Driver.WORK);
            List<MeasuredDay> days = new DayMeters(LivePlant.SITE, Meter.FACILITY, Driver.WORK, plan, recording).days(
                    plan).days();
            AdjustedBaseline model = new AdjustedBaseline(days);
            RunFit byDays = RunFit.given(model.design(), model.logs(), IntStream.range(0, days.size()).asLongStream()
                    .toArray(), IntStream.range(0, days.size()).toArray(), 0);
            return new Trial(saving, Math.abs(byDays.last() - Math.log(1 - share)) <= byDays.halfWidth(0.95));
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
