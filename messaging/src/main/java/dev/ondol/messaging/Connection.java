package dev.ondol.messaging;

import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.tls.BrokerTls;
import dev.ondol.messaging.tls.HandshakeFault;
import dev.ondol.messaging.tls.UnusableCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One network connection, from CONNECT to its loss, with a Paho client of its own: packet ids, topic aliases and
/// acknowledgements of one connection can never reach the next. Paho's callbacks come in on its threads and never wait.
final class Connection implements MqttCallback {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final int KEEP_ALIVE_S = 15;
    private static final int TIMEOUT_S = 10;
    private static final long GOODBYE_MS = 1_000;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final BrokerAddress broker;
    private final SessionOptions options;
    private final TopicFilters filters;
    private final Consumer<Inbound> deliveries;
    private final MqttAsyncClient client;
    private final Outbound outbound;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Inbound> early = new ArrayList<>();
    private boolean released;
    private volatile boolean live = true;
    private volatile boolean established;
    private volatile String reason = "closed";

    Connection(BrokerAddress broker, SessionOptions options, TopicFilters filters, Consumer<Inbound> deliveries)
            throws MqttException {
        this.broker = broker;
        this.options = options;
        this.filters = filters;
        this.deliveries = deliveries;
        this.client = new MqttAsyncClient(broker.wire(), options.clientId(), new MemoryPersistence());
        this.outbound = new Outbound(client);
        client.setManualAcks(true); // otherwise Paho acknowledges what a failing handler never took
        client.setCallback(this);
    }

    /// Connects; waits up to 10 s. Whether the broker still has the session.
    boolean connect(boolean cleanStart) throws MqttException {
        MqttConnectionOptions wanted = connectOptions(cleanStart);
        if (broker.tls().isPresent()) {
            encrypt(wanted, broker.tls().get());
        }
        IMqttToken answer = client.connect(wanted);
        answer.waitForCompletion(Duration.ofSeconds(TIMEOUT_S).toMillis());
        established = true;
        MqttProperties said = answer.getResponseProperties();
        Integer receiveMaximum = said == null ? null : said.getReceiveMaximum();
        outbound.open(receiveMaximum == null ? 65_535 : receiveMaximum);
        return answer.getSessionPresent();
    }

    private void encrypt(MqttConnectionOptions wanted, BrokerTls tls) throws MqttException {
        try {
            wanted.setSocketFactory(tls.context(Instant.now()).getSocketFactory());
        } catch (UnusableCertificate e) {
            throw new MqttException(e);
        }
        wanted.setHttpsHostnameVerificationEnabled(true);
        tls.endsSoon(Instant.now()).ifPresent(end -> log.warn("The certificate of {} ends at {}. Renew it before.",
                options.clientId(), end));
    }

    void subscribe() throws MqttException {
        List<Subscription> subscriptions = filters.asked();
        if (subscriptions.isEmpty()) {
            return;
        }
        MqttSubscription[] wanted = subscriptions.stream().map(Connection::wire).toArray(MqttSubscription[]::new);
        IMqttToken answer = client.subscribe(wanted);
        answer.waitForCompletion(Duration.ofSeconds(TIMEOUT_S).toMillis());
        int[] codes = answer.getReasonCodes();
        for (int i = 0; codes != null && i < codes.length; i++) {
            if (codes[i] >= FIRST_FAILURE_CODE) {
                log.error("The broker refuses {} the subscription {} with reason 0x{}.", options.clientId(),
                        subscriptions.get(i).filter(), Integer.toHexString(codes[i]));
                throw new MqttException(codes[i]);
            }
        }
    }

    /// Hands over what came before the session was in place, and from now on everything at once.
    void release() {
        synchronized (early) {
            early.forEach(deliveries);
            early.clear();
            released = true;
        }
    }

    CompletableFuture<Void> publish(String topic, MqttMessage message) {
        return outbound.publish(topic, message);
    }

