package dev.ondol.messaging;

import static dev.ondol.messaging.Sessions.PATIENCE;
import static dev.ondol.messaging.Sessions.connect;
import static dev.ondol.messaging.Sessions.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.messaging.MqttSession.MessageHandler;
import dev.ondol.messaging.MqttSession.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What arrives, in which order, and what a handler may do.
@Timeout(120)
class MqttSessionIT {
    @ParameterizedTest
    @EnumSource
    void aPublishCompletesAtItsAcknowledgementAndMessagesArriveInOrder(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        try (TestBroker broker = TestBroker.start(product);
                MqttSession receiver = connect(broker.address(), asNarrowAsItKeepsOrder(product), inbox);
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"),
                        new Inbox())) {
            List<String> sent = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            sent.forEach(text -> answers.add(publish(sender, "test/order", text)));
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(inbox.deliveries()).hasSizeGreaterThanOrEqualTo(5_000));
            assertThat(firstDifference(sent, inbox.texts())).as("the first message out of order").isEqualTo(-1);
            assertThat(receiver.connected()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTickNeverOvertakesTheFramesThatWerePublishedBeforeIt(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        try (TestBroker broker = TestBroker.start(product);
                MqttSession receiver = connect(broker.address(), asNarrowAsItKeepsOrder(product), inbox,
                        List.of(new Subscription("test/frame/+", 1), new Subscription("test/clock", 1)));
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"),
                        new Inbox())) {
            List<String> sent = IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                answers.add(publish(sender, i % 5 == 4 ? "test/clock" : "test/frame/" + i % 5, sent.get(i)));
                answers.add(publish(sender, "test/unwanted", "x"));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
            await().atMost(PATIENCE).until(() -> inbox.deliveries().size() >= sent.size());
            assertThat(firstDifference(sent, inbox.texts())).as("the first message out of order").isEqualTo(-1);
            assertThat(receiver.connected()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBrokerHoldsBackWhatExceedsTheReceiveMaximum(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        SessionOptions narrow = SessionOptions.durable("narrow").withReceiveMaximum(10);
        try (TestBroker broker = TestBroker.start(product);
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"), new Inbox());
                MqttSession session = connect(broker.address(), narrow, inbox)) {
            for (int i = 0; i < 50; i++) {
                publish(sender, "test/a", Integer.toString(i)).join();
            }
            await().atMost(PATIENCE).until(() -> inbox.deliveries().size() == 10);
            publish(session, "other/topic", "still served").join();
            assertThat(inbox.deliveries()).hasSize(10);
            for (int taken = 0; taken < 50; taken++) {
                int next = taken;
                await().atMost(PATIENCE).until(() -> inbox.deliveries().size() > next);
                inbox.deliveries().get(next).acknowledge();
            }
            assertThat(inbox.texts())
                    .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(Integer::toString).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerMayWaitForItsOwnPublishesAndASlowOneKeepsTheConnection(TestBroker.Product product) {
        Inbox answers = new Inbox();
        AtomicReference<MqttSession> self = new AtomicReference<>();
        Semaphore opened = new Semaphore(0);
        MessageHandler answering = delivery -> {
            opened.acquireUninterruptibly();
            opened.release();
            publish(self.get(), "answer", new String(delivery.payload(), UTF_8)).join();
        };
        SessionOptions options = SessionOptions.transientSession("answering").withReceiveMaximum(5);
        try (TestBroker broker = TestBroker.start(product);
                MqttSession asking = connect(broker.address(), SessionOptions.transientSession("asking"), answers,
                        List.of(new Subscription("answer", 1)));
                MqttSession session = connect(broker.address(), options, answering)) {
            self.set(session);
            for (int i = 0; i < 40; i++) {
                publish(asking, "test/question", Integer.toString(i)).join();
            }
            opened.release();
            await().atMost(PATIENCE).until(() -> answers.deliveries().size() >= 40);
            assertThat(answers.texts())
                    .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(Integer::toString).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatThrowsDoesNotStopTheStream(TestBroker.Product product) {
        List<String> handled = new CopyOnWriteArrayList<>();
        MessageHandler brittle = delivery -> {
            String text = new String(delivery.payload(), UTF_8);
            if (text.startsWith("bad")) {
                throw new IllegalStateException("a handler that fails for the test");
            }
            handled.add(text);
        };
        SessionOptions narrow = SessionOptions.transientSession("brittle").withReceiveMaximum(2);
        try (TestBroker broker = TestBroker.start(product);
                MqttSession session = connect(broker.address(), narrow, brittle)) {
            for (String text : List.of("bad 1", "bad 2", "bad 3", "good")) {
                publish(session, "test/a", text).join();
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(handled).containsExactly("good"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void retainedMessagesComeAtEveryStartAndAfterTheListeners(TestBroker.Product product) {
        try (TestBroker broker = TestBroker.start(product);
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"),
                        new Inbox())) {
            sender.publish("test/clock", "12:00".getBytes(UTF_8), 1, true, Optional.empty()).join();
            for (SessionOptions options : List.of(SessionOptions.transientSession("t"), SessionOptions.durable("d"))) {
                for (int start = 1; start <= 2; start++) {
                    Inbox inbox = new Inbox();
                    try (MqttSession session = connect(broker.address(), options, inbox)) {
                        await().atMost(PATIENCE).until(() -> !inbox.deliveries().isEmpty());
                        assertThat(inbox.texts()).containsExactly("12:00");
                        assertThat(inbox.deliveries().getFirst().retained()).isTrue();
                        inbox.deliveries().getFirst().acknowledge();
                        publish(session, "other", "travels behind the acknowledgement").join();
                    }
                }
            }
        }
    }

    /// Mosquitto 2.0.11 itself lets a message overtake its queue where the receive maximum is used up.
    private static SessionOptions asNarrowAsItKeepsOrder(TestBroker.Product product) {
        return SessionOptions.transientSession("receiver").withReceiveMaximum(switch (product) {
            case EMBEDDED -> 20;
            case MOSQUITTO -> 10_000;
        });
    }

    /// The index of the first message that is not the expected one, -1 where all are; lists of thousands say too much.
    private static int firstDifference(List<String> expected, List<String> received) {
        for (int i = 0; i < expected.size(); i++) {
            if (i >= received.size() || !received.get(i).equals(expected.get(i))) {
                return i;
            }
        }
        return received.size() == expected.size() ? -1 : expected.size();
    }
}
