package dev.ondol.dashboards.live;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.message.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Carries what an operator asks for to control and its answer back. It decides nothing: control does, and for EXIT_AUTO
/// the gateway obeys the same message without waiting for anyone. Thread-safe.
public final class OperatorDesk {
    /// How long control has to answer.
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The way out to the broker; completes when the broker has taken the message.
    @FunctionalInterface
    public interface Publisher {
        CompletableFuture<?> publish(String topic, byte[] payload);
    }

    /// What came of a request.
    public sealed interface Answer {
        /// Control has answered.
        record Replied(OperatorReply reply) implements Answer {}

        /// The broker has the message, nobody has answered in time.
        record Unanswered(String id) implements Answer {}

        /// The broker did not take the message.
        record Undelivered(String id, String cause) implements Answer {}
    }

    /// What an operator does by hand; the components mean the same as in [Intervention].
    public record ByHand(Intervention.Action action, String target, @Nullable Double value, @Nullable Long seconds,
            String principal, String reason) {}

    private final Topics topics;
    private final Publisher publisher;
    private final Clock wall;
    private final Map<String, CompletableFuture<OperatorReply>> waiting = new ConcurrentHashMap<>();

    public OperatorDesk(Topics topics, Publisher publisher, Clock wall) {
        this.topics = topics;
        this.publisher = publisher;
        this.wall = wall;
    }

    /// Publishes the request and waits for the reply without blocking a thread.
    public CompletableFuture<Answer> ask(OperatorRequest.Action action, String principal, String reason) {
        String id = UUID.randomUUID().toString();
        return send(id, topics.request(id), new OperatorRequest(id, action, principal, wall.millis(), reason));
    }

    /// As [#ask], for what the plant's gateway or control carries out.
    public CompletableFuture<Answer> byHand(ByHand done) {
        String id = UUID.randomUUID().toString();
        return send(id, topics.intervention(id), new Intervention(id, done.action(), done.target(), done.value(), done
                .seconds(), done.principal(), wall.millis(), done.reason()));
    }

    private CompletableFuture<Answer> send(String id, String topic, Object message) {
        CompletableFuture<OperatorReply> reply = new CompletableFuture<>();
        waiting.put(id, reply);
        CompletableFuture<Answer> answer = publisher.publish(topic, JsonMessages.write(message))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ignored, failure) -> failure)
                .thenCompose(failure -> failure == null
                        ? await(id, reply)
                        : CompletableFuture
                                .completedFuture(new Answer.Undelivered(id, String.valueOf(failure.getMessage()))));
        return answer.whenComplete((ignored, failure) -> waiting.remove(id));
    }

    /// Takes a reply of control; one that nobody waits for is of no interest here.
    public void replied(OperatorReply reply) {
        CompletableFuture<OperatorReply> awaited = waiting.remove(reply.id());
        if (awaited != null) {
            awaited.complete(reply);
        }
    }

    private static CompletableFuture<Answer> await(String id, CompletableFuture<OperatorReply> reply) {
        return reply.<Answer>thenApply(Answer.Replied::new)
                .completeOnTimeout(new Answer.Unanswered(id), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
