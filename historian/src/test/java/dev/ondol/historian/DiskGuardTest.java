package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.historian.DiskGuard.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskGuardTest {
    private long free = 10L << 30;
    private long wall = 1_790_000_000_000L;
    private final List<State> alarms = new ArrayList<>();
    private final DiskGuard guard = new DiskGuard(() -> free, alarms::add, new InstantSource() {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(wall);
        }
    }.withZone(ZoneOffset.UTC));

    private State with(long bytes) {
        free = bytes;
        guard.look();
        return guard.state();
    }

    @Test
    void theAlarmIsRaisedOnceForEachStateOnTheWayDownAndUp() {
        assertThat(with(DiskGuard.LOW_BYTES)).isEqualTo(State.ROOMY);
        assertThat(with(DiskGuard.LOW_BYTES - 1)).isEqualTo(State.LOW);
        assertThat(with(DiskGuard.LOW_BYTES / 2)).isEqualTo(State.LOW);
        assertThat(with(DiskGuard.FULL_BYTES - 1)).isEqualTo(State.FULL);
        assertThat(with(DiskGuard.LOW_BYTES / 2)).isEqualTo(State.LOW);
        assertThat(with(DiskGuard.LOW_BYTES * 2)).isEqualTo(State.ROOMY);
        assertThat(alarms).containsExactly(State.LOW, State.FULL, State.LOW, State.ROOMY);
    }

    @Test
    void anAlarmDoesNotFlutterAtItsLimit() {
        with(DiskGuard.LOW_BYTES - 1);
        for (int i = 0; i < 10; i++) {
            with(DiskGuard.LOW_BYTES + i % 2);
        }
        assertThat(alarms).containsExactly(State.LOW);
    }

    @Test
    void whatTheServerSaysCountsWhateverThereSeemsToBe() {
        guard.serverSaysFull();
        wall += 10_000;
        guard.serverSaysFull();
        wall += 10_000;
        guard.look();
        assertThat(guard.state()).isEqualTo(State.FULL);
        wall += 10_000;
        guard.look();
        assertThat(guard.state()).isEqualTo(State.ROOMY);
        assertThat(alarms).containsExactly(State.FULL, State.ROOMY);
    }
}
