package dev.ondol.app.management;

import dev.ondol.ingest.FrameRelay;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// The relay in figures. Names and meaning stand in docs/kafka.md.
public final class RelayMetrics {
    private static final String PREFIX = "ondol.relay.";

    private RelayMetrics() {}

    /// What is asked of the relay whenever somebody scrapes.
    public static void watch(FrameRelay relay, MeterRegistry registry, String site) {
        FunctionCounter.builder(PREFIX + "frames", relay, FrameRelay::relayed).tag("site", site).description(
                "Frames that Kafka has taken").register(registry);
        FunctionCounter.builder(PREFIX + "failed.attempts", relay, FrameRelay::failures).tag("site", site).description(
                "Attempts at Kafka that failed").register(registry);
        Gauge.builder(PREFIX + "waiting.frames", relay, FrameRelay::waiting).tag("site", site).description(
                "Frames that came and that Kafka does not have yet").register(registry);
        Gauge.builder(PREFIX + "connected", relay, one -> one.connected() ? 1 : 0).tag("site", site).description(
                "1 while the sessions at the broker stand").register(registry);
        Gauge.builder(PREFIX + "working", relay, one -> one.working() ? 1 : 0).tag("site", site).description(
                "0 while Kafka does not take frames").register(registry);
    }
}
