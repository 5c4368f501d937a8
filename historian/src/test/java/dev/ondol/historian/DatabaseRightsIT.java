package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.historian.control.LeaseStore;
import dev.ondol.historian.fleet.FleetDecision;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.rollup.Retention;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Each process with a database role of its own: it can do what it is there for, and nothing that is another one's.
@ParameterizedClass
@EnumSource(value = TestDatabase.class, names = {"TIMESCALEDB_APACHE", "POSTGRESQL"})
class DatabaseRightsIT {
    private static final String PASSWORD = "a-long-word";
    private static final String SITE = "kr-edge";
    private static final long T = 1_767_225_600_000L;
    private static final PointCatalog CATALOG = PointCatalog.of(SiteReader.builtIn(SITE).orElseThrow());
    private static final List<String> ROLES = List.of("ondol_ingest", "ondol_optimize", "ondol_control",
            "ondol_dashboard", "ondol_replayer", "ondol_fleet");
    /// Who may change which table, and how; whoever is not named may not.
    private static final Map<String, String> CHANGES = Map.ofEntries(
            Map.entry("reading", "ingest: INSERT"), Map.entry("rejected_frame", "ingest: INSERT"),
            Map.entry("point", "ingest: INSERT UPDATE"), Map.entry("frame_position", "ingest: INSERT UPDATE"),
            Map.entry("log_position", "ingest: INSERT UPDATE"),
            Map.entry("slow_lane", "ingest: INSERT UPDATE"), Map.entry("last_value", "ingest: INSERT UPDATE"),
            Map.entry("kept", "ingest: INSERT UPDATE"), Map.entry("unknown_point", "ingest: INSERT UPDATE"),
            Map.entry("point_discovery", "ingest: INSERT UPDATE"), Map.entry("point_alias", "ingest: INSERT UPDATE"),
            Map.entry("reading_change", "ingest: INSERT DELETE"), Map.entry("held_sample", "ingest: INSERT DELETE"),
            Map.entry("rollup_1m", "ingest: INSERT UPDATE"), Map.entry("rollup_10m", "ingest: INSERT UPDATE"),
            Map.entry("rollup_1h", "ingest: INSERT UPDATE"),
            Map.entry("plan", "optimize: INSERT UPDATE"), Map.entry("model", "optimize: INSERT UPDATE"),
            Map.entry("job_cost", "optimize: INSERT UPDATE"), Map.entry("workload", "optimize: INSERT UPDATE"),
            Map.entry("placement", "optimize: INSERT UPDATE"), Map.entry("placement_event", "optimize: INSERT"),
            Map.entry("placement_explanation", "optimize: INSERT UPDATE"),
            Map.entry("idempotency", "optimize: INSERT"), Map.entry("node_registration", "optimize: INSERT UPDATE"),
            Map.entry("command", "control: INSERT"), Map.entry("acknowledgement", "control: INSERT"),
            Map.entry("rejected_setpoint", "control: INSERT"), Map.entry("mode_change", "control: INSERT"),
            Map.entry("intervention", "control: INSERT"), Map.entry("audit", "control: INSERT"),
            Map.entry("audit_head", "control: INSERT UPDATE"), Map.entry("control_lease", "control: INSERT UPDATE"),
            Map.entry("alarm", "control: INSERT UPDATE"), Map.entry("shift_log", "control: INSERT UPDATE"),
            Map.entry("zone_level", "control: INSERT UPDATE"), Map.entry("unit_lockout", "control: INSERT DELETE"),
            Map.entry("setpoint_override", "control: INSERT DELETE"),
            Map.entry("account", "dashboard: INSERT UPDATE DELETE"),
            Map.entry("machine_token", "dashboard: INSERT UPDATE DELETE"), Map.entry("schema_history", ""),
            Map.entry("optimizer_lease", "optimize: INSERT UPDATE"),
            Map.entry("replay_request", "dashboard: INSERT UPDATE"),
            Map.entry("replay_run", "replayer: INSERT UPDATE"), Map.entry("replay_line", "replayer: INSERT DELETE"),
            Map.entry("replayer", "replayer: INSERT UPDATE"),
            Map.entry("fleet_decision", "fleet: INSERT UPDATE DELETE"), Map.entry("saving", "")); // ondol mv writes as the owner

    private final TestDatabase kind;
    private final List<AutoCloseable> open = new ArrayList<>();
    private TestDatabase.Started running;
    private Historian owner;

