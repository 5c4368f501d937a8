package dev.ondol.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/// What one connection still has to publish, in order. It keeps fewer messages on the way than the broker's receive
/// maximum: beyond that Paho refuses with error 32202, after it may already have given the topic an alias that the broker
/// never learns. The rest waits here.
final class Outbound {
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final int MOST_WAITING = 100_000;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private record Publication(String topic, MqttMessage message, CompletableFuture<Void> done) {}

    private final MqttAsyncClient client;
    private final ArrayDeque<Publication> waiting = new ArrayDeque<>();
    private final Set<Publication> inFlight = new HashSet<>();
    private int window = 1;
    private @Nullable MqttUnavailable closed;

    Outbound(MqttAsyncClient client) {
        this.client = client;
    }

    /// Starts to send, with what CONNACK says of the broker.
    synchronized void open(int receiveMaximum) {
        window = Math.min(receiveMaximum, MOST_IN_FLIGHT);
    }

    CompletableFuture<Void> publish(String topic, MqttMessage message) {
        Publication publication = new Publication(topic, message, new CompletableFuture<>());
        MqttUnavailable refused = null;
        synchronized (this) {
            if (closed != null) {
                refused = closed;
            } else if (waiting.size() >= MOST_WAITING) {
                refused = new MqttUnavailable("%d messages already wait for the broker; the one on %s was not added."
                        .formatted(waiting.size(), topic), null);
            } else {
                waiting.add(publication);
            }
        }
        if (refused == null) {
            send();
            return publication.done();
        }
        return CompletableFuture.failedFuture(refused);
    }

    /// Ends the connection's publishing: whatever is not acknowledged fails.
    void close(MqttUnavailable reason) {
        List<Publication> lost = new ArrayList<>();
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = reason;
            lost.addAll(inFlight);
            lost.addAll(waiting);
            inFlight.clear();
            waiting.clear();
        }
        lost.forEach(publication -> settle(publication, reason));
    }

    private void send() {
        while (true) {
            Publication failed;
            MqttException reason;
            synchronized (this) {
                if (closed != null || inFlight.size() >= window) {
                    return;
                }
                Publication next = waiting.poll();
                if (next == null) {
                    return;
                }
                inFlight.add(next);
                try {
                    client.publish(next.topic(), next.message(), null, new Answer(next));
                    continue;
                } catch (MqttException e) {
                    inFlight.remove(next);
                    if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT && !inFlight.isEmpty()) {
                        waiting.addFirst(next); // the next acknowledgement sends it
                        return;
                    }
                    failed = next;
                    reason = e;
                }
            }
            settle(failed, new MqttUnavailable("The message on %s was not sent.".formatted(failed.topic()), reason));
        }
    }

    private void answered(Publication publication, @Nullable MqttUnavailable failure) {
        boolean mine;
        synchronized (this) {
            mine = inFlight.remove(publication);
        }
        if (mine) {
            settle(publication, failure);
            send();
        }
    }

    /// On a thread of its own: what hangs on the future must not hold up Paho's threads.
    private static void settle(Publication publication, @Nullable MqttUnavailable failure) {
        Thread.startVirtualThread(() -> {
            if (failure == null) {
                publication.done().complete(null);
            } else {
                publication.done().completeExceptionally(failure);
            }
        });
    }

    /// What Paho reports for one publication, on its own threads.
    private final class Answer implements MqttActionListener {
        private final Publication publication;

        Answer(Publication publication) {
            this.publication = publication;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            int code = publication.message().getQos() == 0 ? 0 : reasonCode(token);
            answered(publication, code < FIRST_FAILURE_CODE
                    ? null
                    : new MqttUnavailable(
                            "The broker refused the message on %s with reason 0x%02x.".formatted(publication.topic(),
                                    code),
                            null));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            answered(publication,
                    new MqttUnavailable("The message on %s was not acknowledged.".formatted(publication.topic()),
                            cause));
        }

        private static int reasonCode(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            return codes == null || codes.length == 0 ? 0 : codes[0];
        }
    }
}
