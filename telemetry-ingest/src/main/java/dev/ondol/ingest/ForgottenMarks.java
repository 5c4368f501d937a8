package dev.ondol.ingest;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Topics;
import dev.ondol.historian.reading.Written.SourceMark;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Marks that the broker has retained of sources that the database does not know: it was put back to a time before them, or
/// is another one. They promise what is not there, so they are set to nothing, and gateways keep and send what they have.
final class ForgottenMarks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenMarks.class);

    private final Predicate<String> known;
    private final Consumer<SourceMark> reset;
    private final MqttSession session;

    /// To be opened when the marks of the database have been read.
    ///
    /// @param known whether a mark of the source has been committed
    /// @param reset publishes a mark
    ForgottenMarks(Topics topics, BrokerAddress broker, String clientId, Predicate<String> known,
            Consumer<SourceMark> reset) {
        this.known = known;
        this.reset = reset;
        this.session = MqttSession.open(broker, SessionOptions.transientSession(clientId),
                List.of(new Subscription(topics.allMarks(), 1)), this::look);
    }

    private void look(MqttSession.Delivery delivery) {
        String source = Topics.last(delivery.topic());
        if (!delivery.retained() || known.test(source)) {
            return;
        }
        try {
            Mark retained = JsonMessages.read(delivery.payload(), Mark.class);
            if (retained.seq() > 0) {
                LOG.warn(
                        "The database knows nothing of source {}, of which frames up to {} were stored once; its mark is reset.",
                        source, retained.seq());
                reset.accept(new SourceMark(source, new Mark(retained.boot(), 0)));
            }
        } catch (MalformedMessage e) {
            LOG.warn("A retained mark of source {} cannot be read: {}", source, e.getMessage());
        }
    }

    void onConnected(Runnable listener) {
        session.onConnected(listener);
    }

    @Override
    public void close() {
        session.close();
    }
}
