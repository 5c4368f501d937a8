package dev.ondol.messaging;

import static dev.ondol.messaging.Sessions.PATIENCE;
import static dev.ondol.messaging.Sessions.connect;
import static dev.ondol.messaging.Sessions.publish;
import static dev.ondol.messaging.Sessions.through;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ondol.messaging.MqttSession.Delivery;
import dev.ondol.services.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of sessions, messages and acknowledgements when a connection breaks, hangs or ends.
@Timeout(120)
class LostConnectionIT {
    @ParameterizedTest
    @EnumSource
    void aSessionComesBackAfterABrokerRestartWithItsSubscriptions(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        AtomicInteger connects = new AtomicInteger();
        try (TestBroker broker = TestBroker.start(product);
                MqttSession session = connect(broker.address(), SessionOptions.transientSession("role"), inbox)) {
            session.onConnected(connects::incrementAndGet);
            await().atMost(PATIENCE).until(() -> connects.get() == 1);
            broker.stop();
            await().atMost(PATIENCE).until(() -> !session.connected());
            assertThatThrownBy(() -> publish(session, "test/a", "lost").join()).isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(MqttUnavailable.class);
            broker.launchAgain();
            assertThat(session.awaitConnected(PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(() -> connects.get() == 2);
            publish(session, "test/a", "after").join();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.texts()).containsExactly("after"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDurableSessionGetsAgainWhatItDidNotAcknowledgeAndWhatItMissed(TestBroker.Product product) {
        try (TestBroker broker = TestBroker.start(product);
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"),
                        new Inbox())) {
            Inbox first = new Inbox();
            try (MqttSession session = connect(broker.address(), SessionOptions.durable("ingest"), first)) {
                publish(sender, "test/a", "1").join();
                publish(sender, "test/a", "2").join();
                await().atMost(PATIENCE).until(() -> first.deliveries().size() == 2);
                first.deliveries().getFirst().acknowledge();
                publish(session, "test/b", "3").join(); // travels behind the acknowledgement
            }
            publish(sender, "test/a", "4").join();
            Inbox second = new Inbox();
            try (MqttSession session = connect(broker.address(), SessionOptions.durable("ingest"), second)) {
                await().atMost(PATIENCE).until(() -> second.deliveries().size() >= 3);
                assertThat(second.texts()).containsExactlyInAnyOrder("2", "3", "4");
                assertThat(session.connected()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDurableSessionAndItsBacklogOutliveTheBroker(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        try (TestBroker broker = TestBroker.start(product);
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"),
                        new Inbox())) {
            connect(broker.address(), SessionOptions.durable("ingest"), new Inbox()).close();
            for (int i = 0; i < 200; i++) {
                publish(sender, "test/backlog", Integer.toString(i)).join();
            }
            broker.restart();
            try (MqttSession session = connect(broker.address(), SessionOptions.durable("ingest"), inbox)) {
                await().atMost(PATIENCE).until(() -> inbox.deliveries().size() >= 200);
                assertThat(inbox.texts())
                        .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(Integer::toString).toList());
                assertThat(session.connected()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAcknowledgementThatComesAfterAReconnectIsNotTakenForAnotherMessage(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        try (TestBroker broker = TestBroker.start(product);
                FaultProxy network = FaultProxy.to(broker.port());
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"), new Inbox());
                MqttSession session = connect(through(network), SessionOptions.durable("ingest"), inbox)) {
            publish(sender, "test/a", "1").join();
            publish(sender, "test/a", "2").join();
            await().atMost(PATIENCE).until(() -> inbox.deliveries().size() == 2);
            List<Delivery> stale = List.copyOf(inbox.deliveries());
            network.reset();
            await().atMost(PATIENCE).until(() -> inbox.deliveries().size() == 4);
            stale.forEach(Delivery::acknowledge);
            network.reset();
            await().atMost(PATIENCE).until(() -> inbox.deliveries().size() == 6);
            assertThat(inbox.texts()).containsExactly("1", "2", "1", "2", "1", "2");
            inbox.deliveries().subList(4, 6).forEach(Delivery::acknowledge);
            publish(session, "test/end", "behind").join();
            await().atMost(PATIENCE).until(() -> inbox.texts().contains("behind"));
            network.reset();
            await().atMost(PATIENCE).until(() -> inbox.texts().stream().filter("behind"::equals).count() == 2);
            assertThat(inbox.texts().subList(6, inbox.texts().size())).containsOnly("behind");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWillComesWhenTheConnectionBreaksAndNotAfterAGoodbye(TestBroker.Product product) {
        Inbox watched = new Inbox();
        SessionOptions mortal = SessionOptions.transientSession("mortal")
                .withWill(new SessionOptions.Will("test/status", "gone".getBytes(UTF_8), true));
        try (TestBroker broker = TestBroker.start(product);
                FaultProxy network = FaultProxy.to(broker.port());
                MqttSession watcher = connect(broker.address(), SessionOptions.transientSession("watcher"), watched)) {
            connect(broker.address(), mortal, new Inbox()).close();
            publish(watcher, "test/status", "marker").join();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(watched.texts()).containsExactly("marker"));
            try (MqttSession session = connect(through(network), mortal, new Inbox())) {
                network.refuse(true);
                network.reset();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(watched.texts()).containsExactly("marker", "gone"));
                assertThat(session.connected()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noWillComesWhereHundredsSayGoodbyeAndHangUpAtOnce(TestBroker.Product product) throws Exception {
        Inbox watched = new Inbox();
        try (TestBroker broker = TestBroker.start(product);
                MqttSession watcher = connect(broker.address(), SessionOptions.transientSession("watcher"), watched);
                ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String name = "brief-" + i;
                calls.add(callers.submit(() -> RawClient.connectAndSayGoodbye(broker.port(), name, "test/" + name)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            publish(watcher, "test/end", "marker").join();
            await().atMost(PATIENCE).until(() -> watched.texts().contains("marker"));
            await().during(Duration.ofMillis(500)).atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watched.texts()).containsExactly("marker"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlackHoledConnectionCanBeGivenUp(TestBroker.Product product) {
        Inbox inbox = new Inbox();
        try (TestBroker broker = TestBroker.start(product);
                FaultProxy network = FaultProxy.to(broker.port());
                MqttSession sender = connect(broker.address(), SessionOptions.transientSession("sender"), new Inbox());
                MqttSession session = connect(through(network), SessionOptions.durable("watched"), inbox)) {
            network.swallow(true);
            publish(sender, "test/a", "1").join();
            assertThat(inbox.deliveries()).isEmpty();
            CompletableFuture<Void> unanswered = publish(session, "test/b", "into the hole");
            network.swallow(false);
            session.reconnect("nothing comes");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.texts()).contains("1"));
            assertThat(unanswered).failsWithin(PATIENCE);
        }
    }
}
