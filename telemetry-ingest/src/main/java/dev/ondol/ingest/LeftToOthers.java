package dev.ondol.ingest;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Frames that the session of all brings of sources which another process of ingest stores. One is acknowledged when the
/// committed mark of its source covers it. One that stays uncovered is stored here: the other process is away, or its session
/// began after this frame. So sources may move between processes, and one that is killed is stood in for. Thread-safe.
final class LeftToOthers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeftToOthers.class);
    /// How long a mark is waited for, wall milliseconds.
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long SWEEP_MILLIS = 50;

    private record Waiting(MqttSession.Delivery delivery, Mark end, long sinceNanos) {
        /// @param mark of the same source; a mark of another life says nothing
        boolean coveredBy(@Nullable Mark mark) {
            return mark != null && mark.boot().equals(end.boot()) && end.seq() <= mark.seq();
        }
    }

    private final MqttSession.MessageHandler store;
    private final MqttSession marking;
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, ArrayDeque<Waiting>> waiting = new HashMap<>();
    private final Set<String> stoodInFor = new HashSet<>();
    private final ScheduledExecutorService sweeper = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("ingest-left").factory());

    /// Listens at once.
    ///
    /// @param store takes what the other process has not stored in time
    LeftToOthers(Topics topics, BrokerAddress broker, String clientId, MqttSession.MessageHandler store) {
        this.store = store;
        this.marking = MqttSession.open(broker, SessionOptions.transientSession(clientId),
                List.of(new Subscription(topics.allMarks(), 1)), this::marked);
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    void arrived(MqttSession.Delivery delivery) {
        String source = Topics.last(delivery.topic());
        Waiting frame;
        try {
            Frame read = FrameCodec.read(delivery.payload());
            frame = new Waiting(delivery, new Mark(read.boot(), read.seq()), System.nanoTime());
        } catch (MalformedMessage e) {
            LOG.debug("A message of source {} is no frame; whoever stores the source keeps it.", source, e);
            delivery.acknowledge();
            return;
        }
        synchronized (this) {
            if (!frame.coveredBy(marks.get(source))) {
                waiting.computeIfAbsent(source, ignored -> new ArrayDeque<>()).add(frame);
                return;
            }
        }
        delivery.acknowledge();
    }

    private void marked(MqttSession.Delivery delivery) {
        String source = Topics.last(delivery.topic());
        List<Waiting> covered = new ArrayList<>();
        try {
            Mark mark = JsonMessages.read(delivery.payload(), Mark.class);
            synchronized (this) {
                marks.put(source, mark);
                Iterator<Waiting> frames = waiting.getOrDefault(source, new ArrayDeque<>()).iterator();
                while (frames.hasNext()) {
                    Waiting frame = frames.next();
                    if (frame.coveredBy(mark)) {
                        covered.add(frame);
                        frames.remove();
                    }
                }
                if (!covered.isEmpty() && stoodInFor.remove(source)) {
                    LOG.info("Source {} is stored by the process of its shard again.", source);
                }
            }
        } catch (MalformedMessage e) {
            LOG.warn("A mark of source {} cannot be read: {}", source, e.getMessage());
        }
        covered.forEach(frame -> frame.delivery().acknowledge());
    }

    private void sweep() {
        List<Waiting> alone = new ArrayList<>();
        long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        synchronized (this) {
            waiting.forEach((source, frames) -> {
                while (!frames.isEmpty() && frames.getFirst().sinceNanos() - before <= 0) {
                    alone.add(frames.removeFirst());
                    if (stoodInFor.add(source)) {
                        LOG.warn("Nobody stores source {}; this process does. Does the process of its shard run?",
                                source);
                    }
                }
            });
        }
        alone.forEach(frame -> store.handle(frame.delivery()));
    }

    /// Sources that this process stores, because that of their shard does not.
    synchronized Set<String> stoodInFor() {
        return Set.copyOf(stoodInFor);
    }

    boolean connected() {
        return marking.connected();
    }

    /// What waits stays unacknowledged and comes again.
    @Override
    public void close() {
        sweeper.shutdownNow();
        marking.close();
    }
}
