package dev.ondol.ingest;

import dev.ondol.facility.message.Topics;
import dev.ondol.historian.reading.LogPartition;
import dev.ondol.historian.reading.LogPositions;
import dev.ondol.historian.reading.LoggedMessage;
import dev.ondol.messaging.MqttSession;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Frames that come through a log. Nothing is acknowledged to it: how far it is stored stands in the database, moved in the
/// transaction of the frames.
final class LoggedFrames implements FrameWay, FrameLog.Taker {
    private static final long ROOM_MILLIS = 100;

    private final FrameLog log;
    private final Topics topics;
    private final FrameIntake intake;
    private final LogPositions positions;

    LoggedFrames(FrameLog log, Topics topics, StorageLine line, LogPositions positions) {
        this.log = log;
        this.topics = topics;
        this.intake = line.intake();
        this.positions = positions;
    }

    /// A message of a log in the form of one of the broker.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Read(String topic, byte[] payload) implements MqttSession.Delivery {
        @Override
        public boolean retained() {
            return false;
        }

        @Override
        public void acknowledge() {
            // the transaction has moved the position
        }
    }

    @Override
    public void start() {
        log.start(this);
    }

    @Override
    public LogPositions positions() {
        return positions;
    }

    @Override
    public boolean offer(FrameLog.Entry entry) throws InterruptedException {
        Read read = new Read(topics.frame(entry.source()), entry.payload());
        Arrival arrival = intake.read(read, entry.source(), entry.flaw());
        return intake.offer(new Arrival(read, arrival.source(), arrival.time(), arrival.receivedAt(),
                clock -> new LoggedMessage(arrival.content().at(clock), entry.partition(), entry.from(),
                        entry.next())),
                ROOM_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean connected() {
        return log.connected();
    }

    OptionalLong waiting() {
        return log.waiting();
    }

    @Override
    public Map<String, Boolean> elsewhere() {
        return Map.of();
    }

    @Override
    public long emptying() {
        return 0;
    }

    @Override
    public void reread(List<LogPartition> partitions) {
        log.reread(partitions);
    }

    @Override
    public void close() {
        log.close();
    }
}
