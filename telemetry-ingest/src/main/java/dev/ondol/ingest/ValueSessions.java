package dev.ondol.ingest;

import dev.ondol.facility.message.Topics;
import dev.ondol.historian.reading.ReceivedValues;
import dev.ondol.historian.reading.ReceivedValues.Value;
import dev.ondol.ingest.sparkplug.SparkplugHost;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.messaging.sparkplug.MetricMapping;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions through which readings without a sequence number come, as they are asked for: a durable one,
/// `ondol-ingest-{site}-values`, for plain values, and a transient one as Sparkplug host. All go through one line.
final class ValueSessions implements AutoCloseable {
    private final Topics topics;
    private final BrokerAddress broker;
    private final boolean plainValues;
    private final Optional<SparkplugHost> sparkplug;
    private final FrameIntake intake;
    private final SiteClock siteClock;
    private final Clock wall;
    private volatile @Nullable MqttSession values;

    ValueSessions(Topics topics, BrokerAddress broker, IngestOptions options, FrameIntake intake, SiteClock siteClock,
            Clock wall) {
        this.topics = topics;
        this.broker = broker;
        this.plainValues = options.plainValues();
        this.sparkplug = options.sparkplug()
                .map(some -> new SparkplugHost(some, MetricMapping.of(options.mapping()), wall));
        this.intake = intake;
        this.siteClock = siteClock;
        this.wall = wall;
    }

    void start(String clientId) {
        if (plainValues) {
            PlainValues plain = new PlainValues(siteClock::now);
            values = MqttSession.open(broker,
                    SessionOptions.durable(clientId + "-values").withReceiveMaximum(BatchWriter.MOST_FRAMES),
                    List.of(new Subscription(topics.allValues(), 1)),
                    delivery -> intake.put(plain.read(delivery, wall.millis())));
        }
        sparkplug.ifPresent(host -> host.open(broker, clientId + "-sparkplug",
                (delivery, message) -> intake.put(arrival(delivery, message, wall.millis()))));
    }

    private static Arrival arrival(MqttSession.Delivery delivery, SparkplugHost.Message message, long now) {
        return new Arrival(delivery, message.source(), message.values().stream().mapToLong(Value::time).max(), now,
                clock -> new ReceivedValues(message.source(), message.values(), message.refusal(), delivery.payload(),
                        now, clock));
    }

    /// Tells edge nodes whether what they send is stored.
    void storing(boolean stores) {
        sparkplug.ifPresent(host -> host.storing(stores));
    }

    /// Whether all sessions stand.
    boolean connected() {
        MqttSession plain = values;
        return (!plainValues || plain != null && plain.connected())
                && sparkplug.map(SparkplugHost::connected).orElse(true);
    }

    @Override
    public void close() {
        sparkplug.ifPresent(SparkplugHost::close);
        MqttSession plain = values;
        if (plain != null) {
            plain.close();
        }
    }
}