    DatabaseRightsIT(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() {
        running = kind.startOrSkip();
        owner = Historian.open(running.address());
        open.add(owner);
        for (String role : ROLES) {
            execute(owner, "ALTER ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
        }
        owner.register(SITE, CATALOG.all());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
        running.close();
    }

    private Historian as(String role) {
        Historian historian = Historian.open(new DatabaseAddress(running.address().jdbcUrl(), role, PASSWORD));
        open.add(historian);
        return historian;
    }

    private static void execute(Historian historian, String sql) {
        historian.database().transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static void assertRefused(Historian historian, String sql) {
        assertThatThrownBy(() -> execute(historian, sql)).as(sql).hasStackTraceContaining("permission denied");
    }

    @Test
    void everyTableIsChangedByOneRoleAtMostAndAsThisListSays() {
        Map<String, String> found = owner.database().transaction(DatabaseRightsIT::changes);
        assertThat(found).containsExactlyInAnyOrderEntriesOf(CHANGES);
    }

    private static Map<String, String> changes(Connection connection) throws SQLException {
        Map<String, String> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")) {
            while (tables.next()) {
                StringBuilder who = new StringBuilder();
                for (String role : ROLES) {
                    List<String> may = new ArrayList<>();
                    for (String deed : List.of("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")) {
                        String privilege = List.of("INSERT", "UPDATE").contains(deed) ? "any_column" : "table";
                        if (Schema.one(connection, "SELECT has_%s_privilege('%s', '%s', '%s')".formatted(privilege,
                                role, tables.getString(1), deed)).equals("t")) {
                            may.add(deed);
                        }
                    }
                    if (!may.isEmpty()) {
                        who.append(who.isEmpty() ? "" : "; ").append(role.substring("ondol_".length())).append(": ")
                                .append(String.join(" ", may));
                    }
                }
                all.put(tables.getString(1), who.toString());
            }
        }
        return all;
    }

    @Test
    void ingestStoresRollsUpAndAgesReadingsAndCanNeitherCommandNorTouchTheAuditLog() {
        Historian ingest = as("ondol_ingest");
        ingest.register(SITE, CATALOG.all());
        for (int day = 0; day < 4; day++) {
            long time = T + Duration.ofDays(day).toMillis();
            Frame frame = new Frame("b", day + 1L, time, Map.of(CATALOG.all().iterator().next().id(), 20.0), Map.of());
            ingest.frames(SITE).write(List.of(new ReceivedFrame("plant", frame, new byte[0], time, OptionalLong
                    .empty())));
        }
        ingest.upkeep(new Retention(Optional.of(Duration.ofDays(2)), Map.of())).run();
        assertThat(number("SELECT count(*) FROM rollup_1h")).isPositive();
        assertThat(number("SELECT count(*) FROM reading")).isBetween(1L, 3L);
        assertRefused(ingest, "DELETE FROM reading");
        assertThatThrownBy(() -> execute(ingest, "SELECT drop_before('audit', now(), false)")).hasStackTraceContaining(
                "audit is not one that ages");
        assertRefused(ingest, "INSERT INTO command SELECT * FROM command");
        assertRefused(ingest, "SELECT * FROM audit");
        assertRefused(ingest, "SELECT * FROM account");
        assertThatThrownBy(() -> ingest.audit(SITE).append(List.of(entry()))).isInstanceOf(RuntimeException.class);
        assertThat(number("SELECT count(*) FROM audit")).isZero();
    }

    @Test
    void controlCommandsAndAddsToTheAuditLogAndCanChangeNothingThere() {
        Historian control = as("ondol_control");
        assertThat(control.lease(LeaseStore.Leased.CONTROL, SITE).take("a", 0, Duration.ofHours(1))).hasValue(1);
        control.modes(SITE).change(Mode.SHADOW, "kim", "test", T);
        assertThat(control.audit(SITE).append(List.of(entry()))).isEqualTo(1);
        assertThat(control.audit(SITE).verify().intact()).isTrue();
        for (String deed : List.of("UPDATE audit SET body = body", "DELETE FROM audit", "TRUNCATE audit",
                "DELETE FROM command", "DELETE FROM audit_head", "INSERT INTO plan SELECT * FROM plan",
                "DELETE FROM reading", "SELECT password FROM account",
                "DROP TRIGGER audit_append_only ON audit")) {
            assertThatThrownBy(() -> execute(control, deed)).as(deed).hasStackTraceContaining("ERROR: ")
                    .satisfies(failure -> assertThat(stack(failure)).containsAnyOf("permission denied",
                            "must be owner"));
        }
    }

    private static String stack(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void theDashboardReadsEverythingAndWritesAccountsAlone() {
        Historian dashboard = as("ondol_dashboard");
        assertThat(dashboard.accounts().addFirst("kim", "admin", "{}")).isTrue();
        assertThat(dashboard.accounts().tokens()).isEmpty();
        assertThat(dashboard.audit(SITE).verify().rows()).isZero();
        for (String deed : List.of("UPDATE audit SET body = body", "DELETE FROM audit",
                "INSERT INTO audit_head VALUES ('x', 1, 'x')", "UPDATE control_lease SET epoch = 1",
                "DELETE FROM reading", "UPDATE point SET high = 1", "UPDATE plan SET body = body",
                "SELECT drop_before('reading', now(), false)", "CREATE TABLE mine (a integer)")) {
            assertRefused(dashboard, deed);
        }
        assertThatThrownBy(() -> dashboard.audit(SITE).append(List.of(entry()))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void theOptimizerPlansAndCommandsNothing() {
        Historian optimizer = as("ondol_optimize");
        execute(optimizer,
                "INSERT INTO plan (site, id, cycle, horizon_end, body) VALUES ('x', 'p', now(), now(), '{}')");
        for (String deed : List.of("DELETE FROM plan", "INSERT INTO command SELECT * FROM command",
                "UPDATE control_lease SET epoch = 9", "INSERT INTO audit_head VALUES ('x', 1, 'x')",
                "SELECT * FROM machine_token", "UPDATE frame_position SET low = 0")) {
            assertRefused(optimizer, deed);
        }
    }

    @Test
    void theDashboardAsksForReplaysAndTheReplayerMakesThemAndCommandsNothing() {
        Historian dashboard = as("ondol_dashboard");
        Historian replayer = as("ondol_replayer");
        ReplayRequest wish = new ReplayRequest("historian", T, T + 3_600_000, "recorded", false);
        long id = dashboard.replays(SITE).ask("kim", wish, 1).orElseThrow();
        assertThat(replayer.replayWork(SITE).take()).hasValueSatisfying(run -> assertThat(run.request()).isEqualTo(
                wish));
        replayer.replayWork(SITE).there("[]", "[]");
        replayer.replayWork(SITE).done(id, "{}", "<p>", Map.of("a/b", "{}"), 10);
        assertThat(dashboard.replays(SITE).result(id)).hasValue("{}");
        for (String deed : List.of("UPDATE replay_request SET source = 'x'", "DELETE FROM replay_request",
                "INSERT INTO replay_run (request, site, state) VALUES (9, 'x', 'DONE')",
                "UPDATE replay_run SET state = 'DONE'")) {
            assertRefused(dashboard, deed);
        }
        for (String deed : List.of("INSERT INTO command SELECT * FROM command", "UPDATE control_lease SET epoch = 9",
                "INSERT INTO plan SELECT * FROM plan", "DELETE FROM reading",
                "INSERT INTO audit_head VALUES ('x', 1, 'x')",
                "SELECT * FROM machine_token", "UPDATE replay_request SET source = 'x'")) {
            assertRefused(replayer, deed);
        }
    }

    @Test
    void theFrontOfAFleetRemembersWhereJobsWentAndSeesNothingElse() {
        Historian fleet = as("ondol_fleet");
        FleetDecision decision = new FleetDecision(UUID.randomUUID(), "job", Optional.of("key"), "{}", "east", "[]",
                Optional.empty(), false);
        assertThat(fleet.fleet().claim(decision)).isEqualTo(decision);
        fleet.fleet().withdraw(decision.id());
        for (String deed : List.of("SELECT * FROM reading", "SELECT * FROM account", "SELECT * FROM placement",
                "INSERT INTO command SELECT * FROM command", "UPDATE control_lease SET epoch = 9",
                "DELETE FROM placement")) {
            assertRefused(fleet, deed);
        }
    }

    @Test
    void aRoleThatFindsOlderTablesIsToldWhoBringsThemUpToDate() {
        execute(owner,
                "DELETE FROM schema_history WHERE installed_rank = (SELECT max(installed_rank) FROM schema_history)");
        assertThatThrownBy(() -> as("ondol_control")).isInstanceOf(HistorianUnavailable.class).hasMessageContaining(
                "ondol_control").hasMessageContaining("./ondol database");
    }

    @Test
    void aRoleThatWasTakenAwayGetsItsRightsAtTheNextStartOfTheOwner() {
        execute(owner, "DROP OWNED BY ondol_dashboard");
        execute(owner, "DROP ROLE ondol_dashboard");
        open.add(Historian.open(running.address()));
        execute(owner, "ALTER ROLE ondol_dashboard LOGIN PASSWORD '%s'".formatted(PASSWORD));
        assertThat(as("ondol_dashboard").audit(SITE).verify().rows()).isZero();
    }

    private long number(String query) {
        return owner.database().transaction(connection -> Long.parseLong(Schema.one(connection, query)));
    }

    private static AuditEntry entry() {
        return new AuditEntry("k", T, T, "mode", "kim", "shadow", "control", "done", Map.of());
    }
}
