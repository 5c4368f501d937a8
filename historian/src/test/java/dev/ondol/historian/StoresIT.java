package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.Placement;
import dev.ondol.historian.account.AccountStore;
import dev.ondol.historian.account.StoredAccount;
import dev.ondol.historian.control.CommandStore;
import dev.ondol.historian.control.ModeStore;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.historian.plan.PlanStore;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.historian.workload.CostStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The schema and the stores beside telemetry and workloads, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class StoresIT {
    private static final long T = 1_767_225_600_000L;
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final PointId SETPOINT = PointId.of("hall-h1/supply-air-temperature-setpoint");

    private final String site = "store-" + SITES.incrementAndGet();
    private final TestDatabase kind;
    private final Historian historian;

    StoresIT(TestDatabase kind) {
        this.kind = kind;
        historian = kind.shared();
    }

    @Test
    void theEditionIsToldAndReadingsLieInDailyChunksWhereThereAreHypertables() {
        assertThat(historian.edition()).isEqualTo(kind.edition());
        Assumptions.assumeTrue(kind != TestDatabase.POSTGRESQL, "PostgreSQL has plain tables.");
        assertThat(number("""
                SELECT count(*) FROM timescaledb_information.dimensions
                WHERE hypertable_name = 'reading' AND time_interval = INTERVAL '1 day'""")).isEqualTo(1);
    }

    @Test
    void anAdminIsAlwaysLeftAndATokenIsKeptAsItsHash() {
        AccountStore accounts = historian.accounts();
        assertThat(accounts.addFirst(site + "-root", "admin", "hash")).isEqualTo(accounts.accounts().size() == 1);
        assertThat(accounts.addFirst(site + "-late", "admin", "hash")).isFalse();
        assertThat(accounts.add(site, "operator", "hash 1")).isTrue();
        assertThat(accounts.add(site, "admin", "hash 2")).isFalse();
        assertThat(accounts.password(site, "hash 3")).isTrue();
        assertThat(accounts.accounts()).filteredOn(account -> account.name().equals(site)).singleElement()
                .satisfies(account -> assertThat(account.password()).isEqualTo("hash 3"));
        assertThat(accounts.role(site, "viewer", "admin")).isTrue();
        List<String> admins = accounts.accounts().stream().filter(account -> account.role().equals("admin")).map(
                StoredAccount::name).toList();
        assertThat(admins.stream().filter(name -> accounts.remove(name, "admin"))).hasSize(admins.size() - 1);
        String last = admins.getLast();
        assertThat(accounts.role(last, "viewer", "admin")).isFalse();
        assertThat(accounts.remove(site, "admin")).isTrue();
        accounts.addToken(site, "slurm", "scheduler", "ab".repeat(32), "root");
        assertThat(accounts.tokens()).filteredOn(token -> token.id().equals(site)).singleElement()
                .satisfies(token -> assertThat(token.sha256()).isEqualTo("ab".repeat(32)));
        assertThat(accounts.revoke(site)).isTrue();
        assertThat(accounts.revoke(site)).isFalse();
    }

    @Test
    void theNewestFitOfAModelUpToATimeIsFoundAgain() {
        ModelStore models = historian.models(site);
        assertThat(models.newest(T)).isEmpty();
        models.save(T, "{\"fitted\": 1}".getBytes(StandardCharsets.UTF_8));
        models.save(T + 1_000, "{\"fitted\": 2}".getBytes(StandardCharsets.UTF_8));
        models.save(T + 1_000, "{\"fitted\": 3}".getBytes(StandardCharsets.UTF_8));
        assertThat(models.newest(T + 999)).hasValueSatisfying(body -> assertThat(body).asString().contains("1"));
        assertThat(models.newest(T + 1_000)).hasValueSatisfying(body -> assertThat(body).asString().contains("3"));
    }

    @Test
    void aPlanIsFoundAgainAsItWas() {
        PlanStore plans = historian.plans(site);
        assertThat(plans.latest()).isEmpty();
        plans.save(plan("p-2", T + 300_000));
        plans.save(plan("p-1", T));
        plans.save(plan("p-1", T));
        assertThat(plans.latest()).contains(plan("p-2", T + 300_000));
        assertThat(plans.count()).isEqualTo(2);
    }

    @Test
    void whatAJobTookIsFoundAgainWhereItRanTwiceTheNewest() {
        CostStore costs = historian.costs(site);
        assertThat(costs.newest("job-1")).isEmpty();
        costs.save("job-1", T, "{\"n\": 1}".getBytes(StandardCharsets.UTF_8));
        costs.save("job-1", T + 1_000, "{\"n\": 2}".getBytes(StandardCharsets.UTF_8));
        costs.save("job-1", T + 1_000, "{\"n\": 3}".getBytes(StandardCharsets.UTF_8));
        assertThat(costs.newest("job-1")).hasValueSatisfying(body -> assertThat(body).asString().contains("3"));
    }

    @Test
    void whyAPlanIsAsItIsIsKeptBesideIt() {
        PlanStore plans = historian.plans(site);
        plans.save(plan("p-1", T));
        assertThat(plans.explanation("p-1")).isEmpty();
        plans.explain("p-1", "{\"plan\": \"p-1\"}".getBytes(StandardCharsets.UTF_8));
        plans.explain("p-9", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(plans.explanation("p-1")).hasValue("{\"plan\": \"p-1\"}");
        assertThat(plans.explanation("p-9")).isEmpty();
        assertThat(plans.latest()).contains(plan("p-1", T));
    }

    private Plan plan(String id, long cycle) {
        Placement start = WorkloadStoreIT.placement("pl-" + id, "j", Placement.State.PLACED, 1);
        return new Plan(id, site, cycle, cycle + 86_400_000, List.of(new Plan.SetpointSteps(SETPOINT,
                List.of(new Plan.Step(cycle, 24.1), new Plan.Step(cycle + 900_000, 1.0 / 3)), "energy")),
                List.of(start),
                List.of(new Plan.NodeProfile("node-h1-001-1", "cap-80", 80, false)),
                new Plan.Expected(9_000, 1_000, 10_400, 10_500, 1.1555555555555557),
                new Plan.Solve("0hard", 100, 3, 1, 42));
    }

    @Test
    void commandsAndTheirAnswersAreCountedOnce() {
        CommandStore commands = historian.commands(site);
        commands.sent(List.of(command(1), command(2), command(3)));
        commands.sent(List.of(command(3), command(4)));
        commands.sent(List.of());
        commands.acknowledged(new Acknowledgement(SETPOINT, 1, 1, Status.APPLIED, 24.5, T + 1_000));
        commands.acknowledged(new Acknowledgement(SETPOINT, 1, 1, Status.DUPLICATE, 24.5, T + 2_000));
        commands.acknowledged(new Acknowledgement(SETPOINT, 1, 1, Status.APPLIED, 24.5, T + 3_000));
        commands.acknowledged(new Acknowledgement(SETPOINT, 1, 2, Status.EXPIRED, null, T + 1_000));
        commands.rejected(T, "p-1", SETPOINT, Double.NaN, "not a number");
        assertThat(commands.counts()).isEqualTo(new CommandStore.Counts(4, 1, 1, 1));
        List<CommandStore.CommandRow> recent = commands.recent(3);
        assertThat(recent).extracting(row -> row.command().seq()).containsExactly(4L, 3L, 2L);
        assertThat(recent.get(0)).isEqualTo(new CommandStore.CommandRow(command(4), Optional.empty(),
                OptionalDouble.empty(), OptionalLong.empty()));
        assertThat(recent.get(2).status()).contains(Status.EXPIRED);
        assertThat(commands.recent(10).get(3)).isEqualTo(new CommandStore.CommandRow(command(1),
                Optional.of(Status.APPLIED), OptionalDouble.of(24.5), OptionalLong.of(T + 1_000)));
    }

    private Command command(long seq) {
        return new Command(site, SETPOINT, 24.5, "Cel", 1, seq, T + seq, T + seq + 300_000, "p-1", "plan");
    }

    @Test
    void theModeIsThatOfTheLastChange() {
        ModeStore modes = historian.modes(site);
        assertThat(modes.current()).isEmpty();
        modes.change(Mode.AUTO, "kim", "", 1_750_000_000_000L);
        modes.change(Mode.FALLBACK, "kim", "leak", 1_750_000_000_000L);
        assertThat(modes.current()).contains(Mode.FALLBACK);
        assertThat(historian.modes(site + "-b").current()).isEmpty();
    }

    @Test
    void theViewsGiveMinutesAndEnergyByTheHour() {
        List<Point> points = PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow()).ofSource("electrical");
        historian.register(site, points);
        PointId energy = PointId.of("meter-it/active-energy");
        List<ReceivedFrame> frames = new ArrayList<>();
        for (int minute = 0; minute < 150; minute++) {
            frames.add(new ReceivedFrame("electrical", new Frame("b", minute + 1, T + minute * 60_000L,
                    Map.of(energy, 1_000.0 + minute), Map.of()), new byte[0], T, OptionalLong.empty()));
        }
        historian.frames(site).write(frames);
        historian.upkeep(Retention.FOREVER).run();
        assertThat(decimal("SELECT sum(kwh) FROM v_energy_hour WHERE site = '%s'")).isCloseTo(149, within(1e-9));
        assertThat(decimal("SELECT min(kwh) FROM v_energy_hour WHERE site = '%s'")).isCloseTo(29, within(1e-9));
        assertThat(decimal("SELECT count(*) FROM v_reading_1m WHERE site = '%s' AND point = 'meter-it/active-energy'"))
                .isEqualTo(150);
    }

    private double decimal(String query) {
        return historian.database().transaction(connection -> {
            try (var select = connection.createStatement(); var rows = select.executeQuery(query.formatted(site))) {
                rows.next();
                return rows.getDouble(1);
            }
        });
    }

    private long number(String query) {
        return (long) decimal(query);
    }
}
