package dev.ondol.facility.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodRequestTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode pod(String annotations, String spec) throws Exception {
        return MAPPER.readTree("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"research","uid":"uid-1",
                 "creationTimestamp":"2026-03-01T10:00:00Z","annotations":{%s}},"spec":{%s}}""".formatted(annotations,
                spec));
    }

    private static String gpus(int count) {
        return "\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/gpu\":\"%d\"}}}]".formatted(count);
    }

    @Test
    void resourcesAreSummedOverContainersAndInitContainersCountOnlyWhereTheyAskForMore() throws Exception {
        JsonNode pod = pod("",
                """
                        "initContainers":[{"resources":{"requests":{"cpu":"6","memory":"1Ki"}}}],
                        "containers":[{"resources":{"limits":{"nvidia.com/gpu":4,"cpu":"9"},"requests":{"cpu":"1500m","memory":"1.5Gi"}}},
                                      {"resources":{"limits":{"nvidia.com/gpu":"1","memory":"1e6","cpu":"250m"}}}]""");
        PlacementRequest.Replica replica = PodRequest.of(pod, 0).orElseThrow().request().perReplica();
        assertThat(replica.gpu()).isEqualTo(5);
        assertThat(replica.cpuMilli()).isEqualTo(6000);
        assertThat(replica.memMiB()).isEqualTo(1536 + 1);
    }

    @Test
    void aPodWithoutGpusIsNotOurs() throws Exception {
        assertThat(PodRequest.of(pod("", "\"containers\":[{\"resources\":{\"limits\":{\"cpu\":\"4\"}}}]"), 0))
                .isEmpty();
        assertThat(PodRequest.of(MAPPER.readTree("{}"), 0)).isEmpty();
    }

    @Test
    void aLonePodIsAJobOfItsOwnWithTheUsualWishes() throws Exception {
        PodRequest request = PodRequest.of(pod("", gpus(8)), 0).orElseThrow();
        assertThat(request.seat()).isEqualTo("uid-1");
        assertThat(request.request().jobId()).isEqualTo("uid-1");
        assertThat(request.request().tenant()).isEqualTo("research");
        assertThat(request.request().workload()).isEqualTo(JobClass.TRAINING);
        assertThat(request.request().gang()).isEqualTo(new PlacementRequest.Gang(1, PlacementRequest.Strategy.PACK));
        assertThat(request.request().time()).isEqualTo(new PlacementRequest.Time(Instant.parse("2026-03-01T10:00:00Z")
                .toEpochMilli(), null, 3_600_000, false));
    }

    @Test
    void aPodIsNeverYoungerThanThePlantsClockButMayBeOlder() throws Exception {
        long created = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
        for (long now : new long[]{created - 1000, created + 1000}) {
            assertThat(PodRequest.of(pod("", gpus(1)), now).orElseThrow().request().time().earliestStart()).isEqualTo(
                    Math.min(now, created));
        }
        assertThat(PodRequest.of(pod("\"ondol.dev/earliest-start\":\"2026-03-01T20:00:00Z\"", gpus(1)), created - 1000)
                .orElseThrow().request().time().earliestStart()).isEqualTo(created + 36_000_000);
    }

    @Test
    void everyAnnotationReachesTheRequest() throws Exception {
        PlacementRequest request = PodRequest.of(pod("""
                "ondol.dev/workload":"batch","ondol.dev/gang":"sweep","ondol.dev/gang-size":"4",
                "ondol.dev/gang-strategy":"strict-pack","ondol.dev/gpu-models":"H100, H200","ondol.dev/duration":"PT2H",
                "ondol.dev/earliest-start":"2026-03-01T20:00:00Z","ondol.dev/deadline":"2026-03-02T20:00:00Z",
                "ondol.dev/tenant":"chemistry","ondol.dev/preemptible":"true",
                "batch.kubernetes.io/job-completion-index":"3\"""", gpus(2) + ",\"priority\":7"), 0).orElseThrow()
                .request();
        assertThat(new String(JsonMessages.write(request), java.nio.charset.StandardCharsets.UTF_8)).contains(
                "\"jobId\":\"research/sweep\"", "\"replicas\":4", "STRICT_PACK", "[\"H100\",\"H200\"]", "BATCH",
                "\"priority\":7", "chemistry", "\"preemptible\":true");
        assertThat(request.time().durationMs()).isEqualTo(Duration.ofHours(2).toMillis());
        assertThat(request.time().earliestStart()).isEqualTo(Instant.parse("2026-03-01T20:00:00Z").toEpochMilli());
        assertThat(request.time().deadline()).isEqualTo(Instant.parse("2026-03-02T20:00:00Z").toEpochMilli());
    }

    @Test
    void podsOfAnIndexedJobKeepTheirSeatWhenTheyComeAgain() throws Exception {
        String gang = "\"ondol.dev/gang\":\"g\",\"ondol.dev/gang-size\":\"2\"";
        assertThat(PodRequest.of(pod(gang + ",\"batch.kubernetes.io/job-completion-index\":\"1\"", gpus(1)), 0)
                .orElseThrow().seat()).isEqualTo("1");
        assertThat(PodRequest.of(pod(gang, gpus(1)), 0).orElseThrow().seat()).isEqualTo("uid-1");
    }

    @Test
    void aPodOfAReplicaSetIsAService() throws Exception {
        JsonNode pod = MAPPER.readTree("""
                {"metadata":{"uid":"u","ownerReferences":[{"kind":"ReplicaSet","name":"llm"}]},
                 "spec":{"containers":[{"resources":{"limits":{"nvidia.com/gpu":"1"}}}]}}""");
        assertThat(PodRequest.of(pod, 0).orElseThrow().request().workload()).isEqualTo(JobClass.DECODE);
    }

    @Test
    void whatIsNotClearIsRefusedByName() throws Exception {
        Map<String, List<String>> wrong = Map.of("ondol.dev/workload", List.of("fun", "training,batch"),
                "ondol.dev/duration", List.of("2h", "PT0S", "P400D", "PT-1H", "PT9999999999999999999H"),
                "ondol.dev/deadline", List.of("tomorrow", "+1000000-01-01T00:00:00Z", "1960-01-01T00:00:00Z"),
                "ondol.dev/gang-size", List.of("0", "-1", "10001", "99999999999", "two", "3"), "ondol.dev/preemptible",
                List.of("yes"), "ondol.dev/gang-strategy", List.of("dense"));
        for (var each : wrong.entrySet()) {
            for (String value : each.getValue()) {
                assertThatThrownBy(
                        () -> PodRequest.of(pod("\"%s\":\"%s\"".formatted(each.getKey(), value), gpus(1)), 0))
                        .as(each.getKey() + "=" + value).isInstanceOf(UnusablePod.class).hasMessageContaining(each
                                .getKey());
            }
        }
        for (String value : List.of("\"-1\"", "\"many\"", "\"99999999999999999999\"", "\"1e99\"", "2000", "[]")) {
            assertThatThrownBy(() -> PodRequest.of(pod("",
                    "\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/gpu\":%s}}}]".formatted(value)), 0)).as(
                            value)
                    .isInstanceOf(UnusablePod.class);
        }
    }
}
