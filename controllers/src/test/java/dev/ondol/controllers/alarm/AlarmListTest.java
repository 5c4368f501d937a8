package dev.ondol.controllers.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.controllers.alarm.Definition.Clock;
import dev.ondol.controllers.alarm.Definition.Words;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmState;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.Priority;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmListTest {
    private static final long START = 1_800_000_000_000L;
    private final AlarmList list = new AlarmList(Definitions.shipped());
    private long time = START;

    @Test
    void everyAlarmSaysWhatItIsAndWhatToDoInBothLanguages() {
        assertThat(Definitions.shipped().all()).hasSizeGreaterThan(15).allSatisfy(definition -> {
            assertThat(definition.words()).containsKeys("en", "ko");
            assertThat(String.valueOf(definition.words().get("ko"))).containsPattern("[가-힣]");
        });
    }

    @Test
    void causesGoInNoCircle() {
        assertThatThrownBy(() -> new Definitions(List.of(definition("a", 0, 0, "b"), definition("b", 0, 0, "a"))))
                .hasMessageContaining("own cause");
    }

    @Test
    void aConditionIsAnAlarmOnlyWhenItHoldsForItsDelay() {
        hot("hall-h1", 27.5);
        pass(299);
        assertThat(states()).isEmpty();
        pass(2);
        assertThat(states()).containsExactly(AlarmState.UNACK_ACTIVE);
        assertThat(alarm().respondByWall()).isEqualTo(alarm().raisedWall() + 1_800_000);
    }

    @Test
    void whatHasSoundedLeavesTheListOnlyWhenSomebodyKnows() {
        hot("hall-h1", 27.5);
        pass(301);
        cool("hall-h1");
        pass(121);
        assertThat(states()).containsExactly(AlarmState.UNACK_CLEARED);
        assertThat(list.acknowledge(alarm().id(), "kim", now()).code()).isEqualTo("done");
        List<AlarmView> changed = list.turn(now());
        assertThat(changed).singleElement().satisfies(ended -> {
            assertThat(ended.endedWall()).isEqualTo(time);
            assertThat(ended.ackedBy()).isEqualTo("kim");
        });
        assertThat(states()).isEmpty();
    }

    @Test
    void oneCauseSoundsOnceWhateverFollowsFromIt() {
        see("plant-silent", "gateway", "site", true);
        see("source-silent", "it-h1", "h1", true);
        see("source-silent", "hall-h1", "h1", true);
        see("control-fallback", "control", "site", true);
        pass(300);
        AlarmBoard board = list.board(now());
        assertThat(board.counts().unacknowledged()).isEqualTo(1);
        assertThat(board.alarms().getFirst().definition()).isEqualTo("plant-silent");
        String root = board.alarms().getFirst().id();
        assertThat(board.alarms().subList(1, 4)).allSatisfy(alarm -> {
            assertThat(alarm.state()).isEqualTo(AlarmState.SUPPRESSED);
            assertThat(alarm.root()).isEqualTo(root);
        });
        assertThat(list.takeSounding()).extracting(AlarmView::definition).containsExactly("plant-silent");
        see("plant-silent", "gateway", "site", false);
        pass(20);
        assertThat(list.takeSounding()).as("what stays when its cause has gone sounds by itself")
                .extracting(AlarmView::definition).containsOnly("source-silent");
    }

    /// A control that lost its lease under load: the gateway had handed everything back, and 322 units were told to be wrong.
    @Test
    void aPlantThatHasTakenItsSetpointsBackSoundsOnceAndNotForEachUnit() {
        for (String root : List.of("setpoints-not-kept", "control-lost", "control-fallback")) {
            AlarmList anew = new AlarmList(Definitions.shipped());
            for (int unit = 1; unit <= 322; unit++) {
                anew.see(Sign.of("not-read-back", "node-%03d".formatted(unit), "hall-h1", true), now());
            }
            time += 100_000;
            anew.see(Sign.of(root, "gateway", "site", true), now());
            anew.turn(now());
            for (int second = 0; second < 300; second++) {
                time += 1_000;
                anew.turn(now());
            }
            assertThat(anew.takeSounding()).extracting(AlarmView::definition).containsExactly(root);
            assertThat(anew.board(now()).counts().unacknowledged()).isEqualTo(1);
            for (int unit = 1; unit <= 322; unit++) {
                anew.see(Sign.of("not-read-back", "node-%03d".formatted(unit), "hall-h1", false), now());
            }
            anew.see(Sign.of(root, "gateway", "site", false), now());
            time += 60_000;
            anew.turn(now());
            assertThat(anew.takeSounding()).as("what ends with its cause").isEmpty();
        }
    }

    @Test
    void acknowledgingTheCauseAcknowledgesWhatFollowsFromIt() {
        see("unit-tripped", "crah-h1-01", "hall-h1", true);
        pass(61);
        hot("hall-h1", 28);
        pass(301);
        assertThat(states()).containsExactly(AlarmState.UNACK_ACTIVE, AlarmState.SUPPRESSED);
        list.acknowledge(alarm().id(), "kim", now());
        assertThat(list.board(now()).alarms()).allMatch(AlarmView::acknowledged);
    }

    @Test
    void aCauseDoesNotHideWhatIsMoreUrgent() {
        see("unit-tripped", "crah-h1-01", "hall-h1", true);
        pass(61);
        list.see(new Sign("inlet-allowable", "hall-h1", "hall-h1", true, 33.0, Map.of()), now());
        pass(20);
        assertThat(states()).containsExactly(AlarmState.UNACK_ACTIVE, AlarmState.UNACK_ACTIVE);
        assertThat(alarm().definition()).isEqualTo("inlet-allowable");
    }

    @Test
    void aShelfNeedsAReasonAndATimeAndEnds() {
        see("ups-fault", "ups-a", "site", true);
        pass(1);
        String id = alarm().id();
        assertThat(list.shelve(id, "kim", " ", 60, false, now()).code()).isEqualTo("reason-missing");
        assertThat(list.shelve(id, "kim", "known", 481, false, now()).code()).isEqualTo("too-long");
        assertThat(list.shelve(id, "kim", "known", 60, false, now()).status()).isEqualTo(200);
        assertThat(states()).containsExactly(AlarmState.SHELVED);
        pass(3_599);
        assertThat(states()).containsExactly(AlarmState.SHELVED);
        pass(2);
        assertThat(states()).containsExactly(AlarmState.UNACK_ACTIVE);
        assertThat(list.unshelve(id, now()).code()).isEqualTo("not-possible");
    }

    @Test
    void aShelfForOneTimeEndsWithTheCondition() {
        see("ups-fault", "ups-a", "site", true);
        pass(1);
        list.shelve(alarm().id(), "kim", "known", 60, true, now());
        see("ups-fault", "ups-a", "site", false);
        pass(61);
        assertThat(states()).containsExactly(AlarmState.UNACK_CLEARED);
    }

    @Test
    void whatIsOutOfServiceDoesNotSound() {
        list.outOfService(Set.of("crah-h1-01"));
        see("unit-tripped", "crah-h1-01", "hall-h1", true);
        pass(120);
        assertThat(states()).containsExactly(AlarmState.OUT_OF_SERVICE);
        assertThat(list.takeSounding()).isEmpty();
        list.outOfService(Set.of());
        pass(1);
        assertThat(list.takeSounding()).hasSize(1);
    }

    @Test
    void tenInTenMinutesAreAFloodThatNamesTheFirst() {
        for (int side = 0; side < 12; side++) {
            see("ups-fault", "ups-" + side, "site", true);
            pass(5);
        }
        AlarmBoard board = list.board(now());
        AlarmBoard.Flood flood = Objects.requireNonNull(board.flood());
        assertThat(flood.firstOut()).contains("ups-0");
        assertThat(flood.count()).isEqualTo(12);
        assertThat(board.rates().last10Min()).isEqualTo(12);
        pass(601);
        assertThat(list.board(now()).flood()).isNull();
        assertThat(list.board(now()).rates().floodShareLastDay()).isPositive();
    }

    @Test
    void anAlarmThatStandsForMoreThanADayIsListedAsStanding() {
        see("ups-fault", "ups-a", "site", true);
        pass(1);
        time += 25L * 3_600_000;
        list.turn(now());
        assertThat(alarm().standing()).isTrue();
        assertThat(list.board(now()).rates().standing()).isEqualTo(1);
    }

    @Test
    void anAlarmThatComesAndGoesSoundsAFewTimesAndNotForEver() {
        AlarmList quick = new AlarmList(new Definitions(List.of(definition("trembling", 0, 0))));
        int sounded = 0;
        for (int second = 0; second < 3_600; second++) {
            quick.see(Sign.of("trembling", "valve", "site", second % 7 < 3), now());
            quick.turn(now());
            sounded += quick.takeSounding().size();
            quick.board(now()).alarms().forEach(alarm -> quick.acknowledge(alarm.id(), "kim", now()));
            time += 1_000;
        }
        assertThat(sounded).isLessThanOrEqualTo(Condition.CHATTER_TIMES);
        assertThat(quick.board(now()).alarms()).singleElement().matches(AlarmView::chattering);
    }

    @Test
    void aRestartTakesUpWhatWasOnTheList() {
        hot("hall-h1", 27.5);
        pass(301);
        list.acknowledge(alarm().id(), "kim", now());
        AlarmList next = new AlarmList(Definitions.shipped());
        next.recall(list.board(now()).alarms(), list.board(now()).alarms(), now());
        next.turn(now());
        assertThat(next.board(now()).alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.state()).isEqualTo(AlarmState.ACKED_ACTIVE);
            assertThat(alarm.id()).isEqualTo(alarm().id());
        });
        assertThat(next.takeSounding()).isEmpty();
    }

    private static Definition definition(String id, int onDelayS, int offDelayS, String... causes) {
        Words words = new Words("t", "c", "c", "a");
        return new Definition(id, Priority.LOW, Clock.WALL, onDelayS, offDelayS, 60, List.of(causes), Map.of("en",
                words, "ko", words), null, null, null);
    }

    private AlarmView alarm() {
        return list.board(now()).alarms().getFirst();
    }

    private List<AlarmState> states() {
        return list.board(now()).alarms().stream().map(AlarmView::state).toList();
    }

    private void hot(String hall, double inletC) {
        list.see(new Sign("inlet-high", hall, hall, true, inletC, Map.of("rack", "r-1")), now());
    }

    private void cool(String hall) {
        list.see(new Sign("inlet-high", hall, hall, false, 25.0, Map.of("rack", "r-1")), now());
    }

    private void see(String definition, String source, String scope, boolean present) {
        list.see(Sign.of(definition, source, scope, present), now());
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time += 1_000;
            list.turn(now());
        }
    }

    private Now now() {
        return new Now(time, time);
    }
}
