package dev.ondol.controllers.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueuedJournalTest {
    private final Records nothing = new NoRecords();

    @Test
    void entriesAreCarriedOutInOrderAndBeforeTheEnd() {
        List<Integer> done = new ArrayList<>();
        try (QueuedJournal journal = new QueuedJournal(nothing, 1_000)) {
            journal.start();
            IntStream.range(0, 1_000).forEach(i -> journal.keep(records -> done.add(i)));
        }
        assertThat(done).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void aFullQueueLosesAndCountsWithoutHoldingUpTheCaller() {
        try (QueuedJournal journal = new QueuedJournal(nothing, 10)) {
            IntStream.range(0, 25).forEach(i -> journal.keep(records -> {}));
            assertThat(journal.lost()).isEqualTo(15);
            assertThat(journal.waiting()).isEqualTo(10);
            journal.start();
        }
    }

    @Test
    void anEntryThatCannotBeWrittenDoesNotHoldUpTheNext() {
        List<String> done = new ArrayList<>();
        QueuedJournal journal = new QueuedJournal(nothing, 10);
        journal.start();
        journal.keep(records -> {
            throw new IllegalStateException("a value that no column takes");
        });
        journal.keep(records -> done.add("next"));
        journal.close();
        assertThat(done).containsExactly("next");
        assertThat(journal.lost()).isEqualTo(1);
    }

    private static final class NoRecords implements Records {
        @Override
        public List<Zone> zones() {
            return List.of();
        }

        @Override
        public void zoneChosen(Zone zone) {}

        @Override
        public Optional<Mode> chosenMode() {
            return Optional.empty();
        }

        @Override
        public void sent(List<Command> commands) {}

        @Override
        public List<Command> sentSince(long plantTime) {
            return List.of();
        }

        @Override
        public void acknowledged(Acknowledgement answer) {}

        @Override
        public void rejected(long plantTime, String planId, PointId point, double value, String reason) {}

        @Override
        public void modeChanged(Mode mode, String principal, String reason, long wall) {}

        @Override
        public List<Overrides.Entry> overrides() {
            return List.of();
        }

        @Override
        public List<Lockouts.Entry> lockouts() {
            return List.of();
        }

        @Override
        public void lockedOut(Lockouts now) {}

        @Override
        public void overridden(Overrides now) {}

        @Override
        public void intervened(Intervention asked, String code) {}
    }
}
