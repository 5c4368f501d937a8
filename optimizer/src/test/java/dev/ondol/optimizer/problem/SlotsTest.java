package dev.ondol.optimizer.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void theFirstSlotThatDoesNotBeginBeforeAMinuteIsFoundForEveryMinute() {
        for (long minute = -100; minute <= 3_000; minute++) {
            long at = minute;
            int first = IntStream.range(0, Slots.COUNT).filter(slot -> Slots.start(slot) >= at).findFirst()
                    .orElse(Slots.COUNT);
            assertThat(Slots.notBefore(minute)).as("minute %d", minute).isEqualTo(first);
        }
        assertThat(Slots.notBefore(Long.MAX_VALUE)).isEqualTo(Slots.COUNT);
    }
}