    void acknowledge(int packetId, int qos) {
        if (!live) {
            return;
        }
        try {
            client.messageArrivedComplete(packetId, qos);
        } catch (MqttException | RuntimeException e) {
            // The connection ended between the check and the call: the broker sends the message again.
            log.debug("An acknowledgement of {} came too late.", options.clientId(), e);
        }
    }

    /// Waits until the connection is lost or ended; says why.
    String awaitEnd() throws InterruptedException {
        ended.await();
        return reason;
    }

    /// Marks the connection as over; the keeper then closes it.
    void end(String why) {
        if (live) {
            reason = why;
            live = false;
        }
        outbound.close(new MqttUnavailable("The connection to %s ended: %s.".formatted(broker, why), null));
        ended.countDown();
    }

    /// Says goodbye if the connection still stands (the broker then drops the will) and frees Paho's threads.
    void close(boolean goodbye) {
        end("closed");
        try {
            if (goodbye && client.isConnected()) {
                client.disconnect(GOODBYE_MS).waitForCompletion(2 * GOODBYE_MS);
            } else {
                client.disconnectForcibly(0, 1, false);
            }
        } catch (MqttException e) {
            log.debug("The goodbye of {} did not arrive.", options.clientId(), e);
        }
        try {
            client.close();
        } catch (MqttException e) {
            log.debug("The client of {} was closed by Paho itself.", options.clientId(), e);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        Inbound delivery = new Inbound(this, message.getId(), message.getQos(), topic, message.getPayload(),
                message.isRetained(), options.manualAcknowledge());
        if (!filters.wants(topic)) {
            delivery.confirm();
            return;
        }
        synchronized (early) {
            if (!released) {
                early.add(delivery);
                return;
            }
        }
        deliveries.accept(delivery);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        end(why(response));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        log.warn("Paho reports an error on the connection of {} to {}.", options.clientId(), broker, exception);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // each publication has its own listener
    }

    @Override
    public void connectComplete(boolean reconnect, @Nullable String serverUri) {
        // connect() waits for the token
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        log.warn("The broker {} asks for extended authentication, which is not in use here.", broker);
    }

    private String why(MqttDisconnectResponse response) {
        MqttException cause = response.getException();
        if (cause != null) {
            return established ? innermost(cause) : why(broker, cause);
        }
        String said = response.getReasonString();
        return "the broker said goodbye with reason 0x%02x%s".formatted(response.getReturnCode(),
                said == null ? "" : " (" + said + ")");
    }

    /// Why no connection came about: what was wrong with certificates, or else the innermost cause: Paho wraps `Connection refused` into `MqttException`.
    static String why(BrokerAddress broker, MqttException exception) {
        Optional<String> handshake = broker.tls().flatMap(_ -> HandshakeFault.explain(exception));
        return handshake.orElseGet(() -> innermost(exception));
    }

    private static String innermost(MqttException exception) {
        Throwable cause = exception;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static MqttSubscription wire(Subscription subscription) {
        MqttSubscription wanted = new MqttSubscription(subscription.filter(), subscription.qos());
        wanted.setRetainAsPublished(false);
        return wanted;
    }

    private MqttConnectionOptions connectOptions(boolean cleanStart) {
        MqttConnectionOptions wanted = new MqttConnectionOptions();
        wanted.setAutomaticReconnect(false);
        wanted.setCleanStart(cleanStart);
        wanted.setSessionExpiryInterval(options.sessionExpiry().toSeconds());
        wanted.setReceiveMaximum(options.receiveMaximum());
        wanted.setTopicAliasMaximum(0);
        wanted.setKeepAliveInterval(KEEP_ALIVE_S);
        wanted.setConnectionTimeout(TIMEOUT_S);
        broker.user().ifPresent(wanted::setUserName);
        broker.password().ifPresent(word -> wanted.setPassword(word.getBytes(StandardCharsets.UTF_8)));
        options.will().ifPresent(will -> wanted.setWill(will.topic(),
                new MqttMessage(will.payload(), 1, will.retained(), new MqttProperties())));
        return wanted;
    }
}
