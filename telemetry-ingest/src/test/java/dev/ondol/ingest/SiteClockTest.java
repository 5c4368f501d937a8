package dev.ondol.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.ClockTick;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SiteClockTest {
    private static final long T = 1_767_225_600_000L;

    private final ManualClock wall = new ManualClock();
    private final SiteClock clock = new SiteClock(wall);

    @Test
    void beforeTheFirstTickNothingIsKnown() {
        assertThat(clock.reach()).isEmpty();
        assertThat(clock.plant()).isZero();
    }

    @Test
    void itReachesOneTickAheadAndGoesOnAtTheRateOfThePlant() {
        tick(60);
        assertThat(clock.reach()).isEqualTo(OptionalLong.of(T + SiteClock.TICK_MILLIS));
        wall.advance(1_000);
        assertThat(clock.reach()).isEqualTo(OptionalLong.of(T + SiteClock.TICK_MILLIS + 60_000));
        assertThat(clock.plant()).isEqualTo(T);
        assertThat(clock.silence()).isEqualTo(1_000);
    }

    @Test
    void inLockStepItStandsBetweenTicks() {
        tick(0);
        wall.advance(10_000);
        assertThat(clock.reach()).isEqualTo(OptionalLong.of(T + SiteClock.TICK_MILLIS));
    }

    @Test
    void aSilentClockIsNotCarriedOnForEver() {
        tick(1);
        wall.advance(3_600_000);
        assertThat(clock.reach()).isEqualTo(OptionalLong.of(T + SiteClock.TICK_MILLIS + 60_000));
    }

    private void tick(double rate) {
        clock.tick(new ClockTick(T, wall.millis(), rate, "r", true));
    }
}
