package dev.ondol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.CycleApplied;
import dev.ondol.gateway.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockStepClockTest {
    private static final long START = 1_000 * PlantClock.CYCLE_MS;
    private static final long MINUTE = 60_000;
    private static final Duration BUDGET = Duration.ofMillis(300);

    @TempDir
    Path folder = Path.of("target");

    private final PlanProgress progress = new PlanProgress(START);
    private Outbox outbox;
    private LockStepClock clock;

    @BeforeEach
    void open() throws IOException {
        outbox = Outbox.open(folder, "boot", List.of("source"), 1 << 20);
        clock = new LockStepClock(progress, new Backlog(outbox, progress), GatewayOptions.lockStep(folder, Duration
                .ofHours(1), BUDGET));
    }

    @AfterEach
    void close() throws IOException {
        outbox.close();
    }

    @Test
    void itWaitsEachMinuteForTheOrdersOfNodes() throws Exception {
        carriedOut(START);
        clock.pace(START);
        progress.reach(START + MINUTE);
        Thread waiting = Thread.ofVirtual().start(() -> pace(START + MINUTE));
        assertThat(waiting.join(BUDGET.dividedBy(3))).as("it has gone on").isFalse();
        carriedOut(START + MINUTE);
        assertThat(waiting.join(BUDGET.dividedBy(3))).as("it has gone on").isTrue();
        assertThat(clock.cyclesOverBudget()).isZero();
    }

    @Test
    void aControlThatAnswersNothingBetweenCyclesIsWaitedForOnce() throws Exception {
        carriedOut(START);
        assertThat(millis(START + MINUTE)).isGreaterThanOrEqualTo(BUDGET.toMillis());
        assertThat(millis(START + 2 * MINUTE)).isLessThan(BUDGET.toMillis() / 2);
        assertThat(clock.cyclesOverBudget()).as("it never promised to").isZero();
        carriedOut(START + 3 * MINUTE);
        assertThat(millis(START + 4 * MINUTE)).as("it has begun to").isGreaterThanOrEqualTo(BUDGET.toMillis());
        assertThat(clock.cyclesOverBudget()).isOne();
    }

    @Test
    void nobodyOrdersAfterACycleThatWasNotCarriedOut() throws Exception {
        assertThat(millis(START + MINUTE)).isLessThan(BUDGET.toMillis() / 2);
    }

    @Test
    void betweenTwoMinutesItGoesOn() throws Exception {
        carriedOut(START);
        assertThat(millis(START + 15_000)).isLessThan(BUDGET.toMillis() / 2);
    }

    private void carriedOut(long upTo) {
        progress.reach(upTo);
        progress.applied(new CycleApplied(upTo, "plan", 0, 0, 0, 0));
    }

    private long millis(long instant) throws InterruptedException {
        progress.reach(instant);
        long started = System.nanoTime();
        clock.pace(instant);
        return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }

    private void pace(long instant) {
        try {
            clock.pace(instant);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
