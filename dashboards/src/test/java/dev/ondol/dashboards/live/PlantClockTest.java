package dev.ondol.dashboards.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.ClockTick;
import org.junit.jupiter.api.Test;

final class PlantClockTest {
    private static final long WALL = 1_700_000_000_000L;

    private final PlantClock clock = new PlantClock();

    @Test
    void beforeTheFirstTickNothingIsKnown() {
        assertThat(clock.state(WALL)).isEqualTo(Figure.State.MISSING);
        assertThat(clock.effectiveRate(WALL)).isNull();
    }

    @Test
    void theRateIsMeasuredAndNotBelieved() {
        for (int i = 0; i <= 20; i++) {
            clock.tick(tick(i * 15_000L, 60), WALL + i * 500L, false);
        }
        assertThat(clock.effectiveRate(WALL + 10_000)).isCloseTo(30, within(0.1));
    }

    @Test
    void aRealPlantIsNotStaleBetweenItsTicksButASilentFastOneIs() {
        PlantClock slow = new PlantClock();
        for (int i = 0; i < 8; i++) {
            clock.tick(tick(i * 15_000L, 60), WALL + i * 250L, false);
            slow.tick(tick(i * 15_000L, 1), WALL + i * 15_000L, false);
        }
        long last = WALL + 7 * 250;
        assertThat(clock.state(last + 2_000)).isEqualTo(Figure.State.GOOD);
        assertThat(clock.state(last + 6_000)).isEqualTo(Figure.State.STALE);
        assertThat(clock.state(last + 30_000)).isEqualTo(Figure.State.GONE);
        long slowLast = WALL + 7 * 15_000;
        assertThat(slow.state(slowLast + 30_000)).isEqualTo(Figure.State.GOOD);
        assertThat(slow.state(slowLast + 60_000)).isEqualTo(Figure.State.STALE);
    }

    @Test
    void aRetainedTickIsAsOldAsItSays() {
        clock.tick(tick(0, 60), WALL + 3_600_000, true);
        assertThat(clock.silentMs(WALL + 3_600_000)).isEqualTo(3_600_000);
        assertThat(clock.state(WALL + 3_600_000)).isEqualTo(Figure.State.GONE);
    }

    @Test
    void anotherRunStartsItsOwnMeasurement() {
        clock.tick(tick(9_000_000, 60), WALL, false);
        clock.tick(new ClockTick(0, WALL + 1_000, 60, "run-2", true), WALL + 1_000, false);
        clock.tick(new ClockTick(60_000, WALL + 2_000, 60, "run-2", true), WALL + 2_000, false);
        assertThat(clock.effectiveRate(WALL + 2_000)).isCloseTo(60, within(0.1));
    }

    private static ClockTick tick(long plant, double rate) {
        return new ClockTick(plant, WALL, rate, "run-1", true);
    }
}
