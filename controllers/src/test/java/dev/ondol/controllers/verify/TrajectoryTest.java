package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import org.junit.jupiter.api.Test;

/// P2 and P17 in numbers: what was seen, what is under way, and how far that lets a set-point go. Supply air: warmer saves.
class TrajectoryTest {
    private static final SetpointLimits LIMITS = new SetpointLimits(18, 27, 0.5, SafeDirection.DOWN, 0.05);
    private static final long GAP = 50_000;
    private static final long T = 1_700_000_100_000L;

    private final Trajectory air = new Trajectory(LIMITS, GAP);

    /// Sees that value for ten minutes up to T.
    private void watch(double value) {
        for (long time = T - 600_000; time <= T; time += 15_000) {
            air.observed(time, value, false);
        }
    }

    @Test
    void ofAPlantThatHasNotSpokenNothingIsKnown() {
        assertThat(air.inForce()).isEmpty();
        assertThat(air.base()).isNaN();
        assertThat(air.isFresh(T)).isFalse();
        assertThat(air.saferSince()).as("not safe for any time").isGreaterThan(T);
        assertThat(air.saves(27)).isFalse();
    }

    @Test
    void whatWasSeenFirstIsTheFarthestUntilAPeriodHasBeenWatched() {
        air.observed(T, 22, false);
        assertThat(air.farthest(T)).isEqualTo(22);
        air.observed(T + GAP, 22, false);
        assertThat(air.farthest(T + GAP)).isEqualTo(22);
    }

    @Test
    void aReportThatIsNoNumberChangesNothing() {
        watch(22);
        air.observed(T + 1, Double.NaN, true);
        assertThat(air.inForce()).hasValue(22);
        assertThat(air.farthest(T + 1)).isEqualTo(22.5);
    }

    @Test
    void savingIsHeldAgainstTheSaferOfWhatIsAndWhatWillBe() {
        watch(22);
        air.issued(1, T, T + 100_000, 23);
        assertThat(air.saves(22.5)).as("the command may be lost").isTrue();
        assertThat(air.saves(22)).isFalse();
    }

    @Test
    void aMoveTowardsSafetyBeginsNoCampaign() {
        watch(22);
        air.issued(1, T, T + 100_000, 21);
        assertThat(air.savingFor(T, StagedChange.CAMPAIGN_MS)).isEmpty();
    }

    @Test
    void withAValueInForceOneStepIsFreeAfterAWatchedPeriod() {
        watch(22);
        assertThat(air.farthest(T)).isEqualTo(22.5);
        assertThat(air.inForce()).hasValue(22);
    }

    @Test
    void aSilenceMakesTheTimeBeforeItUnknown() {
        watch(22);
        air.observed(T + GAP, 22, false);
        assertThat(air.farthest(T + GAP)).as("not a silence yet").isEqualTo(22.5);
        air.observed(T + 2 * GAP + 1, 22, false);
        assertThat(air.farthest(T + 2 * GAP + 1)).isEqualTo(22);
        assertThat(air.saferSince()).isEqualTo(T + 2 * GAP + 1);
    }

    @Test
    void aReportThatIsTooOldOrFromTheFutureIsNotFresh() {
        watch(22);
        assertThat(air.isFresh(T + GAP)).isTrue();
        assertThat(air.isFresh(T + GAP + 1)).isFalse();
        assertThat(air.isFresh(T - GAP)).isTrue();
        assertThat(air.isFresh(T - GAP - 1)).isFalse();
    }

    @Test
    void lateNewsOfALowerValueStillCountsAndOfAHigherOneDoesNot() {
        watch(22);
        air.observed(T - 100_000, 21, false);
        assertThat(air.inForce()).hasValue(22);
        assertThat(air.farthest(T)).isEqualTo(21.5);
        air.observed(T - 50_000, 25, false);
        assertThat(air.farthest(T)).isEqualTo(21.5);
        assertThat(air.farthest(T + 200_001)).isEqualTo(22.5);
    }

    @Test
    void whatWasReadBackOutranksAFrameOfTheSameInstant() {
        watch(22);
        air.observed(T, 22.5, true);
        air.observed(T, 22, false);
        assertThat(air.inForce()).hasValue(22.5);
        assertThat(air.farthest(T)).isEqualTo(22.5);
        air.observed(T, 23, true);
        assertThat(air.inForce()).as("the later of two answers").hasValue(23);
        air.observed(T + 1, 22, false);
        air.observed(T + 1, 23.5, false);
        assertThat(air.inForce()).as("the later of two frames").hasValue(23.5);
    }

