package dev.ondol.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.dashboards.MemoryBook;
import dev.ondol.dashboards.access.AccountBook.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class SessionsTest {
    private final MemoryBook book = new MemoryBook();
    private final KnownPrincipals known = new KnownPrincipals(book);
    private final HandClock clock = new HandClock();
    private final Sessions sessions = new Sessions(known, clock);
    private final Account account = new Account("kim", Role.OPERATOR, "kept");

    @Test
    void aSessionLivesAsLongAsItIsUsedAndNoLongerThanAWeek() {
        put(account);
        String cookie = sessions.begin(account).cookie();
        for (int i = 0; i < 13; i++) {
            clock.pass(Sessions.IDLE);
            assertThat(sessions.use(cookie)).as("after %d idle spans", i + 1).isPresent();
        }
        clock.pass(Sessions.IDLE.plusMillis(1));
        assertThat(sessions.use(cookie)).isEmpty();
        String other = sessions.begin(account).cookie();
        clock.pass(Sessions.IDLE.plusMillis(1));
        assertThat(sessions.use(other)).isEmpty();
    }

    @Test
    void anotherRoleHoldsAtOnceAndAnotherPasswordOrARemovedAccountEndsIt() {
        put(account);
        String cookie = sessions.begin(account).cookie();
        put(new Account("kim", Role.VIEWER, "kept"));
        assertThat(sessions.use(cookie).orElseThrow().principal().role()).isEqualTo(Role.VIEWER);
        put(new Account("kim", Role.VIEWER, "kept anew"));
        assertThat(sessions.use(cookie)).isEmpty();
        String second = sessions.begin(new Account("kim", Role.VIEWER, "kept anew")).cookie();
        assertThat(sessions.use(second)).isPresent();
        book.remove("kim");
        known.refresh();
        assertThat(sessions.use(second)).isEmpty();
    }

    @Test
    void aBookThatCannotBeReadLeavesThoseSignedInWhoAre() {
        put(account);
        String cookie = sessions.begin(account).cookie();
        book.close();
        known.refresh();
        assertThat(sessions.use(cookie)).isPresent();
    }

    @Test
    void whoSignsOutIsOutAndOthersAreNot() {
        put(account);
        String mine = sessions.begin(account).cookie();
        String other = sessions.begin(account).cookie();
        sessions.end(mine);
        assertThat(sessions.use(mine)).isEmpty();
        assertThat(sessions.use(other)).isPresent();
        assertThat(sessions.use("")).isEmpty();
    }

    private void put(Account changed) {
        book.put(changed);
        known.refresh();
    }

    /// Time passes when the test says so.
    static final class HandClock extends Clock {
        private Instant now = Instant.ofEpochSecond(1_700_000_000);

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
