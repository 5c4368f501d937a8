package dev.ondol.historian.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramePositionTest {
    @Test
    void theLowMarkStopsBeforeAHoleAndJumpsWhenItIsFilled() {
        FramePosition position = FramePosition.start();
        assertThat(position.add(1)).isTrue();
        assertThat(position.add(3)).isTrue();
        assertThat(position.add(4)).isTrue();
        assertThat(position.low()).isEqualTo(1);
        assertThat(position.ahead()).isEqualTo("{[3,5)}");
        assertThat(position.add(2)).isTrue();
        assertThat(position.low()).isEqualTo(4);
        assertThat(position.ahead()).isEqualTo("{}");
        assertThat(position.add(3)).isFalse();
    }

    @Test
    void itRemembersExactlyWhatWasAddedInAnyOrderAndOverAnyNumberOfRestarts() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            FramePosition position = FramePosition.start();
            Set<Long> model = new HashSet<>();
            int span = 1 + random.nextInt(60);
            for (int i = 0; i < 150; i++) {
                long seq = 1L + random.nextInt(span);
                assertThat(position.add(seq)).as("seed %d, seq %d after %s", seed, seq, model)
                        .isEqualTo(model.add(seq));
                if (random.nextInt(10) == 0) {
                    position = FramePosition.of(position.low(), position.ahead(), position.newest(),
                            position.holeSince());
                }
                long low = 0;
                while (model.contains(low + 1)) {
                    low++;
                }
                assertThat(position.low()).as("seed %d, low mark of %s", seed, model).isEqualTo(low);
            }
        }
    }

    @Test
    void aShuffledSequenceEndsWithoutHoles() {
        long seed = new Random().nextLong();
        List<Long> sequence = new ArrayList<>();
        for (long seq = 1; seq <= 5_000; seq++) {
            sequence.add(seq);
        }
        Collections.shuffle(sequence, new Random(seed));
        FramePosition position = FramePosition.start();
        sequence.forEach(position::add);
        assertThat(position.low()).as("seed %d", seed).isEqualTo(5_000);
        assertThat(position.ahead()).isEqualTo("{}");
    }

    @Test
    void aHoleIsGivenUpOnceOnlyFramesThatAreTooLateCouldFillIt() {
        FramePosition position = FramePosition.start();
        long time = 1_767_225_600_000L;
        position.add(2);
        position.stored(time);
        assertThat(position.settle(0)).isZero();
        assertThat(position.holeSince()).isEqualTo(OptionalLong.of(time));
        position.add(3);
        position.stored(time + FramePosition.HOLE_AGE);
        assertThat(position.settle(0)).isZero();
        assertThat(position.low()).isZero();
        position.add(4);
        position.stored(time + FramePosition.HOLE_AGE + 1);
        assertThat(position.settle(0)).isEqualTo(1);
        assertThat(position.low()).isEqualTo(4);
        assertThat(position.holeSince()).isEmpty();
    }

    @Test
    void theNumberOfHolesIsBounded() {
        FramePosition position = FramePosition.start();
        for (long run = 1; run <= FramePosition.MAX_RUNS + 3; run++) {
            position.add(run * 2);
        }
        assertThat(position.settle(0)).isEqualTo(3);
        assertThat(position.low()).isEqualTo(6);
    }
}
