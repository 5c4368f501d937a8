package dev.ondol.slurm.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.slurm.queue.QueuedJob.Place;
import dev.ondol.slurm.queue.QueuedJob.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/// `squeue-22.05.json` and `squeue-no-controller.json` were recorded from Slurm 22.05.8; `squeue-24.05.json` is written by hand in
/// the form that versions from 23.11 on have.
class QueueReaderTest {
    @Test
    void whatAJobAsksForIsReadFromSlurm2205() throws Exception {
        QueuedJob after = recorded("squeue-22.05.json").apply(2);
        assertThat(after.name()).isEqualTo("rig-2");
        assertThat(after.state()).isEqualTo(JobState.WAITING);
        assertThat(after.held()).isTrue();
        assertThat(after.note()).isEqualTo("ondol:held");
        assertThat(after.comment()).isEqualTo("ondol:batch");
        assertThat(after.account()).isEqualTo("kim");
        assertThat(after.gpus()).isEqualTo(new GpuRequest(0, 16, 0, Optional.empty()));
        assertThat(after.limitMinutes()).as("unlimited").isZero();
        assertThat(after.dependsOn()).isEqualTo(Set.of(1L));
        assertThat(after.heldGpus()).isZero();
    }

    @Test
    void whereAJobRunsIsReadNodeByNode() throws Exception {
        QueuedJob train = recorded("squeue-22.05.json").apply(1);
        assertThat(train.state()).isEqualTo(JobState.RUNNING);
        assertThat(train.held()).isFalse();
        assertThat(train.gpus()).isEqualTo(new GpuRequest(4, 0, 0, Optional.of("h200")));
        assertThat(train.size()).isEqualTo(new Size(2, 0, 2, 4, 200));
        assertThat(train.places()).containsExactly(new Place("n1", 4), new Place("n2", 4));
        assertThat(train.heldGpus()).isEqualTo(8);
        assertThat(train.startedS()).isEqualTo(1_795_844_159L);
        assertThat(train.dependsOn()).isEmpty();
    }

    @Test
    void endsAreToldApart() throws Exception {
        LongFunction<QueuedJob> queue = recorded("squeue-22.05.json");
        assertThat(queue.apply(4).state()).isEqualTo(JobState.FINISHED);
        assertThat(queue.apply(5).state()).isEqualTo(JobState.FAILED);
        assertThat(queue.apply(6).state()).as("its nodes are being cleaned up").isEqualTo(JobState.RUNNING);
        assertThat(JobState.of(List.of("CANCELLED"))).isEqualTo(JobState.CANCELLED);
        assertThat(JobState.of(List.of("TIMEOUT"))).isEqualTo(JobState.FAILED);
        assertThat(JobState.of(List.of("PENDING", "REQUEUED"))).isEqualTo(JobState.WAITING);
    }

    @Test
    void theFormOfNewerVersionsIsReadToo() throws Exception {
        LongFunction<QueuedJob> queue = recorded("squeue-24.05.json");
        QueuedJob waits = queue.apply(4711);
        assertThat(waits.state()).isEqualTo(JobState.WAITING);
        assertThat(waits.held()).isTrue();
        assertThat(waits.account()).isEqualTo("vision");
        assertThat(waits.gpus()).isEqualTo(new GpuRequest(8, 0, 0, Optional.of("h200")));
        assertThat(waits.size()).isEqualTo(new Size(2, 0, 2, 32, 1_048_576));
        assertThat(waits.limitMinutes()).isZero();
        assertThat(waits.submittedS()).isEqualTo(1_795_844_158L);
        QueuedJob cleansUp = queue.apply(4712);
        assertThat(cleansUp.state()).isEqualTo(JobState.RUNNING);
        assertThat(cleansUp.held()).as("an infinite priority is none of 0").isFalse();
        assertThat(cleansUp.gpus()).isEqualTo(new GpuRequest(0, 0, 6, Optional.of("h200")));
        assertThat(cleansUp.places()).containsExactly(new Place("gpu07", 4), new Place("gpu09", 2));
    }

    @Test
    void aQueueWithoutAControllerIsNotAnEmptyQueue() throws IOException {
        String json = text("squeue-no-controller.json");
        assertThatThrownBy(() -> QueueReader.read(json)).isInstanceOf(UnreadableQueue.class)
                .hasMessageContaining("Failed while looking for jobs");
    }

    @Test
    void whatIsNoQueueIsRefused() {
        for (String text : List.of("", "slurm_load_jobs error", "[]", "{}", "{\"jobs\":5}", "{\"jobs\":[")) {
            assertThatThrownBy(() -> QueueReader.read(text)).as(text).isInstanceOf(UnreadableQueue.class);
        }
        assertThatThrownBy(() -> QueueReader.read("{\"jobs\":[{\"nodes\":\"n[1-\"}]}")).isInstanceOf(
                UnreadableQueue.class);
    }

    @Test
    void gpusAreCountedHoweverTheyAreWritten() {
        assertThat(GpuRequest.count("gres:gpu:2")).isEqualTo(2);
        assertThat(GpuRequest.count("gres:gpu")).isEqualTo(1);
        assertThat(GpuRequest.count("gres:gpu:h200:2,gres:gpu:l40s:3")).isEqualTo(5);
        assertThat(GpuRequest.count("gres/gpu:4")).isEqualTo(4);
        assertThat(GpuRequest.count("cpu=2,gres/gpu=4")).isEqualTo(4);
        assertThat(GpuRequest.count("gpu:h200:8(IDX:0-7)")).isEqualTo(8);
        assertThat(GpuRequest.count("gres:shard:8")).isZero();
        assertThat(GpuRequest.count("gres:gpumem:8")).isZero();
        assertThat(GpuRequest.count("")).isZero();
        assertThat(GpuRequest.of("", "gres:gpu:h200", "").type()).contains("h200");
    }

    private static LongFunction<QueuedJob> recorded(String name) throws IOException, UnreadableQueue {
        List<QueuedJob> queue = QueueReader.read(text(name));
        return id -> queue.stream().filter(job -> job.id() == id).findFirst().orElseThrow();
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(QueueReaderTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
