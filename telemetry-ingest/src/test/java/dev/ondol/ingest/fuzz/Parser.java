package dev.ondol.ingest.fuzz;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.EpochSeen;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.IngestSessions;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.StorageStatus;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.csv.CsvImport;
import dev.ondol.historian.reading.DataPolicy;
import dev.ondol.historian.sql.Database;
import dev.ondol.ingest.sparkplug.SparkplugHost;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import dev.ondol.messaging.sparkplug.MetricMapping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/// One parser of foreign input. What it must do with any bytes: take them, or refuse them in the way that its callers expect,
/// and be quick about it.
enum Parser {
    JSON_FRAME {
        @Override
        void parse(byte[] input) {
            frame(input, FrameCodec.JSON);
        }
    },
    CBOR_FRAME {
        @Override
        void parse(byte[] input) {
            frame(input, FrameCodec.CBOR);
        }
    },
    /// Commands, acknowledgements, ticks and all others; the first byte picks which.
    MESSAGE {
        @Override
        void parse(byte[] input) {
            if (input.length > 0) {
                byte[] payload = java.util.Arrays.copyOfRange(input, 1, input.length);
                try {
                    Object message = JsonMessages.read(payload, KINDS.get(Math.floorMod(input[0], KINDS.size())));
                    JsonMessages.write(message);
                } catch (MalformedMessage e) {
                    expected(e);
                }
            }
        }
    },
    CSV_HISTORY {
        @Override
        void parse(byte[] input) {
            try {
                new CsvImport(new NoDatabase(), "kr-hn1", 100, PointMapping.NONE).run(
                        new BufferedReader(new StringReader(new String(input, StandardCharsets.UTF_8))),
                        (number, reason, line) -> Objects.requireNonNull(reason), 0, lines -> {});
            } catch (IOException | CsvImport.NoHistory e) {
                expected(e);
            }
        }
    },
    /// The input as every message that an edge node sends.
    SPARKPLUG {
        @Override
        void parse(byte[] input) {
            SparkplugHost host = new SparkplugHost(new SparkplugOptions("ondol", List.of("dc")),
                    MetricMapping.byName(), Clock.systemUTC());
            for (String topic : List.of("NBIRTH/edge", "DBIRTH/edge/crah-h1-01", "DDATA/edge/crah-h1-01",
                    "NDATA/edge", "DDEATH/edge/crah-h1-01", "NDEATH/edge")) {
                host.hear("spBv1.0/dc/" + topic, input)
                        .ifPresent(message -> Objects.requireNonNull(message.refusal()));
            }
        }
    },
    MAPPING_YAML {
        @Override
        void parse(byte[] input) {
            try {
                MappingReader.read("fuzzed", new String(input, StandardCharsets.UTF_8));
            } catch (InvalidConfiguration e) {
                expected(e);
            }
        }
    },
    SITE_YAML {
        @Override
        void parse(byte[] input) {
            try {
                SiteReader.read("fuzzed", new String(input, StandardCharsets.UTF_8));
            } catch (InvalidConfiguration e) {
                expected(e);
            }
        }
    };

    /// No input may take longer, processor time: other work of the machine is not its fault.
    static final long LIMIT_MILLIS = 100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TRIES = 10;
    static final List<Class<?>> KINDS = List.of(Command.class, Acknowledgement.class, ClockTick.class, Mark.class,
            Heartbeat.class, CycleApplied.class, EpochSeen.class, SourceStatus.class, OperatorRequest.class,
            OperatorReply.class, StorageStatus.class, IngestSessions.class, Plan.class, PlacementRequest.class,
            PlacementEvent.class);

    /// Returns whatever the bytes are; anything thrown is a finding.
    abstract void parse(byte[] input);

    /// Parses within the limit. A slow first try may be the machine's or the compiler's doing, ten are not.
    void feed(byte[] input) {
        long quickest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long since = THREADS.getCurrentThreadCpuTime();
            parse(input);
            quickest = Math.min(quickest, (THREADS.getCurrentThreadCpuTime() - since) / 1_000_000);
            if (quickest <= LIMIT_MILLIS) {
                return;
            }
        }
        throw new AssertionError("%s takes %d ms for %d bytes.".formatted(this, quickest, input.length));
    }

    /// As its folder of inputs is named.
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is accepted must be storable and say the same when it is written and read again.
    private static void frame(byte[] input, FrameCodec codec) {
        try {
            Frame frame = FrameCodec.read(input);
            if (DataPolicy.flaw(frame).isEmpty() && frame.values().values().stream()
                    .allMatch(value -> value != null && Double.isFinite(value))
                    && frame.quality().values().stream().allMatch(PointId::isName)) {
                Frame again = FrameCodec.read(codec.write(frame));
                if (!again.equals(frame)) {
                    throw new AssertionError("Written and read again, %s is %s.".formatted(frame, again));
                }
            }
        } catch (MalformedMessage e) {
            expected(e);
        }
    }

    private static void expected(Exception refusal) {
        if (String.valueOf(refusal.getMessage()).isEmpty()) {
            throw new AssertionError("A refusal must say why.", refusal);
        }
    }

    /// Knows no point; what an import asks it first is answered, and nothing is ever stored.
    private static final class NoDatabase implements Database {
        private final Queue<Object> answers = new ArrayDeque<>(List.of(Map.of(), 0L));

        @Override
        @SuppressWarnings("unchecked")
        public <T> T transaction(Work<T> work) {
            return (T) answers.remove();
        }

        @Override
        public <T> T session(Work<T> work) {
            throw new UnsupportedOperationException("An import needs no session.");
        }
    }
}
