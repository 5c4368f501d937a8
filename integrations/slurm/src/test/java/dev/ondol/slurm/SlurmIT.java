package dev.ondol.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.Placement;
import dev.ondol.slurm.options.SlurmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real slurmctld with three slurmd on loopback, job_submit.lua in it, and the real placement API.
class SlurmIT {
    /// Slurm alone fills gpu1 first; Ondol knows the nodes in the opposite order.
    private static final List<String> NODES = List.of("gpu1", "gpu2", "gpu3");
    private static SlurmRig slurm;
    private LivingOndol ondol;

    @BeforeAll
    static void startSlurm() throws Exception {
        Path target = Files.createDirectories(Path.of("target"));
        slurm = SlurmRig.start(Files.createTempDirectory(target, "slurm-"), NODES);
    }

    @AfterAll
    static void stopSlurm() {
        if (slurm != null) {
            slurm.close();
        }
    }

    @BeforeEach
    void startOndol() throws Exception {
        ondol = new LivingOndol();
    }

    @AfterEach
    void clear() throws Exception {
        slurm.run("scancel", "--user=root");
        slurm.await("the queue is empty", () -> slurm.run("squeue", "--noheader").isEmpty());
        ondol.close();
        mark("slurm-alive", 0);
        mark("slurm-watched", 0);
    }

    private SlurmConnector connect() throws Exception {
        SlurmOptions options = SlurmOptions.read("test", """
                api: %s
                folder: %s
                pollSeconds: 1
                giveUpSeconds: 10
                partitions:
                  - {name: gpu, gpuModels: [H200]}
                  - {name: urgent, gpuModels: [H200], priority: 5}
                nodes:
                  - {slurm: gpu3, ondol: node-h1-001-1}
                  - {slurm: gpu2, ondol: node-h1-002-1}
                  - {slurm: gpu1, ondol: node-h1-003-1}
                """.formatted(ondol.url(), slurm.folder.resolve("ondol")));
        slurm.watchdog(); // as its timer does
        SlurmConnector connector = SlurmConnector.start(options, slurm.environment());
        slurm.await("the connector is alive", () -> second("slurm-alive") > 0);
        slurm.watchdog();
        assertThat(second("slurm-watched")).isPositive();
        return connector;
    }

    private static long second(String name) throws IOException {
        Path file = slurm.folder.resolve("ondol").resolve(name);
        return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    }

    private static void mark(String name, long second) throws IOException {
        Files.writeString(slurm.folder.resolve("ondol").resolve(name), second + "\n");
    }

    private static boolean runs(long job) {
        return slurm.column(job, "%T").equals("RUNNING");
    }

    private static String node(Placement placement) {
        return switch (placement.assignments().getFirst().node()) {
            case "node-h1-001-1" -> "gpu3";
            case "node-h1-002-1" -> "gpu2";
            case "node-h1-003-1" -> "gpu1";
            default -> throw new IllegalStateException("The placement (%s) has another node.".formatted(placement));
        };
    }

    @Test
    void jobsLandOnTheNodesThatOndolChoseAndOndolHearsOfTheirEnd() throws Exception {
        try (SlurmConnector _ = connect()) {
            long small = slurm.submit("sleep 600", "--gres=gpu:h200:4");
            slurm.await("the job runs", () -> runs(small));
            String first = slurm.column(small, "%N");
            assertThat(first).isEqualTo(node(ondol.placement(small)));
            assertThat(slurm.run("scontrol", "show", "job", String.valueOf(small))).contains("ReqNodeList=" + first)
                    .contains("AdminComment=ondol:bound placement-");
            long whole = slurm.submit("sleep 600", "--gpus=8", "--comment=ondol:batch");
            slurm.await("the other job runs", () -> runs(whole));
            assertThat(slurm.column(whole, "%N")).isEqualTo(node(ondol.placement(whole))).isNotEqualTo(first);
            assertThat(List.of(first, slurm.column(whole, "%N"))).as("what Slurm alone would have chosen first")
                    .isNotEqualTo(List.of("gpu1", "gpu2"));
            slurm.run("scancel", String.valueOf(small));
            slurm.await("Ondol knows of the end", () -> !ondol.knows(small));
            assertThat(ondol.knows(whole)).isTrue();
        }
    }

