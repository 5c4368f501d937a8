package dev.ondol.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.kubernetes.cluster.Cluster;
import dev.ondol.kubernetes.round.Round;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rounds between fabric8's API server and a real placement server, both over HTTP.
class RoundIT {
    private final TestCluster cluster = new TestCluster();
    private final TestOndol ondol = new TestOndol();
    private final HttpPlacementApi api = new HttpPlacementApi(ondol.address(), Duration.ofSeconds(5), 1);
    private Round round = anew();

    private Round anew() {
        return new Round(new Cluster(cluster.client), api, Clock.systemUTC());
    }

    @BeforeEach
    void nodes() {
        for (int node = 0; node < ondol.nodes.count(); node++) {
            cluster.node("gpu-" + node, ondol.nodes.name(node));
        }
    }

    @AfterEach
    void close() {
        api.close();
        ondol.close();
        cluster.close();
    }

    private String kube(String id) {
        return "gpu-" + ondol.nodes.index(id);
    }

    /// Binds and starts a gated Pod where Ondol wants it.
    private void runs(String pod, String job) {
        cluster.bind(pod, kube(ondol.placement(job).orElseThrow().assignments().getFirst().node()));
        cluster.phase(pod, "Running", TestOndol.START);
    }

    @Test
    void aPodAtTheGateGetsAPlaceAndItsGateIsOpened() throws Exception {
        cluster.pod("a", 4, true, Map.of());
        round.go(true);
        assertThat(ondol.placement(cluster.uid("a")).orElseThrow().state()).isEqualTo(State.PLACED);
        assertThat(cluster.gates("a")).containsExactly("other/gate");
        assertThat(cluster.get("a").getMetadata().getAnnotations()).containsEntry("ondol.dev/start-at",
                "2022-01-01T00:00:00Z");
    }

    @Test
    void aDeferredJobKeepsItsGateUntilItsTime() throws Exception {
        long later = TestOndol.START + 2 * 3_600_000;
        cluster.pod("a", 1, true, Map.of("ondol.dev/earliest-start", Instant.ofEpochMilli(later)
                .toString()));
        round.go(true);
        assertThat(cluster.gates("a")).hasSize(2);
        assertThat(cluster.get("a").getMetadata().getAnnotations()).containsEntry("ondol.dev/waits-for",
                "Earliest start");
        ondol.clock(later - 10 * 60_000);
        round.go(false);
        assertThat(cluster.gates("a")).hasSize(2);
        ondol.clock(later);
        round.go(false);
        assertThat(cluster.gates("a")).containsExactly("other/gate");
    }

    @Test
    void aGangIsAskedForOnceAllItsPodsAreHere() throws Exception {
        Map<String, String> gang = Map.of("ondol.dev/gang", "g", "ondol.dev/gang-size", "2");
        cluster.pod("a", 8, true, gang);
        round.go(true);
        assertThat(ondol.placement("lab/g")).isEmpty();
        assertThat(cluster.get("a").getMetadata().getAnnotations().get("ondol.dev/waits-for")).contains("1 of 2");
        cluster.pod("b", 8, true, gang);
        round.go(false);
        assertThat(ondol.placement("lab/g").orElseThrow().state()).isEqualTo(State.PLACED);
        assertThat(cluster.gates("a")).hasSize(1);
        assertThat(cluster.gates("b")).hasSize(1);
    }

    @Test
    void aJobIsReportedBoundStartedAndFinished() throws Exception {
        cluster.pod("a", 4, true, Map.of());
        round.go(true);
        cluster.bind("a", kube(ondol.placement(cluster.uid("a")).orElseThrow().assignments().getFirst().node()));
        round.go(false);
        round.go(true);
        assertThat(ondol.events).containsExactly("BOUND");
        assertThat(ondol.placement(cluster.uid("a")).orElseThrow().leaseExpires()).isNull();
        cluster.phase("a", "Running", TestOndol.START);
        round.go(false);
        assertThat(ondol.runs(cluster.uid("a"))).isTrue();
        round.go(true);
        assertThat(ondol.runs(cluster.uid("a"))).isTrue();
        cluster.phase("a", "Succeeded", TestOndol.START);
        round.go(false);
        assertThat(ondol.placement(cluster.uid("a"))).isEmpty();
        round.go(true);
        assertThat(ondol.events).containsExactly("BOUND", "STARTED", "FINISHED");
    }

