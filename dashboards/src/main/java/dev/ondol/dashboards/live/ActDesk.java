package dev.ondol.dashboards.live;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.OperatorAct;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Carries what an operator does to an alarm, a recommendation or a zone to control, and its answer back. It decides nothing.
/// Thread-safe.
public final class ActDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// What came of an act.
    public sealed interface Outcome {
        /// Control has answered.
        record Replied(ActReply reply) implements Outcome {}

        /// The broker has the message, nobody has answered in time.
        record Unanswered() implements Outcome {}

        /// The broker did not take the message.
        record Undelivered() implements Outcome {}
    }

    private final Topics topics;
    private final OperatorDesk.Publisher publisher;
    private final Map<String, CompletableFuture<ActReply>> waiting = new ConcurrentHashMap<>();

    public ActDesk(Topics topics, OperatorDesk.Publisher publisher) {
        this.topics = topics;
        this.publisher = publisher;
    }

    /// Publishes the act and waits for the reply without blocking a thread. The same act twice at a time waits for one reply.
    public CompletableFuture<Outcome> carry(OperatorAct act) {
        CompletableFuture<ActReply> reply = waiting.computeIfAbsent(act.id(), id -> new CompletableFuture<>());
        return publisher.publish(topics.act(act.id()), JsonMessages.write(act))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ignored, failure) -> Optional.ofNullable(failure))
                .thenCompose(failure -> failure.isPresent()
                        ? CompletableFuture.completedFuture((Outcome) new Outcome.Undelivered())
                        : reply.<Outcome>thenApply(Outcome.Replied::new).completeOnTimeout(new Outcome.Unanswered(),
                                PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .whenComplete((done, failure) -> waiting.remove(act.id(), reply));
    }

    /// Takes a reply; one that nobody waits for is of no interest here.
    public void replied(ActReply reply) {
        CompletableFuture<ActReply> awaited = waiting.remove(reply.id());
        if (awaited != null) {
            awaited.complete(reply);
        }
    }
}
