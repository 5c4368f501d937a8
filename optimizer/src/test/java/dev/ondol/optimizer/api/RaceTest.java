package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.solve.Scenes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many clients at once, over real HTTP.
class RaceTest {
    private static final int CLIENTS = 64;
    private static final int ROUNDS = 4;

    private static PlacementRequest request(String id, Random random) {
        PlacementRequest whole = Scenes.job(id, "H200", 1 + random.nextInt(3), 1 + random.nextInt(8), JobClass.TRAINING,
                3_600_000, null);
        if (random.nextInt(3) > 0) {
            return whole;
        }
        return new PlacementRequest(id, whole.gang(), new PlacementRequest.Replica(1, List.of("H200"), 1_000, 1_000,
                100 + random.nextInt(900)), whole.workload(), 0, "", whole.time());
    }

    /// All at the same moment, and what each got.
    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> call : calls) {
                futures.add(threads.submit(() -> {
                    go.await();
                    return call.call();
                }));
            }
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void clientsThatRaceForTheLastGpusAreNeverGivenOneTwice() throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            try (Served served = new Served("kr-edge")) {
                served.scenes.fill(0.5, new Random(seed));
                Random random = new Random(seed);
                Map<String, PlacementRequest> requests = new HashMap<>();
                List<Callable<List<Placement>>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    List<PlacementRequest> mine = new ArrayList<>();
                    for (int round = 0; round < ROUNDS; round++) {
                        PlacementRequest wish = request("race-" + client + "-" + round, random);
                        requests.put(wish.jobId(), wish);
                        mine.add(wish);
                    }
                    boolean gives = client % 4 == 0;
                    clients.add(() -> run(served, mine, gives));
                }
                List<Placement> placed = together(clients).stream().flatMap(List::stream)
                        .filter(of -> of.state() == State.PLACED).toList();
                assertThat(placed).as("seed %d", seed).isNotEmpty();
                check(served, requests, seed);
            }
        }
    }

    /// Asks for one after the other; some clients give the first back at once.
    private static List<Placement> run(Served served, List<PlacementRequest> wishes, boolean gives) throws Exception {
        List<Placement> got = new ArrayList<>();
        for (PlacementRequest wish : wishes) {
            Placement placement = served.send("POST", "/api/v1/placements", wish, Placement.class);
            if (gives && got.isEmpty()) {
                served.send("DELETE", "/api/v1/placements/" + placement.placementId(), new byte[0]);
            }
            got.add(placement);
        }
        return got;
    }

    /// Reckons anew, from what the desk says of each job, what every node has given away.
    private static void check(Served served, Map<String, PlacementRequest> requests, int seed) {
        Map<String, Integer> gpus = new HashMap<>();
        Map<String, Integer> shared = new HashMap<>();
        served.scenes.desk.read(account -> {
            account.jobs().stream().filter(job -> job.holdsNodes()).forEach(job -> {
                for (Assignment share : job.placement().assignments()) {
                    if (share.sharedGpu() == null) {
                        gpus.merge(share.node(), share.gpus(), Integer::sum);
                    } else {
                        int milli = share.replicas() * job.request().perReplica().shareMilli();
                        if (shared.merge(share.node() + "#" + share.sharedGpu(), milli, Integer::sum) == milli) {
                            gpus.merge(share.node(), 1, Integer::sum);
                        }
                    }
                }
            });
            return account;
        });
        assertThat(requests).isNotEmpty();
        assertThat(shared).as("seed %d", seed).allSatisfy((gpu, milli) -> assertThat(milli).as(gpu)
                .isLessThanOrEqualTo(1000));
        assertThat(gpus).as("seed %d", seed).allSatisfy((node, used) -> assertThat(used).as(node).isLessThanOrEqualTo(
                served.scenes.nodes.type(served.scenes.nodes.index(node)).gpus()));
    }

    @Test
    void aRequestThatIsRepeatedByManyIsPlacedOnce() throws Exception {
        try (Served served = new Served("kr-edge")) {
            byte[] body = JsonMessages.write(Scenes.job("a", "H200", 1, 8, JobClass.TRAINING, 3_600_000, null));
            List<Callable<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                calls.add(() -> served.send("POST", "/api/v1/placements", body, "Idempotency-Key", "k"));
            }
            List<HttpResponse<byte[]>> answers = together(calls);
            assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
            assertThat(answers.stream().map(answer -> new String(answer.body(),
                    java.nio.charset.StandardCharsets.UTF_8)).distinct()).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.headers().firstValue("Idempotent-Replayed").isEmpty()))
                    .hasSize(1);
            assertThat(served.scenes.desk.starts()).hasSize(1);
        }
    }

    @Test
    void aFinishedThatWasLostFreesItsGpusAtTheNextReconciliation() throws Exception {
        try (Served served = new Served("kr-edge")) {
            PlacementRequest lost = Scenes.job("lost", "H200", 1, 8, JobClass.TRAINING, 3_600_000, null);
            PlacementRequest runs = Scenes.job("runs", "H200", 1, 8, JobClass.TRAINING, 3_600_000, null);
            Placement first = served.send("POST", "/api/v1/placements", lost, Placement.class);
            Placement second = served.send("POST", "/api/v1/placements", runs, Placement.class);
            for (Placement placement : List.of(first, second)) {
                served.send("POST", "/api/v1/placements/" + placement.placementId() + "/events",
                        new PlacementEvent(PlacementEvent.Type.STARTED, Scenes.CYCLE), Placement.class);
            }
            RunningJob still = new RunningJob("runs", runs, second.assignments(), Scenes.CYCLE);
            served.send("PUT", "/api/v1/jobs", JsonMessages.write(new JobList(Scenes.CYCLE + 1, List.of(still))));
            assertThat(JsonMessages.read(served.get("/api/v1/placements/" + first.placementId()).body(),
                    Placement.class).state()).isEqualTo(State.RELEASED);
            assertThat(JsonMessages.read(served.get("/api/v1/placements/" + second.placementId()).body(),
                    Placement.class).state()).isEqualTo(State.PLACED);
        }
    }
}
