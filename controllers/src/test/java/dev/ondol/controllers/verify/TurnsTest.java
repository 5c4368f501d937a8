package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// P17: how often a set-point may have turned, whatever became of the commands.
class TurnsTest {
    private static final long T = 1_700_000_100_000L;
    private static final long MINUTE = 60_000;

    private final Turns turns = new Turns();

    private void applied(long seq, long time, double saving) {
        turns.sent(seq, time, saving);
        turns.applied(seq);
    }

    @Test
    void whereNothingIsKnownAMoveToSavingMayBeATurn() {
        assertThat(turns.withOneToSaving(22, T)).isEqualTo(1);
    }

    @Test
    void towardsSafetyNothingTurnsBackToSaving() {
        applied(1, T, 22);
        applied(2, T, 21);
        assertThat(turns.withOneToSaving(20.9, T)).isZero();
        assertThat(turns.withOneToSaving(21, T)).as("no move at all").isZero();
        assertThat(turns.withOneToSaving(21.1, T)).isPositive();
    }

    @Test
    void onTheWayToSavingAFurtherStepIsNoTurn() {
        applied(1, T, 22);
        applied(2, T, 23);
        assertThat(turns.withOneToSaving(24, T)).isZero();
    }

    /// Found by a try (P17, seed 1): after a restart the last command seemed to save against one that had been lost, and the step to saving
    /// was not taken for the turn that it was.
    @Test
    void aCommandThatWasLostMayHideThatTheLastMoveWentTowardsSafety() {
        long[] minutes = {-46, -45, -42, -41, -39, -38, -29};
        double[] pressures = {18.28, 19.99, 18.54, 19.25, 19.55, 19.77, 19.58};
        for (int i = 0; i < minutes.length; i++) {
            turns.sent(0, T + minutes[i] * MINUTE, -pressures[i]);
        }
        turns.stood(T, -19.58);
        assertThat(turns.withOneToSaving(-18.37, T)).isEqualTo(5);
    }

    @Test
    void aTurnCountsWhenTheCommandThatMadeItLeftAndNotWhenOneThatWasLostDid() {
        applied(1, T, 23);
        applied(2, T, 22);
        turns.sent(3, T, 22.5);
        long later = T + Turns.WINDOW_MS - 1;
        turns.sent(4, later, 22.7);
        turns.sent(5, later, 22);
        turns.stood(later + 1, 22);
        assertThat(turns.withOneToSaving(22.5, later + 1)).as("up late, down late, and this one").isEqualTo(3);
    }

    @Test
    void aTurnIsForgottenAfterItsHourButNotWhereThePlantStandsAndWhichWayItCame() {
        applied(1, T, 23);
        applied(2, T, 22);
        long over = T + Turns.WINDOW_MS;
        assertThat(turns.withOneToSaving(22.5, over - 1)).isEqualTo(3);
        assertThat(turns.withOneToSaving(22.5, over)).isEqualTo(1);
        assertThat(turns.withOneToSaving(21.5, over)).isZero();
    }

    @Test
    void whatThePlantDoesByItselfIsNoTurn() {
        applied(1, T, 22);
        applied(2, T, 23);
        turns.stood(T + 1, 20);
        turns.stood(T + 2, 21);
        assertThat(turns.withOneToSaving(21.5, T + 3)).as("it went on saving").isZero();
        applied(3, T + 3, 20.5);
        assertThat(turns.withOneToSaving(20.6, T + 4)).as("perhaps down at first; up, down, and this").isEqualTo(4);
    }

    @Test
    void whereItStoodIsNoCommandThatAnAnswerCouldMean() {
        applied(1, T, 23);
        applied(2, T, 22);
        turns.stood(T + 1, 23);
        turns.applied(0);
        assertThat(turns.withOneToSaving(23.5, T + 1)).as("up, down, and this").isEqualTo(3);
    }

    @Test
    void itsMemoryHoldsOnlyWhatItNeeds() {
        assertThat(turns.memory()).as("nothing is known yet").isEmpty();
        turns.stood(T, 22);
        turns.stood(T + 1, 23);
        assertThat(turns.memory()).as("the last place").containsExactly(2.0, 0.0, (double) T + 1, 23.0);
        turns.sent(1, T + 1 + Turns.WINDOW_MS, 24);
        assertThat(turns.memory()).as("no event that is over an hour old").containsExactly(3.0, -1.0, 0.0, 23.0, 3.0,
                1.0, 0.0, 23.0, 0.0, 1.0, (double) T + 1 + Turns.WINDOW_MS, 24.0);
    }

    @Test
    void theSameCoursesAreAlwaysRememberedInTheSameOrder() {
        List<Double> ordered = new ArrayList<>();
        turns.stood(T, 0);
        for (int value = 1; value <= 20; value++) {
            turns.sent(value, T, value);
        }
        turns.withOneToSaving(0, T + Turns.WINDOW_MS);
        for (int i = 3; i < turns.memory().size(); i += 4) {
            ordered.add(turns.memory().get(i));
        }
        assertThat(ordered).hasSizeGreaterThan(20).isSorted();
    }

    @Test
    void theWorstCourseIsFoundAmongAllThatArePossible() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("TurnsTest seed " + seed + " (repeat with -Dondol.seed)");
        Random random = new Random(seed);
        for (int life = 0; life < 2_000; life++) {
            Turns of = new Turns();
            List<double[]> told = new ArrayList<>();
            long now = T;
            for (int seq = 1; seq <= 9; seq++) {
                now += random.nextInt(20) * MINUTE;
                double value = random.nextInt(6);
                int kind = random.nextInt(4);
                if (kind == 3) {
                    of.stood(now, value);
                } else {
                    of.sent(seq, now, value);
                }
                if (kind == 2) {
                    of.applied(seq);
                }
                told.add(new double[]{kind, now, value});
                double asked = random.nextInt(6) + 0.5;
                int worst = Math.max(worst(told, 0, Double.NaN, 1, 0, asked, now), worst(told, 0, Double.NaN, -1, 0,
                        asked, now));
                assertThat(of.withOneToSaving(asked, now)).as("seed %d, life %d", seed, life).isEqualTo(worst);
                Turns other = new Turns();
                other.sent(1, T, 9);
                other.restore(of.memory());
                assertThat(other.memory()).isEqualTo(of.memory());
                assertThat(other.withOneToSaving(asked, now)).isEqualTo(worst);
            }
        }
    }

    /// Every course, one by one: which of what was sent arrived (kinds 0 and 1), what did (2), where it stood by itself (3).
    private static int worst(List<double[]> told, int index, double at, int direction, int turned, double asked,
            long now) {
        if (index == told.size()) {
            return direction < 0 && !(asked <= at) ? turned + 1 : 0;
        }
        double[] event = told.get(index);
        if (event[0] == 3) {
            return worst(told, index + 1, event[2], direction, turned, asked, now);
        }
        int most = event[0] == 2 ? 0 : worst(told, index + 1, at, direction, turned, asked, now);
        int counts = event[1] > now - 3_900_000 ? 1 : 0;
        for (int way : new int[]{-1, 1}) {
            if (Double.isNaN(at) || (event[2] - at) * way > 0) {
                most = Math.max(most, worst(told, index + 1, event[2], way, turned + (way == direction ? 0 : counts),
                        asked, now));
            }
        }
        return event[2] == at
                ? Math.max(most, worst(told, index + 1, at, direction, turned, asked, now))
                : most;
    }
}
