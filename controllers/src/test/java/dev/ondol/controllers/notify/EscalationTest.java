package dev.ondol.controllers.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.alarm.AlarmList;
import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.alarm.Now;
import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EscalationTest {
    private static final long START = 1_800_000_000_000L;
    private final Messenger shift = new Named("mail:shift@example.org");
    private final Messenger onCall = new Named("webhook:https://pager.example.org/");
    private final List<Step> steps = List.of(new Step(Duration.ZERO, Priority.LOW, List.of(shift)), new Step(Duration
            .ofMinutes(10), Priority.HIGH, List.of(shift, onCall)));
    private final AlarmList list = new AlarmList(Definitions.shipped());
    private long time = START;

    private record Named(String name) implements Messenger {
        @Override
        public CompletableFuture<?> send(Notice notice) {
            throw new IllegalStateException("An escalation sends nothing itself.");
        }

        @Override
        public void close() {}
    }

    @Test
    void whoeverIsFirstIsToldOnceAndFurtherPeopleWhenNobodyAcknowledges() {
        Escalation escalation = escalation(Optional.empty());
        sees("broker-away", true);
        pass(20);
        assertThat(told(escalation, shift)).hasValueSatisfying(notice -> {
            assertThat(notice.raised()).singleElement().satisfies(alarm -> assertThat(alarm.definition()).isEqualTo(
                    "broker-away"));
            assertThat(notice.raised().getFirst().words()).containsKeys("en", "ko");
        });
        assertThat(told(escalation, shift)).isEmpty();
        assertThat(told(escalation, onCall)).isEmpty();
        pass(600);
        assertThat(told(escalation, shift)).hasValueSatisfying(notice -> assertThat(notice.raised().getFirst().step())
                .isEqualTo(1));
        assertThat(told(escalation, onCall)).isPresent();
        assertThat(told(escalation, onCall)).isEmpty();
    }

    @Test
    void whoKnowsOfAnAlarmHearsWhoHasAcknowledgedItAndNobodyElseDoes() {
        Escalation escalation = escalation(Optional.empty());
        sees("broker-away", true);
        pass(20);
        told(escalation, shift);
        list.acknowledge(alarm().id(), "kim", now());
        pass(700);
        assertThat(told(escalation, shift)).hasValueSatisfying(notice -> {
            assertThat(notice.raised()).isEmpty();
            assertThat(notice.ended()).singleElement().satisfies(ended -> {
                assertThat(ended.how()).isEqualTo(Notice.How.ACKNOWLEDGED);
                assertThat(ended.by()).isEqualTo("kim");
            });
        });
        assertThat(told(escalation, shift)).isEmpty();
        assertThat(told(escalation, onCall)).isEmpty();
    }

    @Test
    void anAlarmOfLowerPriorityThanTheStepIsNotTold() {
        Escalation escalation = new Escalation("kr-hn1", Definitions.shipped(), List.of(new Step(Duration.ZERO,
                Priority.HIGH, List.of(onCall))), new Ledger(Optional.empty()), null, START);
        sees("audit-impaired", true);
        pass(100);
        assertThat(list.board(now()).alarms()).hasSize(1);
        assertThat(told(escalation, onCall)).isEmpty();
    }

    @Test
    void inAFloodARecipientHearsOfItOnceAMinuteWithTheFirstAlarmNamed() {
        Escalation escalation = escalation(Optional.empty());
        for (int unit = 0; unit < 12; unit++) {
            list.see(Sign.of("disk-low", "disk-" + unit, "scope-" + unit, true), now());
        }
        pass(120); // every delay is over, and all of them have sounded
        assertThat(list.board(now()).flood()).isNotNull();
        Notice first = told(escalation, shift).orElseThrow();
        assertThat(first.flood()).isNotNull();
        sees("broker-away", true);
        pass(20);
        assertThat(told(escalation, shift)).as("within the minute").isEmpty();
        pass(60);
        assertThat(told(escalation, shift)).hasValueSatisfying(notice -> assertThat(notice.raised()).hasSize(1));
    }

    @Test
    void aRestartTellsNobodyTwice(@TempDir Path folder) {
        Optional<Path> file = Optional.of(folder.resolve("notices.json"));
        sees("broker-away", true);
        pass(20);
        assertThat(told(escalation(file), shift)).isPresent();
        Escalation restarted = escalation(file);
        assertThat(told(restarted, shift)).isEmpty();
        pass(700);
        assertThat(told(restarted, onCall)).isPresent();
    }

    @Test
    void whatAnEarlierLifeHasToldIsNotGoneBecauseTheListIsStillEmpty(@TempDir Path folder) {
        Optional<Path> file = Optional.of(folder.resolve("notices.json"));
        sees("broker-away", true);
        pass(20);
        told(escalation(file), shift);
        long restartedAt = time;
        Escalation restarted = new Escalation("kr-hn1", Definitions.shipped(), steps, new Ledger(file), null,
                restartedAt);
        AlarmList empty = new AlarmList(Definitions.shipped());
        assertThat(restarted.due(shift, empty.board(now()), restartedAt + 60_000)).isEmpty();
        assertThat(restarted.due(shift, empty.board(now()), restartedAt + 121_000))
                .hasValueSatisfying(notice -> assertThat(
                        notice.ended()).singleElement().satisfies(
                                ended -> assertThat(ended.how()).isEqualTo(
                                        Notice.How.OFF_THE_LIST)));
    }

    /// Against a count kept apart: whatever comes, clears, is acknowledged, and whenever sending fails, a recipient gets each step of an occurrence at most once.
    @Test
    void nobodyIsToldTheSameTwiceWhateverHappens() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("EscalationTest seed " + seed + " (repeat with -Dondol.seed)");
        Random random = new Random(seed);
        List<String> kinds = List.of("broker-away", "disk-low", "audit-impaired", "plant-silent", "historian-away");
        Escalation escalation = escalation(Optional.empty());
        Map<String, Integer> got = new HashMap<>();
        int notices = 0;
        for (int turn = 0; turn < 5_000; turn++) {
            sees(kinds.get(random.nextInt(kinds.size())), random.nextInt(3) > 0);
            pass(1 + random.nextInt(40));
            List<AlarmView> alarms = list.board(now()).alarms();
            if (!alarms.isEmpty() && random.nextInt(20) == 0) {
                list.acknowledge(alarms.get(random.nextInt(alarms.size())).id(), "kim", now());
            }
            for (Messenger to : List.of(shift, onCall)) {
                Optional<Notice> notice = escalation.due(to, list.board(now()), time);
                if (notice.isPresent() && random.nextInt(4) > 0) {
                    escalation.delivered(to, notice.get(), time);
                    notices++;
                    notice.get().ended().forEach(ended -> got.keySet().removeIf(key -> key.startsWith(to.name() + "|"
                            + ended.alarm() + "|")));
                    notice.get().raised().forEach(alarm -> {
                        String key = to.name() + "|" + alarm.alarm() + "|" + alarm.step();
                        assertThat(got.merge(key, 1, Integer::sum)).as("%s, seed %d", key, seed).isEqualTo(1);
                    });
                }
            }
        }
        assertThat(notices).as("the property was tried").isGreaterThan(100);
    }

    private Escalation escalation(Optional<Path> file) {
        return new Escalation("kr-hn1", Definitions.shipped(), steps, new Ledger(file), null, START);
    }

    private Optional<Notice> told(Escalation escalation, Messenger to) {
        Optional<Notice> notice = escalation.due(to, list.board(now()), time);
        notice.ifPresent(given -> escalation.delivered(to, given, time));
        return notice;
    }

    private AlarmView alarm() {
        return list.board(now()).alarms().getFirst();
    }

    private void sees(String definition, boolean present) {
        list.see(Sign.of(definition, "it", Sign.SITE, present), now());
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            time += 1_000;
            list.turn(now());
        }
    }

    private Now now() {
        return new Now(time, time);
    }
}