    @Test
    void howAJobEndedIsTold() throws Exception {
        for (String pod : new String[]{"fails", "goes"}) {
            cluster.pod(pod, 1, true, Map.of());
            round.go(false);
            runs(pod, cluster.uid(pod));
            round.go(false);
        }
        ondol.events.clear();
        cluster.phase("fails", "Failed", TestOndol.START);
        round.go(false);
        assertThat(ondol.events).containsExactly("FAILED");
        cluster.delete("goes");
        round.go(false);
        assertThat(ondol.events).containsExactly("FAILED", "CANCELLED");
    }

    @Test
    void whatRanBeforeOndolAndTheWatcherCameIsTakenOver() throws Exception {
        cluster.pod("a", 8, false, Map.of("ondol.dev/duration", "nonsense"));
        cluster.bind("a", "gpu-3");
        cluster.phase("a", "Running", TestOndol.START - 30_000);
        round.go(true);
        Placement placement = ondol.placement(cluster.uid("a")).orElseThrow();
        assertThat(ondol.runs(cluster.uid("a"))).isTrue();
        assertThat(placement.assignments()).containsExactly(new Placement.Assignment(ondol.nodes.name(3), 1, 8));
        assertThat(placement.startAt()).isEqualTo(TestOndol.START - 30_000);
    }

    @Test
    void aLostEndIsMadeGoodByTheListOfANewWatcher() throws Exception {
        cluster.pod("a", 4, true, Map.of());
        round.go(true);
        runs("a", cluster.uid("a"));
        round.go(true);
        assertThat(ondol.runs(cluster.uid("a"))).isTrue();
        String job = cluster.uid("a");
        cluster.delete("a");
        round = anew(); // it never saw the Pod
        round.go(true);
        assertThat(ondol.placement(job)).isEmpty();
    }

    @Test
    void aGangThatHasLostAPodKeepsItsPlacesEvenUnderANewWatcher() throws Exception {
        Map<String, String> gang = Map.of("ondol.dev/gang", "g", "ondol.dev/gang-size", "2", "ondol.dev/gang-strategy",
                "spread");
        cluster.pod("a", 8, true, gang);
        cluster.pod("b", 8, true, gang);
        round.go(true);
        var places = ondol.placement("lab/g").orElseThrow().assignments();
        assertThat(places).hasSize(2);
        cluster.bind("a", kube(places.get(0).node()));
        cluster.phase("a", "Running", TestOndol.START);
        round.go(true);
        assertThat(ondol.events).as("half a gang has not started").isEmpty();
        cluster.bind("b", kube(places.get(1).node()));
        cluster.phase("b", "Running", TestOndol.START);
        round.go(true);
        assertThat(ondol.runs("lab/g")).isTrue();
        cluster.delete("b");
        round.go(true);
        assertThat(ondol.placement("lab/g").orElseThrow().assignments()).containsExactlyInAnyOrderElementsOf(places);
        round = anew();
        round.go(true);
        assertThat(ondol.placement("lab/g").orElseThrow().assignments()).containsExactlyInAnyOrderElementsOf(places);
    }

    @Test
    void aJobThatIsToMakeRoomIsStoppedAndWaitsAgain() throws Exception {
        cluster.pod("a", 8, true, Map.of("ondol.dev/preemptible", "true", "ondol.dev/gpu-models", "H200",
                "ondol.dev/duration", "PT9H"));
        round.go(true);
        String job = cluster.uid("a");
        runs("a", job);
        round.go(true);
        assertThat(ondol.runs(job)).isTrue();
        String urgent = ondol.leavesNoRoomBut(job);
        round.go(false);
        assertThat(cluster.evicted).containsExactly("a");
        assertThat(ondol.placement(job).orElseThrow().state()).as("its Pod is still there").isEqualTo(State.EVICTING);
        cluster.delete("a");
        round.go(false);
        assertThat(ondol.events.getLast()).isEqualTo("EVICTED");
        assertThat(ondol.placement(job).orElseThrow().state()).isEqualTo(State.DEFERRED);
        assertThat(ondol.placement(urgent).orElseThrow().state()).isEqualTo(State.PLACED);
    }

    @Test
    void withoutOndolEveryGateIsOpened() throws Exception {
        cluster.pod("a", 1, true, Map.of());
        ondol.close();
        assertThatThrownBy(() -> round.go(true)).isInstanceOf(OndolUnavailable.class);
        assertThat(cluster.gates("a")).hasSize(2);
        round.goWithoutOndol();
        assertThat(cluster.gates("a")).containsExactly("other/gate");
    }
}
