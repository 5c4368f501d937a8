package dev.ondol.services;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.server.ActiveMQComponent;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.jspecify.annotations.Nullable;

/// Artemis' MQTT with the order that MQTT promises: messages of one connection reach a subscriber as they were sent.
///
/// Artemis 2.55.0 handles a connection's packets one after the other, but on changing threads of a pool, and queues a
/// message when the journal's *context of that thread* has written it: two contexts overtake each other (seen: message 535
/// before 511 under load). Here every connection has one context for all its packets, whatever thread they run on, as
/// Artemis' other protocols do.
///
/// The end of a connection comes on yet another thread, and could overtake the goodbye sent before it: the will of a
/// client that had said goodbye was published (seen: once in 400 hang-ups). Here the end waits for the goodbye.
final class OrderedMqtt extends MQTTProtocolManagerFactory {
    private boolean servicesLoaded;

    @Override
    @SuppressWarnings("rawtypes") // as Artemis declares it
    public ProtocolManager<?, ?> createProtocolManager(ActiveMQServer server, Map<String, Object> parameters,
            List<BaseInterceptor> incoming, List<BaseInterceptor> outgoing) throws Exception {
        MQTTProtocolManager mqtt = (MQTTProtocolManager) super.createProtocolManager(server, parameters, incoming,
                outgoing);
        return (ProtocolManager<?, ?>) Proxy.newProxyInstance(OrderedMqtt.class.getClassLoader(),
                new Class<?>[]{ProtocolManager.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("addChannelHandlers")) {
                        ChannelPipeline pipeline = (ChannelPipeline) arguments[0];
                        mqtt.addChannelHandlers(pipeline);
                        pipeline.replace(MQTTProtocolHandler.class, null, new OneContext(server, mqtt));
                        return null;
                    }
                    return invoke(method, mqtt, arguments);
                });
    }

    /// Once, though Artemis asks both the list and the map of its protocols.
    @Override
    public void loadProtocolServices(ActiveMQServer server, List<ActiveMQComponent> services) {
        if (!servicesLoaded) {
            servicesLoaded = true;
            super.loadProtocolServices(server, services);
        }
    }

    private static @Nullable Object invoke(Method method, MQTTProtocolManager mqtt,
            Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(mqtt, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /// The packets of one connection.
    private static final class OneContext extends MQTTProtocolHandler {
        private static final long GOODBYE_S = 5;

        private final ActiveMQServer server;
        private final OperationContext context;
        private final CompletableFuture<Void> goodbye = new CompletableFuture<>();
        private boolean saidGoodbye; // read and written on the connection's event loop only

        OneContext(ActiveMQServer server, MQTTProtocolManager mqtt) {
            super(server, mqtt);
            this.server = server;
            this.context = server.newOperationContext();
        }

        @Override
        public void channelRead(ChannelHandlerContext channel, Object packet) {
            saidGoodbye |= packet instanceof MqttMessage message && isGoodbye(message);
            super.channelRead(channel, packet);
        }

        @Override
        public void act(MqttMessage message) {
            boolean last = isGoodbye(message);
            server.getStorageManager().setContext(context);
            try {
                super.act(message);
            } finally {
                server.getStorageManager().clearContext();
                if (last) {
                    goodbye.complete(null);
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext channel) {
            if (saidGoodbye) {
                var _ = goodbye.completeOnTimeout(null, GOODBYE_S, TimeUnit.SECONDS)
                        .thenRunAsync(channel::fireChannelInactive, channel.executor());
            } else {
                channel.fireChannelInactive();
            }
        }

        private static boolean isGoodbye(MqttMessage message) {
            return message.decoderResult().isSuccess()
                    && message.fixedHeader().messageType() == MqttMessageType.DISCONNECT;
        }
    }
}
