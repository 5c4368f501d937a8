package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.historian.replay.ReplayEvent;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayRun.State;
import dev.ondol.historian.replay.ReplayStore;
import dev.ondol.historian.replay.ReplayWork;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Replays that are asked for, taken up and kept.
class ReplaysIT {
    private static final long T = 1_767_225_600_000L;
    private static final ReplayRequest WISH = new ReplayRequest("file/a.csv", T, T + 3_600_000, "best-static", true);
    private static TestDatabase.Started running;
    private static Historian historian;

    @BeforeAll
    static void start() {
        running = TestDatabase.POSTGRESQL.startOrSkip();
        historian = Historian.open(running.address());
    }

    @AfterAll
    static void stop() {
        historian.close();
        running.close();
    }

    @Test
    void theOldestThatWaitsIsTakenOnceAndItsResultStays() {
        ReplayStore store = historian.replays("one");
        ReplayWork work = historian.replayWork("one");
        assertThat(work.take()).isEmpty();
        long first = store.ask("kim", WISH, 2).orElseThrow();
        long second = store.ask("lee", WISH, 2).orElseThrow();
        assertThat(store.ask("lee", WISH, 2)).as("too many wait").isEmpty();
        ReplayRun taken = work.take().orElseThrow();
        assertThat(taken.id()).isEqualTo(first);
        assertThat(taken.request()).isEqualTo(WISH);
        assertThat(taken.state()).isEqualTo(State.RUNNING);
        assertThat(work.take()).hasValueSatisfying(run -> assertThat(run.id()).isEqualTo(second));
        assertThat(work.take()).isEmpty();
        assertThat(work.touch(first, "suspects", 0.5)).isTrue();
        assertThat(store.run(first)).hasValueSatisfying(run -> {
            assertThat(run.step()).isEqualTo("suspects");
            assertThat(run.share()).isEqualTo(0.5);
        });
        work.done(first, "{\"hours\":7}", "<p>page", Map.of("b/c", "[1]", "a/b", "[2]"), 10);
        assertThat(store.result(first)).hasValue("{\"hours\":7}");
        assertThat(store.report(first)).hasValue("<p>page");
        assertThat(store.points(first)).containsExactly("a/b", "b/c");
        assertThat(store.line(first, "a/b")).hasValue("[2]");
        assertThat(store.line(first, "x/y")).isEmpty();
        assertThat(historian.replays("other").result(first)).as("of another site").isEmpty();
        assertThat(store.newest(5)).extracting(ReplayRun::id).containsExactly(second, first);
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotTakenOrStops() {
        ReplayStore store = historian.replays("two");
        ReplayWork work = historian.replayWork("two");
        long waiting = store.ask("kim", WISH, 9).orElseThrow();
        store.cancel(waiting, "lee");
        assertThat(work.take()).isEmpty();
        assertThat(store.run(waiting)).hasValueSatisfying(run -> assertThat(run.state()).isEqualTo(State.CANCELLED));
        long running = store.ask("kim", WISH, 9).orElseThrow();
        work.take();
        assertThat(work.touch(running, "read", 0)).isTrue();
        store.cancel(running, "lee");
        assertThat(work.touch(running, "read", 0)).isFalse();
        work.ended(running, State.CANCELLED, "", "");
        work.done(running, "{}", "", Map.of("a/b", "[]"), 10);
        assertThat(store.result(running)).as("it has ended").isEmpty();
        assertThat(store.run(running)).hasValueSatisfying(run -> assertThat(run.cancelledBy()).isEqualTo("lee"));
    }

    @Test
    void whatAReplayerLeftBehindIsTakenUpOnceMoreAndThenGivenUp() {
        ReplayStore store = historian.replays("three");
        ReplayWork work = historian.replayWork("three");
        long id = store.ask("kim", WISH, 9).orElseThrow();
        work.take();
        assertThat(work.take()).as("its replayer is at it").isEmpty();
        silent(id);
        assertThat(work.take()).hasValueSatisfying(run -> assertThat(run.id()).isEqualTo(id));
        silent(id);
        assertThat(work.take()).isEmpty();
        assertThat(store.run(id)).hasValueSatisfying(run -> {
            assertThat(run.state()).isEqualTo(State.FAILED);
            assertThat(run.code()).isEqualTo("replayer-ended");
        });
    }

    @Test
    void whatAReplayerThatEndsLeavesIsTakenUpAtOnceAsIfItWereNew() {
        ReplayStore store = historian.replays("six");
        ReplayWork work = historian.replayWork("six");
        long id = store.ask("kim", WISH, 9).orElseThrow();
        for (int n = 0; n < 4; n++) {
            assertThat(work.take()).hasValueSatisfying(run -> assertThat(run.id()).isEqualTo(id));
            work.leave(id);
        }
    }

    @Test
    void alarmsAndActsOfTheWindowStandInOrderOfTime() {
        historian.database().transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(
                        """
                                INSERT INTO alarm (site, id, definition, source, priority, raised_wall, body)
                                SELECT 'seven', n::text, 'inlet-high', 'hall-a', 'MEDIUM', 0, json_build_object('raised', n)::jsonb
                                FROM (VALUES (999), (1000), (1500), (2000)) AS at (n)""");
            }
        });
        historian.audit("seven").append(List.of(new AuditEntry("k", 5, 1_200, "mode", "kim", "EXIT_AUTO", "control",
                "done", Map.of())));
        assertThat(historian.replayWork("seven").events(1_000, 2_000)).containsExactly(
                new ReplayEvent(1_000, "alarm", "inlet-high", "hall-a", "MEDIUM"),
                new ReplayEvent(1_200, "mode", "EXIT_AUTO", "control", "done"),
                new ReplayEvent(1_500, "alarm", "inlet-high", "hall-a", "MEDIUM"));
    }

    @Test
    void theResultsOfLongAgoAreForgottenAndTheRunsAreNot() {
        ReplayStore store = historian.replays("four");
        ReplayWork work = historian.replayWork("four");
        long first = 0;
        for (int n = 0; n < 3; n++) {
            long id = store.ask("kim", WISH, 9).orElseThrow();
            first = n == 0 ? id : first;
            work.take();
            work.done(id, "{}", "", Map.of("a/b", "[]"), 2);
        }
        assertThat(store.newest(9)).extracting(ReplayRun::state).containsExactly(State.DONE, State.DONE,
                State.FORGOTTEN);
        assertThat(store.result(first)).isEmpty();
        assertThat(store.points(first)).isEmpty();
    }

    @Test
    void whatIsKeptByNameOutlivesNewerResultsAndTheNewestOfANameCounts() {
        ReplayStore store = historian.replays("eight");
        ReplayWork work = historian.replayWork("eight");
        List<Long> ids = new ArrayList<>();
        for (String name : Arrays.asList("warmer", null, "warmer", "as-built", null)) {
            long id = store.ask("kim", new ReplayRequest("historian", T, T + 3_600_000, "recorded", false, null,
                    "cooling: {}", name), 9).orElseThrow();
            ids.add(id);
            assertThat(work.take()).hasValueSatisfying(run -> {
                assertThat(run.request().name()).isEqualTo(name);
                assertThat(run.request().plant()).isEqualTo("cooling: {}");
            });
            work.done(id, "{\"replay\":{\"indicators\":[%d],\"points\":[1]}}".formatted(id), "", Map.of(), 1);
        }
        assertThat(store.kept(9)).extracting(kept -> kept.run().id()).containsExactly(ids.get(3), ids.get(2));
        assertThat(store.kept(9).getLast().figures()).contains("[" + ids.get(2) + "]").doesNotContain("points");
        assertThat(store.newest(9)).extracting(ReplayRun::state).containsExactly(State.DONE, State.DONE, State.DONE,
                State.FORGOTTEN, State.FORGOTTEN);
        assertThat(historian.replays("other").kept(9)).isEmpty();
    }

    @Test
    void aPlanThatIsAskedForHasNoReport() {
        ReplayStore store = historian.replays("nine");
        ReplayWork work = historian.replayWork("nine");
        ReplayRequest wish = new ReplayRequest("historian", T, T + 36_000_000, "recorded", false, T + 18_000_000, null,
                null);
        long id = store.ask("kim", wish, 9).orElseThrow();
        assertThat(work.take()).hasValueSatisfying(run -> assertThat(run.request()).isEqualTo(wish));
        work.done(id, "{\"planAt\":{}}", null, Map.of(), 9);
        assertThat(store.result(id)).hasValue("{\"planAt\":{}}");
        assertThat(store.report(id)).isEmpty();
    }

    @Test
    void aReplayerSaysThatItIsThereAndWhatItCanReplay() {
        assertThat(historian.replays("five").seen()).isEmpty();
        historian.replayWork("five").there("[]", "[]");
        historian.replayWork("five").there("[{\"id\":\"historian\"}]", "[{\"name\":\"as-built\"}]");
        assertThat(historian.replays("five").seen()).hasValueSatisfying(seen -> {
            assertThat(seen.sources()).contains("historian");
            assertThat(seen.scenarios()).contains("as-built");
            assertThat(seen.silentMs()).isBetween(0L, 60_000L);
        });
        assertThat(historian.replayWork("five").stored("meter-facility/active-power")).isEmpty();
    }

    private static void silent(long id) {
        historian.database().transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement
                        .executeUpdate("UPDATE replay_run SET touched_at = now() - interval '1 hour' WHERE request = "
                                + id);
            }
        });
    }
}
