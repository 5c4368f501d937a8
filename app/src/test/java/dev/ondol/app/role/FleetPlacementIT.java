package dev.ondol.app.role;

import static dev.ondol.app.role.FleetRig.json;
import static dev.ondol.app.role.FleetRig.ok;
import static dev.ondol.app.role.FleetRig.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.app.role.FleetRig.Part;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Two real placement servers behind the front of a fleet, each of the three a process that is killed.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetPlacementIT {
    private static final int CLIENTS = 6;
    private static final int JOBS = 120;
    private static final int KILLS = 6;

    private static FleetRig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = new FleetRig(Files.createDirectories(Path.of("target", "fleet-it-" + UUID.randomUUID()).toAbsolutePath()),
                "{energy: 1, carbon: 1, money: 1}");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @Order(1)
    void aJobGoesToTheSiteThatTakesLeastAndTheAnswerSaysWhyNotToTheNextBest() throws Exception {
        JsonNode placed = ok(rig.place(request("first", 2, List.of()), "k-first"));
        assertThat(placed.get("state").asText()).isEqualTo("PLACED");
        assertThat(placed.get("site").asText()).isEqualTo("west"); // its supplies lose less
        assertThat(placed.get("placementId").asText()).startsWith("west.placement-");
        JsonNode sites = placed.get("sites");
        assertThat(sites).extracting(site -> site.get("site").asText()).containsExactly("west", "east");
        assertThat(sites.get(0).get("weighted").asDouble()).isLessThan(sites.get(1).get("weighted").asDouble());
        assertThat(sites.get(0).get("kwh").asDouble()).isPositive();
        assertThat(sites.get(1).get("why").asText()).matches("It takes [0-9.]+ % more, weighted\\.");
        assertThat(rig.jobs(Part.WEST)).contains("first");
        assertThat(rig.jobs(Part.EAST)).doesNotContain("first");
        String id = placed.get("placementId").asText();
        assertThat(ok(rig.fleet("GET", "/api/v1/placements/" + id + "/sites", "")).get("sites")).isEqualTo(sites);
        JsonNode explained = ok(rig.fleet("GET", "/api/v1/placements/" + id + "/explanation", ""));
        assertThat(explained.get("site").asText()).isEqualTo("west");
        assertThat(explained.get("placementId").asText()).isEqualTo(id);
    }

    @Test
    @Order(2)
    void theSameKeyGetsTheSameAnswerAndAnotherBodyUnderItIsRefused() throws Exception {
        HttpResponse<byte[]> again = rig.place(request("first", 2, List.of()), "k-first");
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(ok(again).get("site").asText()).isEqualTo("west");
        assertThat(rig.place(request("first", 3, List.of()), "k-first").statusCode()).isEqualTo(422);
        assertThat(ok(rig.place(request("first", 3, List.of()), "k-other")).get("placementId")).as(
                "a job that is known").isEqualTo(json(again).get("placementId"));
    }

    @Test
    @Order(3)
    void whatTheSchedulerSaysGoesToTheSiteThatHasTheJobAndAJobThatIsOverMayGoElsewhere() throws Exception {
        String id = ok(rig.place(request("second", 1, List.of("east")), "k-second")).get("placementId").asText();
        assertThat(id).startsWith("east.");
        assertThat(ok(rig.fleet("GET", "/api/v1/placements/" + id, "")).get("jobId").asText()).isEqualTo("second");
        JsonNode started = ok(rig.fleet("POST", "/api/v1/placements/" + id + "/events",
                "{\"type\":\"STARTED\",\"at\":1640995200000}"));
        assertThat(started.get("state").asText()).isEqualTo("PLACED");
        assertThat(rig.fleet("DELETE", "/api/v1/placements/" + id, "", "If-Match", "\"99\"").statusCode()).isEqualTo(
                409);
        assertThat(ok(rig.fleet("DELETE", "/api/v1/placements/" + id, "")).get("state").asText()).isEqualTo(
                "RELEASED");
        assertThat(ok(rig.place(request("second", 1, List.of("east")), "k-second")).get("state").asText()).isEqualTo(
                "RELEASED");
        JsonNode anew = ok(rig.place(request("second", 1, List.of()), "k-second-2"));
        assertThat(anew.get("site").asText()).isEqualTo("west");
        assertThat(rig.jobs(Part.EAST)).doesNotContain("second");
    }

    @Test
    @Order(4)
    void aDryRunIsBookedNowhereAndWhatCanNeverRunIsRejectedWithTheReasonsOfEachSite() throws Exception {
        String body = "{\"jobId\":\"dry\",\"gang\":{\"replicas\":1,\"strategy\":\"PACK\"},\"perReplica\":{\"gpu\":%d,"
                + "\"gpuModels\":[],\"cpuMilli\":1000,\"memMiB\":1000},\"workload\":\"BATCH\",\"priority\":0,\"tenant\":\"\","
                + "\"time\":{\"earliestStart\":0,\"durationMs\":3600000,\"preemptible\":false},\"dryRun\":%s}";
        JsonNode told = ok(rig.fleet("POST", "/api/v1/placements", body.formatted(1, "true")));
        assertThat(told.get("state").asText()).isEqualTo("PLACED");
        JsonNode never = ok(rig.fleet("POST", "/api/v1/placements", body.formatted(64, "false")));
        assertThat(never.get("state").asText()).isEqualTo("REJECTED");
        assertThat(never.get("sites")).hasSize(2).allSatisfy(site -> assertThat(site.get("reasons")).isNotEmpty());
        assertThat(rig.jobs(Part.EAST)).doesNotContain("dry");
        assertThat(rig.jobs(Part.WEST)).doesNotContain("dry");
    }

    @Test
    @Order(5)
    void whoMayAskWhatIsHeldAgainstTheTokens() throws Exception {
        List<String> none = List.of();
        List<String> viewer = List.of("Authorization", "Bearer a-token-of-somebody-who-looks");
        int port = rig.fleetPort();
        assertThat(rig.send(port, "GET", "/api/v1/sites", "", none).statusCode()).isEqualTo(401);
        assertThat(rig.send(port, "GET", "/api/v1/sites", "", viewer).statusCode()).isEqualTo(200);
        assertThat(rig.send(port, "POST", "/api/v1/placements", "{}", viewer).statusCode()).isEqualTo(403);
        assertThat(rig.fleet("POST", "/api/v1/placements", "{}").statusCode()).isEqualTo(400);
        assertThat(rig.fleet("GET", "/api/v1/sites", "", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(rig.fleet("GET", "/api/v1/placements/north.placement-1", "").statusCode()).isEqualTo(404);
        assertThat(rig.fleet("GET", "/api/v1/placements/east...", "").statusCode()).isEqualTo(404);
        assertThat(rig.fleet("PUT", "/api/v1/placements", "{}").statusCode()).isEqualTo(405);
        assertThat(rig.fleet("POST", "/api/v1/placements", "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
        assertThat(rig.place(request("third", 1, List.of("north")), "k-third").statusCode()).isEqualTo(400);
    }

    @Test
    @Order(6)
    void aSiteThatIsKilledIsLeftOutAndSaidSoAndItsJobsAreAskedOfNobodyElse() throws Exception {
        rig.kill(Part.WEST);
        JsonNode placed = ok(rig.place(request("fourth", 1, List.of()), "k-fourth"));
        assertThat(placed.get("site").asText()).isEqualTo("east");
        assertThat(placed.get("sites")).extracting(site -> site.get("outcome").asText()).containsExactly("PLACED",
                "AWAY");
        HttpResponse<byte[]> first = rig.place(request("first", 2, List.of()), "k-first");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(json(first).get("code").asText()).isEqualTo("site-silent");
        assertThat(first.headers().firstValue("Retry-After")).isPresent();
        assertThat(rig.place(request("nowhere", 1, List.of("west")), "k-nowhere").statusCode()).isEqualTo(503);
        assertThat(rig.jobs(Part.EAST)).doesNotContain("first", "nowhere").contains("fourth");
        rig.start(Part.WEST);
        assertThat(ok(rig.place(request("first", 2, List.of()), "k-first")).get("site").asText()).isEqualTo("west");
    }

    @Test
    @Order(7)
    void theDocumentationNamesEveryMetricThatThereIs() throws Exception {
        String given = new String(rig.send(rig.managementPort, "GET", "/metrics", "", List.of()).body(),
                java.nio.charset.StandardCharsets.UTF_8);
        Map<String, String> told = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(ondol_[a-z_]+)` \\| (\\w+) \\|").matcher(Files.readString(Path.of("..", "docs",
                "fleet.md"))).results().forEach(row -> told.put(row.group(1), row.group(2)));
        Map<String, String> there = new TreeMap<>();
        Pattern.compile("(?m)^# TYPE (ondol_[a-z_]+) (\\w+)").matcher(given).results().forEach(row -> there.put(row
                .group(1), row.group(2)));
        assertThat(told).isEqualTo(there);
        assertThat(rig.send(rig.managementPort, "GET", "/health", "", List.of()).statusCode()).isEqualTo(200);
        assertThat(rig.log(Part.FLEET)).doesNotContain("a-token-of");
    }

    @Test
    @Order(8)
    void whoeverIsKilledAndWhateverAnswerIsLostEachJobIsAtOneSiteAtMost() throws Exception {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger allowed = new AtomicInteger();
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> ask(next, allowed, acknowledged)));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                for (Part site : List.of(Part.EAST, Part.WEST)) {
                    rig.network(site).cutBeforeAnswer("placement-", 3);
                }
                int killAt = allowed.get() + 1 + random.nextInt(JOBS / KILLS / 2);
                allowed.addAndGet(JOBS / KILLS);
                await().pollInterval(Duration.ofMillis(2)).atMost(FleetRig.PATIENCE).until(() -> acknowledged
                        .size() >= killAt);
                Part victim = List.of(Part.values()).get(kill % Part.values().length);
                rig.kill(victim);
                rig.start(victim);
                await().atMost(FleetRig.PATIENCE).until(() -> acknowledged.size() == allowed.get());
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        int cuts = rig.network(Part.EAST).cuts() + rig.network(Part.WEST).cuts();
        System.out.printf("%d jobs, %d kills, %d answers lost%n", acknowledged.size(), KILLS, cuts);
        assertThat(cuts).isPositive();
        List<String> east = rig.jobs(Part.EAST);
        List<String> west = rig.jobs(Part.WEST);
        assertThat(acknowledged).hasSize(JOBS);
        assertThat(east).doesNotHaveDuplicates().doesNotContainAnyElementsOf(west);
        acknowledged.forEach((job, site) -> assertThat(site.equals("east") ? east : west).as(job).contains(job));
    }

    /// As a scheduler does: again and again under the same key until there is an answer.
    private static Void ask(AtomicInteger next, AtomicInteger allowed, Map<String, String> acknowledged)
            throws InterruptedException {
        for (int number = next.getAndIncrement(); number < JOBS; number = next.getAndIncrement()) {
            while (number >= allowed.get()) {
                Thread.sleep(5);
            }
            String job = "many-" + number;
            long end = System.nanoTime() + FleetRig.PATIENCE.toNanos();
            while (!acknowledged.containsKey(job) && System.nanoTime() < end) {
                try {
                    HttpResponse<byte[]> answer = rig.place(request(job, 1, List.of()), "k-" + job);
                    if (answer.statusCode() == 200) {
                        acknowledged.put(job, json(answer).get("site").asText());
                    } else {
                        Thread.sleep(100);
                    }
                } catch (IOException e) {
                    Thread.sleep(100);
                }
            }
        }
        return null;
    }
}