    @Test
    void aJobThatOndolDefersStartsWhenItsTimeHasCome() throws Exception {
        ondol.close();
        ondol = new LivingOndol(Duration.ofSeconds(-70)); // what begins within a minute would have its nodes at once
        try (SlurmConnector _ = connect()) {
            long begin = System.currentTimeMillis() / 1000 + 15;
            long later = slurm.submit("true", "--gpus=1", "--begin=now+15");
            slurm.await("Ondol defers what begins later", () -> ondol.knows(later));
            assertThat(ondol.placement(later).state()).isEqualTo(Placement.State.DEFERRED);
            ondol.ahead(Duration.ZERO);
            List<Long> full = NODES.stream().map(_ -> slurm.submit("sleep 600", "--gres=gpu:h200:8")).toList();
            slurm.await("all nodes are full", () -> full.stream().allMatch(SlurmIT::runs));
            long waits = slurm.submit("sleep 600", "--gres=gpu:h200:8");
            slurm.await("Ondol defers it", () -> ondol.knows(waits));
            assertThat(ondol.placement(waits).state()).isEqualTo(Placement.State.DEFERRED);
            assertThat(slurm.column(waits, "%T %p")).startsWith("PENDING 0.0000");
            String freed = slurm.column(full.get(1), "%N");
            slurm.run("scancel", String.valueOf(full.get(1)));
            slurm.await("the deferred job runs", () -> runs(waits));
            assertThat(slurm.column(waits, "%N")).isEqualTo(freed);
            if (System.currentTimeMillis() < begin * 1000 - 1_000) {
                assertThat(slurm.column(later, "%T")).isEqualTo("PENDING");
            }
            Thread.sleep(Math.max(0, begin * 1000 - System.currentTimeMillis()));
            slurm.run("scancel", String.valueOf(full.get(0))); // who waits moves up; without that, once a minute
            slurm.await("the later job has run", () -> slurm.column(later, "%T").equals("COMPLETED"));
            assertThat(Long.parseLong(slurm.run("date", "-d", slurm.column(later, "%S"), "+%s")))
                    .isGreaterThanOrEqualTo(begin - 1);
        }
    }

    @Test
    void aJobWhoseOwnerAllowsItMakesRoomForAnUrgentOneAndRunsAgainAfterwards() throws Exception {
        try (SlurmConnector _ = connect()) {
            long yields = slurm.submit("sleep 600", "--gres=gpu:h200:8", "--comment=ondol:batch ondol:preemptible");
            List<Long> others = List.of(slurm.submit("sleep 600", "--gres=gpu:h200:8"), slurm.submit("sleep 600",
                    "--gres=gpu:h200:8"));
            slurm.await("all nodes are full", () -> runs(yields) && others.stream().allMatch(SlurmIT::runs));
            String place = slurm.column(yields, "%N");
            long urgent = slurm.submit("sleep 600", "--gres=gpu:h200:8", "--partition=urgent");
            slurm.await("the urgent job runs", () -> runs(urgent));
            assertThat(slurm.column(urgent, "%N")).isEqualTo(place);
            assertThat(slurm.column(yields, "%T %p")).as("held for Ondol").startsWith("PENDING 0.0000");
            slurm.await("Ondol defers what has left", () -> ondol.knows(yields)
                    && ondol.placement(yields).state() == Placement.State.DEFERRED);
            assertThat(others).allMatch(SlurmIT::runs);
            slurm.run("scancel", String.valueOf(urgent));
            slurm.await("it runs again", () -> runs(yields));
            assertThat(slurm.run("scontrol", "show", "job", String.valueOf(yields))).contains("Restarts=1");
        }
    }

