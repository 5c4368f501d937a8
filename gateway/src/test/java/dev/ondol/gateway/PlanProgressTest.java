package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanProgressTest {
    private static final long CYCLE = PlantClock.CYCLE_MS;
    private static final long START = 1_000 * CYCLE;

    private final PlanProgress progress = new PlanProgress(START);

    @Test
    void aCycleIsDoneWhenItIsAppliedAndItsLastCommandHandled() throws InterruptedException {
        progress.reach(START);
        assertThat(done(START)).isFalse();
        progress.applied(new CycleApplied(START, "p1", 1, 5, 5, 0));
        assertThat(done(START)).isFalse();
        progress.handled(new EpochSeen(1, 4), true);
        assertThat(done(START)).isFalse();
        progress.handled(new EpochSeen(1, 5), true);
        assertThat(done(START)).isTrue();
        assertThat(done(START + CYCLE)).isFalse();
    }

    @Test
    void aCycleWithoutCommandsIsDoneAtOnce() throws InterruptedException {
        progress.reach(START);
        progress.applied(new CycleApplied(START, "none", 0, 0, 0, 0));
        assertThat(done(START)).isTrue();
    }

    @Test
    void aCycleOfAnotherRunThatLiesAheadIsNotCounted() throws InterruptedException {
        progress.reach(START);
        progress.applied(new CycleApplied(START + 12 * CYCLE, "old", 1, 0, 0, 0));
        assertThat(done(START)).isFalse();
    }

    @Test
    void onlyAPlannerThatPlansCanBeBehind() {
        assertThat(progress.behindMillis(START + 3 * CYCLE)).isZero();
        progress.handled(new EpochSeen(0, 0), true);
        assertThat(progress.behindMillis(START + 3 * CYCLE)).isEqualTo(3 * CYCLE);
    }

    @Test
    void theFreeClockHalvesItsRateForEachCycleTooManyAndNeverStands() {
        assertThat(FreeRunningClock.allowed(60, 2 * CYCLE)).isEqualTo(60);
        assertThat(FreeRunningClock.allowed(60, 2 * CYCLE + 1)).isEqualTo(30);
        assertThat(FreeRunningClock.allowed(60, 4 * CYCLE)).isEqualTo(15);
        assertThat(FreeRunningClock.allowed(60, 100 * CYCLE)).isCloseTo(3.75, within(1e-9));
        assertThat(FreeRunningClock.allowed(8, 100 * CYCLE)).isEqualTo(1);
        assertThat(FreeRunningClock.allowed(0.5, 100 * CYCLE)).isEqualTo(0.5);
    }

    @Test
    void theRateThatIsPublishedIsTheOneThatTheClockRunsAt() throws InterruptedException {
        FreeRunningClock clock = new FreeRunningClock(100_000, progress);
        progress.handled(new EpochSeen(0, 0), true);
        clock.pace(START + CYCLE);
        assertThat(clock.rate()).isEqualTo(100_000);
        clock.pace(START + 3 * CYCLE);
        assertThat(clock.rate()).isEqualTo(50_000);
        progress.reach(START + 3 * CYCLE);
        progress.applied(new CycleApplied(START + 3 * CYCLE, "p", 0, 0, 0, 0));
        clock.pace(START + 3 * CYCLE);
        assertThat(clock.rate()).isEqualTo(100_000);
    }

    @Test
    void aSecondStartGoesOnAfterTheLastInstant() {
        assertThat(GatewayRun.firstInstant(START, -1)).isEqualTo(START);
        assertThat(GatewayRun.firstInstant(START + 1, -1)).isEqualTo(START + 15_000);
        assertThat(GatewayRun.firstInstant(START, START)).isEqualTo(START + 15_000);
        assertThat(GatewayRun.firstInstant(START, START + CYCLE)).isEqualTo(START);
    }

    private boolean done(long boundary) throws InterruptedException {
        return progress.await(boundary, Duration.ofNanos(1));
    }
}
