package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.PowerSteps;
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// P18: what begins to draw power at once is what supplies can follow.
class StaggeredStartsTest {
    private static final long HOUR = 3_600_000;
    private final Scenes scenes = new Scenes("kr-hn1");
    private final PlacementDesk desk = scenes.desk;

    private Placement submit(String id, int replicas) {
        return desk.submit(Scenes.job(id, "H200", replicas, 8, JobClass.TRAINING, HOUR, null), Optional.empty())
                .placement();
    }

    private static long startAt(Placement placement) {
        assertThat(placement.state()).isEqualTo(State.PLACED);
        return Objects.requireNonNull(placement.startAt());
    }

    @Test
    void jobsThatWouldStartTogetherStartOneAfterTheOtherWhereTheyAreATenthOfTheSite() {
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(startAt(submit("job-" + i, 64)));
        }
        assertThat(starts.getFirst()).isEqualTo(Scenes.CYCLE);
        assertThat(starts.getLast()).isGreaterThanOrEqualTo(Scenes.CYCLE + PowerSteps.WINDOW_MS);
        assertThat(starts).isSorted();
        assertThat(desk.find(desk.starts().getLast().placementId()).orElseThrow().reasons()).extracting(
                Reason::constraint).contains("Power step");
    }

    @Test
    void smallJobsDoNotWaitForEachOther() {
        for (int i = 0; i < 10; i++) {
            assertThat(startAt(submit("job-" + i, 1))).isEqualTo(Scenes.CYCLE);
        }
    }

    @Test
    void aJobThatIsMoreByItselfStartsAloneAndAtOnce() {
        assertThat(startAt(submit("large", 200))).isEqualTo(Scenes.CYCLE);
        assertThat(startAt(submit("small", 1))).isEqualTo(Scenes.CYCLE + PowerSteps.WINDOW_MS);
    }

    @Test
    void whatIsCancelledMakesRoom() {
        Placement large = submit("large", 200);
        desk.cancel(large.placementId());
        assertThat(startAt(submit("small", 1))).isEqualTo(Scenes.CYCLE);
    }

    @Test
    void aJobOfThePlanThatBeginsLaterForItSaysSo() {
        Placement all = submit("all", 384);
        Placement one = submit("one", 190);
        Placement two = submit("two", 190);
        assertThat(List.of(one.state(), two.state())).containsOnly(State.DEFERRED);
        desk.cancel(all.placementId());
        List<Placement> promised = desk.carryOut(List.of(start("one", 0), start("two", 190)));
        assertThat(promised).extracting(StaggeredStartsTest::startAt).containsExactly(Scenes.CYCLE,
                Scenes.CYCLE + PowerSteps.WINDOW_MS);
        assertThat(promised.getLast().reasons()).contains(new Reason("Power step", PowerSteps.WINDOW_MS / 1_000.0,
                ""));
        assertThat(promised.getFirst().reasons()).extracting(Reason::constraint).doesNotContain("Power step");
    }

    private Start start(String job, int from) {
        return new Start(job, Scenes.CYCLE, true, PowerProfile.UNCAPPED, Arrays.stream(scenes.nodes.ofModel("H200"))
                .skip(from).limit(190).mapToObj(node -> new Start.Share(node, 1)).toList());
    }
}
