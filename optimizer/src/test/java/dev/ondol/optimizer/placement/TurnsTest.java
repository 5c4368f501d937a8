package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final long MINUTE = 60_000;
    private static final int H200_GPUS = 3_072;

    private final Turns turns = new Turns(new Nodes(new Scenes("kr-hn1").site));

    private static PlacementRequest job(String id, int nodes, long duration) {
        return Scenes.job(id, "H200", nodes, 8, JobClass.TRAINING, duration, null);
    }

    @Test
    void aJobThatFitsHasItsTurnWhenItComes() {
        turns.arrives(job("one", 10, 60 * MINUTE), 5 * MINUTE);
        assertThat(turns.turn("one")).isEqualTo(5 * MINUTE);
    }

    @Test
    void aJobOnAModelThatTheSiteDoesNotHaveHasNoTurn() {
        turns.runs(Scenes.job("foreign", "X100", 1, 8, JobClass.TRAINING, MINUTE, null), 0);
        turns.leaves("foreign", MINUTE);
        assertThat(turns.turn("foreign")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nobodyOvertakesTheHeadOfTheLine() {
        turns.arrives(job("all", 384, 60 * MINUTE), 0);
        turns.arrives(job("large", 384, 60 * MINUTE), MINUTE);
        turns.arrives(job("small", 1, MINUTE), 2 * MINUTE);
        turns.advance(59 * MINUTE);
        assertThat(turns.turn("small")).isEqualTo(Long.MAX_VALUE);
        turns.advance(120 * MINUTE);
        assertThat(turns.turn("large")).isEqualTo(60 * MINUTE);
        assertThat(turns.turn("small")).isEqualTo(120 * MINUTE);
    }

    @Test
    void aJobThatEndsEarlyMakesRoomAtOnce() {
        turns.arrives(job("all", 384, 60 * MINUTE), 0);
        turns.arrives(job("next", 384, 60 * MINUTE), MINUTE);
        turns.leaves("all", 10 * MINUTE);
        turns.advance(11 * MINUTE);
        assertThat(turns.turn("next")).isEqualTo(10 * MINUTE);
    }

    @Test
    void whoRanBeforeHoldsItsGpus() {
        turns.runs(job("before", 384, 60 * MINUTE), -10 * MINUTE);
        turns.arrives(job("next", 1, MINUTE), MINUTE);
        turns.advance(51 * MINUTE);
        assertThat(turns.turn("next")).isEqualTo(50 * MINUTE);
    }

    @Test
    void turnsComeInOrderOfArrivalAndNeverForMoreThanThereIs() {
        Random random = new Random(7);
        List<PlacementRequest> jobs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            PlacementRequest job = job("job-" + i, 1 + random.nextInt(200), (1 + random.nextInt(90)) * MINUTE);
            jobs.add(job);
            turns.arrives(job, 3L * i * MINUTE);
        }
        turns.advance(100_000 * MINUTE);
        long before = 0;
        for (PlacementRequest job : jobs) {
            long turn = turns.turn(job.jobId());
            assertThat(turn).isBetween(before, 100_000 * MINUTE);
            before = turn;
            int held = 0;
            for (PlacementRequest other : jobs) {
                long from = turns.turn(other.jobId());
                held += from <= turn && turn < from + other.time().durationMs() ? other.gpus() : 0;
            }
            assertThat(held).isLessThanOrEqualTo(H200_GPUS);
        }
    }
}