    @Test
    void jobsThatOndolCannotPlaceOrThatHaveWishesOfTheirOwnAreSlurms() throws Exception {
        try (SlurmConnector _ = connect()) {
            long none = slurm.submit("sleep 600");
            long named = slurm.submit("sleep 600", "--gpus=1", "--nodelist=gpu2");
            slurm.await("they run at once", () -> runs(none) && runs(named));
            assertThat(slurm.run("scontrol", "show", "job", String.valueOf(named))).doesNotContain("ondol:");
        }
        try (SlurmConnector _ = connect()) { // its first list of running jobs comes at once, the next a minute later
            slurm.await("Ondol hears of the GPU that Slurm has given away", () -> ondol.desk.read(account -> account
                    .jobs().size() == 1));
        }
    }

    @Test
    void anOndolThatDiesLeavesSlurmWorking() throws Exception {
        try (SlurmConnector _ = connect()) {
            List<Long> full = NODES.stream().map(_ -> slurm.submit("sleep 600", "--gres=gpu:h200:8")).toList();
            slurm.await("all nodes are full", () -> full.stream().allMatch(SlurmIT::runs));
            long waits = slurm.submit("sleep 600", "--gres=gpu:h200:8");
            slurm.await("Ondol defers it", () -> ondol.knows(waits));
            ondol.server.close();
            slurm.await("no more jobs are held", () -> second("slurm-alive") == 0);
            long after = slurm.submit("sleep 600", "--gpus=1");
            assertThat(slurm.column(after, "%p")).isNotEqualTo("0.00000000000000");
            slurm.await("what was held is released", () -> slurm.column(waits, "%p").compareTo("0.0001") > 0);
            assertThat(slurm.run("scontrol", "show", "job", String.valueOf(waits))).contains(
                    "AdminComment=ondol:passed Ondol does not answer");
            slurm.run("scancel", String.valueOf(full.get(1)), String.valueOf(full.get(2)));
            slurm.await("Slurm starts them alone", () -> runs(waits) && runs(after));
        }
    }

    @Test
    void theWatchdogReleasesWhatADeadConnectorHolds() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        mark("slurm-alive", now);
        mark("slurm-watched", now);
        long held = slurm.submit("sleep 600", "--gpus=1"); // nobody will ask for it
        assertThat(slurm.column(held, "%T %p")).startsWith("PENDING 0.0000");
        assertThat(slurm.watchdog()).as("the heart beat is young").isEmpty();
        assertThat(slurm.column(held, "%T %p")).startsWith("PENDING 0.0000");
        mark("slurm-alive", now - 121);
        long plain = slurm.submit("sleep 600", "--gpus=1");
        assertThat(slurm.watchdog()).contains("job %d is Slurm's again".formatted(held));
        slurm.await("both run", () -> runs(held) && runs(plain));
    }

    @Test
    void withoutTheWatchdogNoJobIsHeld() throws Exception {
        mark("slurm-alive", System.currentTimeMillis() / 1000);
        mark("slurm-watched", System.currentTimeMillis() / 1000 - 181);
        long job = slurm.submit("sleep 600", "--gpus=1");
        slurm.await("it runs", () -> runs(job));
        mark("slurm-watched", System.currentTimeMillis() / 1000);
        slurm.watchdog("--now");
        long other = slurm.submit("sleep 600", "--gpus=1");
        slurm.await("it runs too", () -> runs(other));
    }

    @Test
    void aConnectorThatEndsGivesBackWhatItHolds() throws Exception {
        long waits = 0;
        try (SlurmConnector _ = connect()) {
            long job = slurm.submit("sleep 600", "--gpus=1", "--begin=now+300");
            waits = job;
            slurm.await("Ondol defers it", () -> ondol.knows(job));
        }
        assertThat(slurm.run("scontrol", "show", "job", String.valueOf(waits))).contains(
                "AdminComment=ondol:passed the connector has ended");
        long given = waits;
        slurm.await("it waits for its own time alone", () -> slurm.column(given, "%r").equals("BeginTime"));
        assertThat(ondol.knows(waits)).isFalse();
        assertThat(second("slurm-alive")).isZero();
    }
}
