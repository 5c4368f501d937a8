package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.control.LeaseStore.Holder;
import dev.ondol.historian.control.LeaseStore.Leased;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of two runs, by a lease in a real database.
class OneAtATimeIT {
    private static final String SITE = "kr-edge";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private RunningDatabase database;
    private Historian historian;

    /// Counts how often it was started and closed.
    private static final class Counted implements AutoCloseable {
        final AtomicInteger started = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        Counted start() {
            started.incrementAndGet();
            return this;
        }

        boolean runs() {
            return started.get() > closed.get();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        database = Databases.embedded(folder, 0);
        historian = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()));
    }

    @AfterEach
    void stop() {
        historian.close();
        database.close();
    }

    private OneAtATime<Counted> beside(Counted part) {
        return new OneAtATime<>("A part", historian.lease(Leased.OPTIMIZER, SITE), part::start);
    }

    @Test
    void theSecondWaitsAndBeginsWhenTheFirstEnds() {
        Counted first = new Counted();
        Counted second = new Counted();
        OneAtATime<Counted> holds = beside(first);
        try (OneAtATime<Counted> waits = beside(second)) {
            assertThat(holds.start()).isPresent();
            assertThat(waits.start()).isEmpty();
            assertThat(second.runs()).isFalse();
            holds.close();
            assertThat(first.runs()).isFalse();
            await().atMost(PATIENCE).until(second::runs);
        }
        assertThat(second.runs()).isFalse();
    }

    @Test
    void whoeverHasLostTheLeaseEndsAndWaitsForItAgain() {
        Counted part = new Counted();
        try (OneAtATime<Counted> holds = beside(part)) {
            holds.start();
            var lease = historian.lease(Leased.OPTIMIZER, SITE);
            Holder before = lease.holder();
            lease.release(before);
            long other = lease.take("another", 0, Duration.ofSeconds(5)).orElseThrow();
            assertThat(other).isGreaterThan(before.epoch());
            await().atMost(PATIENCE).until(() -> part.closed.get() == 1);
            await().atMost(PATIENCE).until(part::runs);
            assertThat(lease.holder().epoch()).isGreaterThan(other);
        }
    }

    @Test
    void withoutTheDatabaseItGoesOn() {
        Counted part = new Counted();
        try (OneAtATime<Counted> holds = beside(part)) {
            holds.start();
            int port = database.port();
            database.stopAtOnce();
            await().pollDelay(OneAtATime.LENGTH.plusSeconds(2)).atMost(PATIENCE).until(part::runs);
            database = Databases.embedded(folder, port);
            await().atMost(PATIENCE).ignoreExceptions().until(this::isRenewed);
            assertThat(part.closed).hasValue(0);
        }
    }

    @Test
    void aDatabaseThatRefusesTheQuestionForAWhileIsAskedAgain() throws Exception {
        Counted part = new Counted();
        try (OneAtATime<Counted> holds = beside(part)) {
            holds.start();
            execute("ALTER TABLE optimizer_lease RENAME TO away");
            await().pollDelay(OneAtATime.LENGTH.plusSeconds(2)).atMost(PATIENCE).until(part::runs);
            execute("ALTER TABLE away RENAME TO optimizer_lease");
            await().atMost(PATIENCE).until(this::isRenewed);
            assertThat(part.closed).hasValue(0);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database
                .password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatDoesNotStartAtFirstIsToldAndGivesTheLeaseBack() {
        OneAtATime<Counted> broken = new OneAtATime<>("A part", historian.lease(Leased.OPTIMIZER, SITE), () -> {
            throw new IllegalStateException("The port is taken.");
        });
        assertThatThrownBy(broken::start).hasMessage("The port is taken.");
        broken.close();
        try (OneAtATime<Counted> next = beside(new Counted())) {
            assertThat(next.start()).isPresent();
        }
    }

    private boolean isRenewed() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database
                .password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT expires > clock_timestamp() FROM optimizer_lease")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
