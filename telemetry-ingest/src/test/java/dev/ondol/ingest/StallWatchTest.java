package dev.ondol.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.ClockTick;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallWatchTest {
    private final ManualClock wall = new ManualClock();
    private final SiteClock clock = new SiteClock(wall);
    private final FrameIntake intake = new FrameIntake(10, wall);
    private final List<String> reconnects = new ArrayList<>();
    private boolean busy;
    private boolean connected = true;
    private long plant = 1_767_225_600_000L;
    private final StallWatch watch = new StallWatch(intake, clock, () -> busy, () -> connected, reconnects::add, wall);

    @Test
    void silenceWhileThePlantGoesOnMakesANewConnectionOnce() {
        seconds(14, 15_000);
        assertThat(reconnects).isEmpty();
        seconds(3, 15_000);
        assertThat(reconnects).hasSize(1);
        seconds(25, 15_000);
        assertThat(reconnects).hasSize(1);
        seconds(10, 15_000);
        assertThat(reconnects).hasSize(2);
    }

    @Test
    void aSourceThatStaysSilentIsAskedForLessAndLessOften() {
        seconds(3_600, 15_000);
        assertThat(reconnects).hasSizeBetween(8, 14);
    }

    @Test
    void aPlantThatStandsIsNoStall() {
        seconds(120, 0);
        assertThat(reconnects).isEmpty();
    }

    @Test
    void aPlantInRealTimeIsGivenThreePeriods() {
        seconds(45, 1_000);
        assertThat(reconnects).isEmpty();
        seconds(10, 1_000);
        assertThat(reconnects).hasSize(1);
    }

    @Test
    void aWriterThatWaitsForTheDatabaseIsNoStall() {
        busy = true;
        seconds(60, 15_000);
        assertThat(reconnects).isEmpty();
    }

    @Test
    void withoutAConnectionThereIsNothingToRenew() {
        connected = false;
        seconds(60, 15_000);
        assertThat(reconnects).isEmpty();
    }

    private void seconds(int count, long plantMillis) {
        for (int i = 0; i < count; i++) {
            wall.advance(1_000);
            plant += plantMillis;
            clock.tick(new ClockTick(plant, wall.millis(), 1, "r", true));
            watch.look();
        }
    }
}
