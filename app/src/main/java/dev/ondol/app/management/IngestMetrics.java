package dev.ondol.app.management;

import dev.ondol.historian.DiskGuard;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.Written;
import dev.ondol.ingest.Committed;
import dev.ondol.ingest.IngestMeter;
import dev.ondol.ingest.IngestRole;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/// Ingest in figures. Names and meaning stand in docs/metrics.md.
public final class IngestMetrics implements IngestMeter {
    private static final String PREFIX = "ondol.ingest.";
    private static final Duration[] WAITS = millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
            60_000, 300_000, 3_600_000);
    private static final double[] BATCHES = {1, 2, 5, 10, 25, 50, 100, 200};

    private final MeterRegistry registry;
    private final String site;
    private final Clock wall;
    private final Timer wait;
    private final Timer commit;
    private final DistributionSummary batch;
    private final Counter samples;
    private final Counter frames;
    private final Counter duplicateSamples;
    private final Counter duplicateFrames;
    private final Counter reconnects;
    private final Counter stalls;
    private final Counter marks;

    public IngestMetrics(MeterRegistry registry, String site, Clock wall) {
        this.registry = registry;
        this.site = site;
        this.wall = wall;
        wait = Timer.builder(PREFIX + "receipt.to.commit").tag("site", site).serviceLevelObjectives(WAITS)
                .description("Wall time from the receipt of a frame to the answer to its commit").register(registry);
        commit = Timer.builder(PREFIX + "commit").tag("site", site).serviceLevelObjectives(WAITS)
                .description("Wall time of a transaction").register(registry);
        batch = DistributionSummary.builder(PREFIX + "batch.frames").tag("site", site).serviceLevelObjectives(BATCHES)
                .description("Frames of a transaction").register(registry);
        samples = counter("samples", "result", "stored", "Readings");
        duplicateSamples = counter("samples", "result", "duplicate", "Readings");
        frames = counter("frames", "result", "stored", "Frames");
        duplicateFrames = counter("frames", "result", "duplicate", "Frames");
        reconnects = counter("reconnects", "of", "frames", "Sessions that stood again after they were lost");
        stalls = counter("stall.resets", "of", "frames", "Connections made anew because nothing came through");
        marks = counter("marks", "of", "outbox", "Committed marks published for the outboxes of gateways");
    }

    /// What is asked of the role whenever somebody scrapes.
    public void watch(IngestRole role, Historian historian) {
        gauge("lag.seconds", "Plant time from the newest committed reading to the site clock", role,
                ingest -> ingest.statistics().lagMillis().stream().mapToDouble(lag -> lag / 1e3).findFirst()
                        .orElse(Double.NaN));
        gauge("newest.plant.time.seconds", "Plant time of the newest committed reading, since 1970", role,
                ingest -> ingest.statistics().newest().stream().mapToDouble(newest -> newest / 1e3).findFirst()
                        .orElse(Double.NaN));
        gauge("waiting.frames", "Frames received and not stored yet", role, ingest -> ingest.statistics().waiting());
        gauge("failed.attempts", "Attempts to store that failed since the start", role,
                ingest -> (double) ingest.statistics().failures());
        gauge("connected", "1 while all sessions stand", role, ingest -> ingest.connected() ? 1 : 0);
        gauge("storing", "0 while the newest attempt to store has failed", role, ingest -> ingest.storing() ? 1 : 0);
        gauge("old.sessions", "Sessions of an earlier arrangement of shards that are not empty yet", role,
                ingest -> (double) ingest.oldSessions());
        if (role.readsLog()) {
            gauge("log.waiting.frames", "Frames in the log that were not read yet", role,
                    ingest -> ingest.waitingInLog().stream().mapToDouble(frames -> frames).findFirst().orElse(
                            Double.NaN));
        }
        for (DiskGuard.State state : DiskGuard.State.values()) {
            Gauge.builder("ondol.database.disk", historian,
                    database -> database.disk().filter(state::equals).isPresent() ? 1 : 0)
                    .tag("state", state.name().toLowerCase(java.util.Locale.ROOT))
                    .description("1 for the state of the database's disk").register(registry);
        }
    }

    @Override
    public void committed(Committed done) {
        Written written = done.written();
        long now = wall.millis();
        done.receivedAt().forEach(at -> wait.record(Duration.ofMillis(Math.max(0, now - at))));
        commit.record(Duration.ofNanos(done.commitNanos()));
        batch.record(done.receivedAt().size());
        samples.increment((double) written.samples());
        frames.increment(written.frames());
        duplicateSamples.increment((double) written.duplicateSamples());
        duplicateFrames.increment(written.duplicates());
        written.refused().forEach((reason, count) -> counter("rejects", "reason", reason,
                "Readings refused, by reason; bytes that are no frame count as one").increment((double) count));
    }

    @Override
    public void reconnected() {
        reconnects.increment();
    }

    @Override
    public void stalled() {
        stalls.increment();
    }

    @Override
    public void marked() {
        marks.increment();
    }

    private Counter counter(String name, String tag, String value, String description) {
        return Counter.builder(PREFIX + name).tag("site", site).tag(tag, value).description(description)
                .register(registry);
    }

    private void gauge(String name, String description, IngestRole role, ToDoubleFunction<IngestRole> figure) {
        Gauge.builder(PREFIX + name, role, figure).tag("site", site).description(description).register(registry);
    }

    private static Duration[] millis(long... values) {
        return java.util.Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
