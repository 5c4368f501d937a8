package dev.ondol.services;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The MQTT broker inside the JVM: ActiveMQ Artemis, MQTT only, on loopback and without accounts. Its journal keeps retained
/// messages and durable sessions over restarts; nothing is dropped for want of memory: full queues go to disk.
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String SERVICE = "MQTT broker";
    private static final int ATTEMPTS = 3;
    private static final long MEMORY_BYTES = 128L << 20;
    private static final long LEAST_DISK_FREE_BYTES = 100L << 20;

    private final DataFolder folder;
    private final ActiveMQServer server;
    private final int port;

    private EmbeddedBroker(DataFolder folder, ActiveMQServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /// Starts in about a second.
    ///
    /// @param data folder for the broker's journal, created if absent and kept
    /// @param port on loopback, 0 for any free one
    public static EmbeddedBroker start(Path data, int port) throws ServiceUnavailable {
        DataFolder folder = DataFolder.hold(data, SERVICE);
        EmbeddedBroker broker = null;
        try {
            broker = start(folder, port);
            return broker;
        } finally {
            if (broker == null) {
                folder.close();
            }
        }
    }

    private static EmbeddedBroker start(DataFolder folder, int port) {
        Exception failure = null;
        for (int attempt = 1; attempt <= (port == 0 ? ATTEMPTS : 1); attempt++) { // a free port may be lost to another
            int claimed = FreePorts.claim(port, SERVICE);
            ActiveMQServer server = new ActiveMQServerImpl(configuration(folder.path(), claimed));
            server.addProtocolManagerFactory(new OrderedMqtt());
            try {
                server.start();
                if (server.isActive() && server.getRemotingService().isStarted()
                        && server.getRemotingService().getAcceptor("mqtt").isStarted()) {
                    log.info("The embedded MQTT broker listens on 127.0.0.1:{}.", claimed);
                    return new EmbeddedBroker(folder, server, claimed);
                }
            } catch (Exception e) {
                failure = e;
            }
            stop(server);
        }
        throw new ServiceUnavailable(
                "The embedded MQTT broker did not start in %s%s.".formatted(folder.path(),
                        failure == null ? "" : ": " + failure.getMessage()),
                "Look for the cause in the log, or give the address of a broker with --broker.", failure);
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Closes connections without goodbye, as a crash would, but leaves the journal whole.
    @Override
    public void close() {
        stop(server);
        folder.close();
    }

    private static void stop(ActiveMQServer server) {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The embedded MQTT broker did not stop in order; its journal repairs itself at the next start.",
                    e);
        }
    }

    private static Configuration configuration(Path data, int port) {
        try {
            return new ConfigurationImpl().setName("ondol").setSecurityEnabled(false).setJMXManagementEnabled(false)
                    .setResolveProtocols(false).setPersistenceEnabled(true).setJournalType(JournalType.NIO)
                    .setJournalDirectory(data.resolve("journal").toString())
                    .setBindingsDirectory(data.resolve("bindings").toString())
                    .setPagingDirectory(data.resolve("paging").toString())
                    .setLargeMessagesDirectory(data.resolve("large-messages").toString())
                    .setJournalLockAcquisitionTimeout(5_000)
                    .setGlobalMaxSize(MEMORY_BYTES)
                    .setMaxDiskUsage(-1) // the default stops all publishers, unsaid, where the disk is 90 % full
                    .setMinDiskFree(LEAST_DISK_FREE_BYTES)
                    .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG) // never halt the JVM that others live in
                    .setScheduledThreadPoolMaxSize(4).setThreadPoolMaxSize(16)
                    .addAddressSetting("#", everyAddress())
                    .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port
                            + "?protocols=MQTT;topicAliasMaximum=0;receiveMaximum=4096;useEpoll=false;useKQueue=false");
        } catch (Exception e) {
            throw new IllegalStateException("The configuration of the embedded broker is wrong.", e);
        }
    }

    private static AddressSettings everyAddress() {
        return new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setMaxDeliveryAttempts(-1) // the default drops a message after ten lost connections
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE).setMaxSizeBytes(MEMORY_BYTES / 4)
                .setPageSizeBytes(4 << 20);
    }
}
