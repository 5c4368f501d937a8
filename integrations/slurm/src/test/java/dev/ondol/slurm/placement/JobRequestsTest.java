package dev.ondol.slurm.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Gang;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.slurm.options.SlurmOptions;
import dev.ondol.slurm.queue.GpuRequest;
import dev.ondol.slurm.queue.JobState;
import dev.ondol.slurm.queue.QueuedJob;
import dev.ondol.slurm.queue.QueuedJob.Place;
import dev.ondol.slurm.queue.QueuedJob.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobRequestsTest {
    private final JobRequests plain = new JobRequests(SlurmOptions.NONE);

    @Test
    void gpusByNodeAreOneReplicaANode() {
        assertGang(plain.request(job(gpus(8, 0, 0), size(4, 0, 4)), 0), 4, 8, Strategy.PACK);
        assertGang(plain.request(job(gpus(2, 0, 0), size(1, 0, 1)), 0), 1, 2, Strategy.PACK);
        assertGang(plain.request(job(gpus(2, 0, 0), size(3, 0, 3)), 0), 3, 2, Strategy.SPREAD);
    }

    @Test
    void gpusOfAJobLieOnAsFewNodesAsCanBe() {
        assertGang(plain.request(job(gpus(0, 6, 0), size(1, 0, 1)), 0), 1, 6, Strategy.PACK);
        assertGang(plain.request(job(gpus(0, 32, 0), size(1, 0, 1)), 0), 4, 8, Strategy.PACK);
        assertGang(plain.request(job(gpus(0, 12, 0), size(1, 0, 1)), 0), 12, 1, Strategy.PACK);
        assertGang(plain.request(job(gpus(0, 12, 0), size(1, 1, 1)), 0), 1, 12, Strategy.PACK);
        assertGang(plain.request(job(gpus(0, 12, 0), size(3, 0, 3)), 0), 3, 4, Strategy.SPREAD);
        assertGang(plain.request(job(gpus(0, 0, 2), size(1, 0, 3)), 0), 1, 6, Strategy.PACK);
    }

    @Test
    void aLimitIsTheExpectedRunTimeAndNoLimitIsADay() {
        assertThat(plain.request(job(gpus(1, 0, 0), size(1, 0, 1)), 77).time()).satisfies(time -> {
            assertThat(time.durationMs()).isEqualTo(90 * 60_000);
            assertThat(time.earliestStart()).isEqualTo(77);
            assertThat(time.deadline()).isNull();
        });
        assertThat(plain.request(job("gpu", "", gpus(1, 0, 0), size(1, 0, 1), 0, List.of()), 0).time().durationMs())
                .isEqualTo(24L * 3_600_000);
    }

    @Test
    void processorsAndMemoryAreSharedByTheReplicas() {
        PlacementRequest request = plain.request(job(gpus(8, 0, 0), size(4, 0, 4)), 0);
        assertThat(request.perReplica().cpuMilli()).isEqualTo(4_000);
        assertThat(request.perReplica().memMiB()).isEqualTo(1_000);
    }

    @Test
    void whatTheFileSaysOfPartitionsModelsAndNodesHolds() throws Exception {
        JobRequests told = new JobRequests(SlurmOptions.read("test", """
                workload: BATCH
                partitions:
                  - {name: serve, workload: DECODE, gpuModels: [L40S]}
                gpuModels:
                  - {slurm: nvidia_h200, ondol: H200}
                nodes:
                  - {slurm: gpu1, ondol: node-h1-001-1}
                """));
        PlacementRequest serve = told.request(job("serve", "", gpus(1, 0, 0), size(1, 0, 1), 90, List.of()), 0);
        assertThat(serve.workload()).isEqualTo(JobClass.DECODE);
        assertThat(serve.perReplica().gpuModels()).containsExactly("L40S");
        PlacementRequest other = told.request(job("other", "", new GpuRequest(1, 0, 0, Optional.of("nvidia_h200")),
                size(1, 0, 1), 90, List.of()), 0);
        assertThat(other.workload()).isEqualTo(JobClass.BATCH);
        assertThat(other.perReplica().gpuModels()).containsExactly("H200");
        assertThat(told.slurmNodes(List.of(new Assignment("node-h1-001-1", 1, 8), new Assignment("node-h1-001-2", 1,
                8)))).containsExactly("gpu1", "node-h1-001-2");
        assertThat(told.running(job("other", "", gpus(2, 0, 0), size(1, 0, 1), 90, List.of(new Place("gpu1", 2))))
                .assignments()).containsExactly(new Assignment("node-h1-001-1", 1, 2));
    }

    @Test
    void aJobMaySayItsClassItself() {
        assertThat(plain.request(job("gpu", "for kim, ondol:batch", gpus(1, 0, 0), size(1, 0, 1), 90, List.of()), 0)
                .workload()).isEqualTo(JobClass.BATCH);
        assertThat(plain.request(job("gpu", "ondol:batches", gpus(1, 0, 0), size(1, 0, 1), 90, List.of()), 0)
                .workload()).isEqualTo(JobClass.TRAINING);
    }

    @Test
    void aRunningJobIsListedWhereItRunsNodeByNode() {
        QueuedJob job = job("gpu", "", gpus(0, 6, 0), size(1, 0, 1), 90, List.of(new Place("n1", 4), new Place("n2", 2),
                new Place("n3", 0)));
        assertThat(plain.running(job).assignments()).containsExactly(new Assignment("n1", 1, 4), new Assignment("n2", 1,
                2));
        assertThat(plain.running(job).request().jobId()).isEqualTo("rig-12");
    }

    @Test
    void mistakesInTheFileAreRefused() {
        for (String wrong : List.of("pollSeconds: 0", "pollSeconds: 31", "api: ondol:8081", "api: http://a/b",
                "api: http://me@a", "workload: TRAIN", "unknown: 1", "gpusPerNode: 0",
                "nodes: [{slurm: a, ondol: x}, {slurm: a, ondol: y}]")) {
            assertThatThrownBy(() -> SlurmOptions.read("test", wrong)).as(wrong)
                    .isInstanceOf(InvalidConfiguration.class);
        }
    }

    @Test
    void theExampleTellsTheDefaults() throws Exception {
        SlurmOptions example = SlurmOptions.read("example", Files.readString(Path.of("slurm.example.yaml")));
        assertThat(example.address()).isEqualTo(SlurmOptions.NONE.address());
        assertThat(example.workload()).contains(JobClass.TRAINING);
        SlurmOptions whole = SlurmOptions.read("example", Files.readString(Path.of("slurm.example.yaml"))
                .replaceAll("(?m)^# (?=[a-zA-Z]+:|  )", ""));
        assertThat(whole.partitions().orElseThrow()).hasSize(3);
        assertThat(whole.gpuModels().orElseThrow()).hasSize(1);
        assertThat(whole.nodes().orElseThrow()).hasSize(1);
    }

    private static void assertGang(PlacementRequest request, int replicas, int gpus, Strategy strategy) {
        assertThat(request.gang()).isEqualTo(new Gang(replicas, strategy));
        assertThat(request.perReplica().gpu()).isEqualTo(gpus);
    }

    private static GpuRequest gpus(int perNode, int perJob, int perTask) {
        return new GpuRequest(perNode, perJob, perTask, Optional.empty());
    }

    private static Size size(int nodes, int mostNodes, int tasks) {
        return new Size(nodes, mostNodes, tasks, 16, 4_000);
    }

    private static QueuedJob job(GpuRequest gpus, Size size) {
        return job("gpu", "", gpus, size, 90, List.of());
    }

    private static QueuedJob job(String partition, String comment, GpuRequest gpus, Size size, long minutes,
            List<Place> places) {
        return new QueuedJob("rig", 12, places.isEmpty() ? JobState.WAITING : JobState.RUNNING, true, false,
                "ondol:held",
                comment, partition, "kim", gpus, size, minutes, 1, 2, 3, Set.of(), places);
    }
}
