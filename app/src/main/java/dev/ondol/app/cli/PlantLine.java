package dev.ondol.app.cli;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.config.UserError;
import dev.ondol.app.demo.RunningDemo;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.TopicRights;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/// The way to a plant's gateway and control, past the dashboard: over the broker of an ondol.yaml, or of a demo that runs.
final class PlantLine {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /// How long there is for an answer.
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /// Without a heartbeat for so long control counts as gone.
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final String CONTROL = "control";
    /// A message that lies in the broker for longer must not be carried out later.
    private static final Duration EXPIRY = Duration.ofSeconds(10);

    @Option(names = "--config", paramLabel = "FILE", description = "ondol.yaml that names the site and the broker.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Without --config: data folder of a demo that runs (default: ./ondol-data/SITE).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--site", paramLabel = "NAME", defaultValue = "kr-hn1", description = "Without --config: site of the demo (default: ${DEFAULT-VALUE}).")
    private String site = "kr-hn1";

    private static final String OPERATOR = TopicRights.OPERATOR.word();

    /// Where to send and who to send it to.
    private record Address(BrokerAddress broker, Topics topics) {}

    /// What is sent.
    interface Message {
        /// @param id unique name of it
        Object named(String id);
    }

    private Address address() throws InvalidConfiguration {
        if (config.isPresent()) {
            ConfigurationFile file = ConfigurationFile.read(config.get(), System.getenv());
            return new Address(file.broker(OPERATOR), new Topics(file.site().id()));
        }
        Path folder = data.orElse(Path.of("ondol-data", site)).toAbsolutePath();
        RunningDemo demo = RunningDemo.read(folder).orElseThrow(() -> new UserError(
                "No demo has run in %s. Name its folder with --data, or an ondol.yaml with --config.".formatted(
                        folder)));
        return new Address(BrokerAddress.of(demo.broker()), new Topics(demo.site()));
    }

    /// Sends a request that operators make of control, or something that they do by hand.
    ///
    /// @return the answer; empty where nobody answered in time, although the broker has the message
    /// @throws UserError if the broker does not take it
    Optional<OperatorReply> ask(boolean byHand, Message message) throws InvalidConfiguration {
        Address address = address();
        String id = UUID.randomUUID().toString();
        Topics topics = address.topics();
        CompletableFuture<OperatorReply> reply = new CompletableFuture<>();
        try (MqttSession session = MqttSession.open(address.broker(), SessionOptions.transientSession("ondol-operator-"
                + id), List.of(new Subscription(topics.reply(id), 1)), delivery -> read(delivery.payload(), reply))) {
            if (!session.awaitConnected(CONNECT)) {
                throw new UserError(
                        "The broker %s does not answer. If the plant must leave AUTO now, use its local panel."
                                .formatted(address.broker()));
            }
            String topic = byHand ? topics.intervention(id) : topics.request(id);
            session.publish(topic, JsonMessages.write(message.named(id)), 1, false, Optional.of(EXPIRY))
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
            return Optional.ofNullable(reply.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        } catch (CompletionException e) {
            throw new UserError("The broker did not take the message: %s. Use the plant's local panel.".formatted(e
                    .getCause()), e);
        }
    }

    /// What control tells of itself.
    ///
    /// @param beat   its heartbeat; empty where none came in three of its periods
    /// @param status what is retained of the process that led last
    record Leading(Optional<Heartbeat> beat, Optional<SourceStatus> status) {}

    /// Listens to control.
    ///
    /// @throws UserError if the broker does not answer
    Leading leading() throws InvalidConfiguration {
        Address address = address();
        Topics topics = address.topics();
        CompletableFuture<Heartbeat> beat = new CompletableFuture<>();
        CompletableFuture<SourceStatus> status = new CompletableFuture<>();
        try (MqttSession session = MqttSession.open(address.broker(), SessionOptions.transientSession("ondol-leader-"
                + UUID.randomUUID()), List.of(new Subscription(topics.heartbeat(CONTROL), 0),
                        new Subscription(topics.status(CONTROL), 1)),
                delivery -> hear(delivery.topic().equals(topics.status(CONTROL)), delivery.payload(), beat, status))) {
            if (!session.awaitConnected(CONNECT)) {
                throw new UserError("The broker %s does not answer; start it, or look at its address.".formatted(address
                        .broker()));
            }
            Optional<Heartbeat> heard = Optional.ofNullable(beat.completeOnTimeout(null, SILENCE.toMillis(),
                    TimeUnit.MILLISECONDS).join());
            return new Leading(heard, Optional.ofNullable(status.completeOnTimeout(null, 200, TimeUnit.MILLISECONDS)
                    .join()));
        } catch (CompletionException e) {
            throw new UserError("What control says cannot be read: %s.".formatted(e.getCause()), e);
        }
    }

    private static void hear(boolean ofStatus, byte[] payload, CompletableFuture<Heartbeat> beat,
            CompletableFuture<SourceStatus> status) {
        try {
            if (ofStatus) {
                status.complete(JsonMessages.read(payload, SourceStatus.class));
            } else {
                beat.complete(JsonMessages.read(payload, Heartbeat.class));
            }
        } catch (MalformedMessage e) {
            beat.completeExceptionally(e);
        }
    }

    private static void read(byte[] payload, CompletableFuture<OperatorReply> reply) {
        try {
            reply.complete(JsonMessages.read(payload, OperatorReply.class));
        } catch (MalformedMessage e) {
            reply.completeExceptionally(e);
        }
    }
}