    @Test
    void aCommandUnderWayCountsUntilItCanNoLongerArrive() {
        watch(23);
        air.issued(1, T, T + 100_000, 22);
        assertThat(air.base()).isEqualTo(22);
        for (long time = T; time <= T + 600_000; time += 15_000) {
            air.observed(time, 23, false);
        }
        assertThat(air.farthest(T + 100_000 + GAP)).isEqualTo(22.5);
        assertThat(air.farthest(T + 100_000 + GAP + 1)).isEqualTo(23.5);
        assertThat(air.base()).isEqualTo(23);
    }

    @Test
    void anAnswerSettlesWhatWasBeforeItAndNothingAfterIt() {
        watch(23);
        air.issued(1, T, T + 100_000, 22);
        air.issued(2, T, T + 100_000, 23.5);
        air.settled(1, T + 10_000, true);
        assertThat(air.base()).isEqualTo(23.5);
        assertThat(air.farthest(T + 309_999)).as("what it may have done counts for a period").isEqualTo(22.5);
        air.settled(2, T + 20_000, true);
        assertThat(air.base()).isEqualTo(23);
    }

    @Test
    void whereOnlyACommandIsKnownItIsWhatSavingIsHeldAgainst() {
        air.issued(1, T, T + 100_000, 22);
        assertThat(air.saves(22.5)).isTrue();
        assertThat(air.saves(21.5)).isFalse();
    }

    @Test
    void onlyAChangeOfDirectionIsATurn() {
        watch(22);
        air.issued(1, T, T + 100_000, 22.5);
        answered(1, T + 1, 22.5);
        assertThat(air.turnsWith(23, T + 1)).isZero();
        air.issued(2, T + 1, T + 100_000, 22);
        answered(2, T + 2, 22);
        assertThat(air.turnsWith(21, T + 2)).isZero();
        assertThat(air.turnsWith(22.5, T + 2)).as("perhaps the first one, the second, and this").isEqualTo(3);
    }

    @Test
    void whatIsSaferThanAllThatMayBeInForceIsNoTurnToSaving() {
        watch(22);
        air.recalled(T - 100_000, 21);
        assertThat(air.turnsWith(21.5, T)).as("the command of the earlier life may still arrive").isPositive();
        assertThat(air.turnsWith(21, T)).isZero();
        assertThat(air.turnsWith(21.5, T + 200_000 + GAP)).isPositive();
        air.observed(T + 200_001 + GAP, 22, false);
        assertThat(air.turnsWith(21.5, T + 200_001 + GAP)).as("it can no longer arrive").isZero();
    }

    @Test
    void anAnswerToUsEndsWhatAnEarlierLifeHadUnderWay() {
        watch(22);
        air.recalled(T - 100_000, 21);
        air.issued(1, T, T + 100_000, 22);
        answered(1, T + 1, 22);
        assertThat(air.turnsWith(21.5, T + 1)).isZero();
        air.observed(T + 2, 22.3, false);
        assertThat(air.turnsWith(22.1, T + 2)).as("21 can no longer arrive").isZero();
    }

    @Test
    void aCommandThatWasRefusedIsNotTakenForAMove() {
        watch(22);
        air.issued(1, T, T + 100_000, 23);
        air.settled(1, T + 1, false);
        assertThat(air.turnsWith(23.5, T + 1)).as("perhaps its last move went down").isEqualTo(1);
    }

    @Test
    void whereThePlantStandsIsOnlyKnownFromWhatItSaidAfterTheLastAnswer() {
        watch(22);
        air.issued(1, T, T + 100_000, 21);
        air.settled(1, T + 1, false);
        assertThat(air.turnsWith(22.1, T + 1)).as("it may have gone down").isEqualTo(2);
        air.observed(T + 2, 22.1, false);
        assertThat(air.turnsWith(22.1, T + 2)).as("it stands there already").isZero();
    }

    /// Turns until 22 where it goes to 21.5 and 21 first: 4 where it may have been at 21 before that, 2 where it was at 22.
    private int turnsBy(long now) {
        air.issued(2, now, now + 100_000, 21.5);
        answered(2, now + 1, 21.5);
        air.issued(3, now + 1, now + 100_000, 21);
        answered(3, now + 2, 21);
        return air.turnsWith(22, now + 2);
    }

