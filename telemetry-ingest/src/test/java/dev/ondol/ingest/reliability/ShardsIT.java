package dev.ondol.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.historian.Historian;
import dev.ondol.ingest.IngestOptions;
import dev.ondol.ingest.IngestRole;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Sources move between shards while frames come, and nothing but the broker keeps what is not stored: there is no outbox here.
class ShardsIT {
    private static final List<String> ARRANGEMENTS = List.of("a=edge-0,edge-1", "a=edge-0;b=edge-1,edge-2",
            "b=edge-0;a=edge-1,edge-2", "", "all=edge-0,edge-1,edge-2,edge-3", "");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void sourcesThatMoveToOtherShardsWhileIngestIsKilledLoseAndDoubleNothing() throws Exception {
        Load load = Load.ofSamples(400_000);
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                SeparateIngest ingest = SeparateIngest.start(rig.broker(), rig.throughNetwork());
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> published = other.submit(() -> {
                for (int seq = 1; seq <= load.framesOfSource(); seq++) {
                    for (int source = 0; source < Load.SOURCES; source++) {
                        publisher.publish(Load.name(source), JsonMessages.write(Load.frame(source, seq)));
                    }
                    Thread.sleep(30);
                }
                publisher.flush();
                return null;
            });
            for (String shards : ARRANGEMENTS) {
                Thread.sleep(random.nextInt(1_500));
                ingest.kill();
                Thread.sleep(random.nextInt(1_000));
                ingest.startAgain(shards);
            }
            published.get();
            rig.awaitRows(load.samples());
            rig.assertAllThere(load, seed);
        }
    }

    @Test
    void aSourceThatIsNamedKeepsWhatWaitedForItAndEachFrameIsStoredOnceFromThenOn() throws Exception {
        Load load = new Load(300);
        try (Rig rig = new Rig();
                Publisher publisher = rig.publisher();
                Historian historian = Historian.open(rig.throughNetwork())) {
            rig.ingest(historian).close();
            for (int seq = 1; seq <= load.framesOfSource(); seq++) {
                for (int source = 0; source < Load.SOURCES; source++) {
                    publisher.publish(Load.name(source), JsonMessages.write(Load.frame(source, seq)));
                }
            }
            publisher.flush();
            try (IngestRole sharded = role(rig, historian, "a=edge-0,edge-1")) {
                rig.awaitRows(load.samples());
                assertThat(sharded.statistics().duplicates()).isZero();
            }
            rig.assertAllThere(load, seed);
            try (IngestRole again = role(rig, historian, "a=edge-0,edge-1")) {
                publisher.publish(Load.name(0), JsonMessages.write(Load.frame(0, 301)));
                publisher.publish(Load.name(3), JsonMessages.write(Load.frame(3, 301)));
                publisher.flush();
                rig.awaitRows(load.samples() + 2L * Load.SAMPLES);
                Thread.sleep(1_000);
                assertThat(again.statistics().frames()).as("each frame came through one session").isEqualTo(2);
                assertThat(again.statistics().duplicates()).isZero();
            }
            try (IngestRole whole = rig.ingest(historian)) {
                await().atMost(Rig.PATIENCE).until(() -> whole.oldSessions() == 2);
                await().atMost(Rig.PATIENCE).until(() -> whole.oldSessions() == 0);
            }
            try (IngestRole whole = rig.ingest(historian)) {
                Thread.sleep(4_000);
                assertThat(whole.oldSessions()).as("the broker has forgotten them").isZero();
            }
        }
    }

    private static IngestRole role(Rig rig, Historian historian, String shards) {
        IngestRole role = new IngestRole(Load.SITE, Load.POINTS, rig.broker(), historian, Clock.systemUTC(),
                IngestOptions.defaults().withShards(SeparateIngest.shards(shards)));
        role.start();
        await().atMost(Duration.ofMinutes(2)).until(role::connected);
        return role;
    }
}