    @Test
    void whatWasSaidBeforeAnAnswerDoesNotSayWhereThePlantStandsAfterIt() {
        watch(22);
        air.issued(1, T, T + 100_000, 21);
        air.settled(1, T + 1, false);
        assertThat(turnsBy(T + 1)).isEqualTo(4);
    }

    @Test
    void whatWasReadBackBeforeAnAnswerDoesNotSayItEither() {
        watch(22);
        air.observed(T, 22, true);
        air.issued(1, T, T + 100_000, 21);
        air.settled(1, T + 1, false);
        assertThat(turnsBy(T + 1)).isEqualTo(4);
    }

    @Test
    void aFrameOfTheInstantOfAnAnswerMayBeOlderThanItAndWhatWasReadBackThenIsNot() {
        watch(22);
        air.issued(1, T, T + 100_000, 21);
        air.settled(1, T + 1, false);
        air.observed(T + 1, 22, false);
        Trajectory.Memory frame = air.memory();
        assertThat(turnsBy(T + 1)).isEqualTo(4);
        air.restore(frame);
        air.observed(T + 1, 22, true);
        assertThat(turnsBy(T + 1)).isEqualTo(2);
    }

    @Test
    void whileACommandIsUnderWayNobodyKnowsWhereThePlantStands() {
        watch(22);
        air.issued(1, T, T + 100_000, 21);
        assertThat(turnsBy(T)).as("one of this life").isEqualTo(4);
        Trajectory next = new Trajectory(LIMITS, GAP);
        next.observed(T, 22, false);
        next.recalled(T - 100_000, 21);
        next.issued(1, T, T + 100_000, 21.5);
        assertThat(next.turnsWith(21.2, T)).as("one of an earlier life: it may stand at 21").isPositive();
    }

    @Test
    void aCampaignGoesOnAcrossARestart() {
        air.recalled(T - 200_000, 22);
        air.recalled(T - 100_000, 22.5);
        air.recalled(T - 50_000, 22);
        assertThat(air.savingFor(T, StagedChange.CAMPAIGN_MS)).hasValue(100_000);
    }

    private void answered(long seq, long time, double value) {
        air.settled(seq, time, true);
        air.observed(time, value, true);
    }

    @Test
    void movesThatFollowOneAnotherAreOneCampaign() {
        watch(22);
        assertThat(air.savingFor(T, StagedChange.CAMPAIGN_MS)).isEmpty();
        air.issued(1, T, T + 100_000, 22.5);
        air.issued(2, T + 300_000, T + 400_000, 23);
        assertThat(air.savingFor(T + 400_000, StagedChange.CAMPAIGN_MS)).hasValue(400_000);
        long later = T + 300_000 + StagedChange.CAMPAIGN_MS;
        assertThat(air.savingFor(later, StagedChange.CAMPAIGN_MS)).isPresent();
        assertThat(air.savingFor(later + 1, StagedChange.CAMPAIGN_MS)).isEmpty();
        air.issued(3, later + 1, later + 2, 23.5);
        assertThat(air.savingFor(later + 2, StagedChange.CAMPAIGN_MS)).hasValue(1);
    }

    @Test
    void aMemoryIsTakenOverWholeAndLeavesNothingOfWhatWasThere() {
        watch(22);
        air.issued(1, T, T + 100_000, 22.5);
        air.issued(2, T, T + 100_000, 22);
        air.recalled(T - 100_000, 21);
        Trajectory other = new Trajectory(LIMITS, GAP);
        other.observed(T, 25, true);
        other.observed(T + 1, 24, true);
        other.issued(1, T, T + 100_000, 25);
        other.issued(2, T, T + 100_000, 23);
        other.issued(3, T, T + 100_000, 26);
        assertThat(air.memory().moments().get(3)).as("a frame").isZero();
        assertThat(other.memory().moments().get(3)).as("read back").isEqualTo(1);
        Trajectory.Memory before = other.memory();
        other.restore(air.memory());
        assertThat(other.memory()).isEqualTo(air.memory()).isNotEqualTo(before);
        other.restore(before);
        assertThat(other.memory()).isEqualTo(before);
    }
}
