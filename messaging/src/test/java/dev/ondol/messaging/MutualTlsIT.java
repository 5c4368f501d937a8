package dev.ondol.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ondol.facility.message.TopicRights;
import dev.ondol.facility.message.Topics;
import dev.ondol.messaging.MqttSession.Subscription;
import dev.ondol.messaging.tls.BrokerTls;
import dev.ondol.services.Mosquitto;
import dev.ondol.services.certificate.CertificateAuthority;
import dev.ondol.services.certificate.CertificateAuthority.Validity;
import dev.ondol.services.certificate.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A real Mosquitto that lets nobody in without a certificate, and holds everybody to the topic rules.
@Timeout(120)
class MutualTlsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Topics HERE = new Topics("kr-hn1");
    private static final Topics THERE = new Topics("kr-edge");

    private final Instant started = Instant.now();
    private final Validity present = new Validity(started.minus(DAY), started.plus(DAY.multipliedBy(60)));
    private final Validity past = new Validity(started.minus(DAY.multipliedBy(2)), started.minus(DAY));
    private final CertificateAuthority authority = CertificateAuthority.make("authority", present);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    @TempDir
    Path folder = Path.of("target");

    @BeforeEach
    void listen() throws IOException {
        log.start();
        logger().addAppender(log);
        authority.own().write(folder, "ca");
        List<String> rules = new ArrayList<>();
        for (Topics site : List.of(HERE, THERE)) {
            for (TopicRights who : TopicRights.values()) {
                rules.add("user " + who.client(site));
                who.reads(site).forEach(topic -> rules.add("topic read " + topic));
                who.writes(site).forEach(topic -> rules.add("topic write " + topic));
            }
        }
        Files.write(folder.resolve("rules"), rules);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.ondol.messaging");
    }

    private Mosquitto broker() throws IOException {
        return broker(authority.server(List.of("127.0.0.1"), present));
    }

    private Mosquitto broker(Credential server) throws IOException {
        assumeTrue(Mosquitto.program().isPresent() || "true".equals(System.getenv("CI")), "Mosquitto is not here");
        server.write(folder, "broker");
        Mosquitto broker = Mosquitto.start(Path.of("target", "brokers", "tls-" + System.nanoTime()), 0, false,
                Optional.of(new Mosquitto.Locks(folder.resolve("ca.pem"), folder.resolve("broker.pem"), folder.resolve(
                        "broker-key.pem"), folder.resolve("rules"))));
        open.add(broker);
        return broker;
    }

    /// Shows this certificate, or none, and trusts the authority.
    private BrokerAddress with(Mosquitto broker, Optional<Credential> shown) throws IOException {
        Optional<Path> file = Optional.empty();
        Optional<Path> key = Optional.empty();
        if (shown.isPresent()) {
            String name = "client-" + open.size();
            shown.get().write(folder, name);
            file = Optional.of(folder.resolve(name + ".pem"));
            key = Optional.of(folder.resolve(name + "-key.pem"));
        }
        return new BrokerAddress(broker.url(), Optional.empty(), Optional.empty(), Optional.of(new BrokerTls(Optional
                .of(folder.resolve("ca.pem")), file, key, Optional.empty())));
    }

    private MqttSession session(BrokerAddress address, String name, Inbox inbox, Subscription... wanted) {
        MqttSession session = MqttSession.open(address, SessionOptions.transientSession(name), List.of(wanted), inbox);
        open.add(session);
        return session;
    }

    private MqttSession of(Mosquitto broker, TopicRights who, Topics site, Inbox inbox, Subscription... wanted)
            throws IOException {
        MqttSession session = session(with(broker, Optional.of(authority.client(who.client(site), present))), who + site
                .site(), inbox, wanted);
        assertThat(session.awaitConnected(PATIENCE)).isTrue();
        return session;
    }

    /// What may be published.
    private static void publish(MqttSession session, String topic, String text) {
        session.publish(topic, text.getBytes(UTF_8), 1, false, Optional.empty()).join();
    }

    /// What may not: Mosquitto 2.0.11 cuts the connection, later ones answer with a reason.
    private static void forge(MqttSession session, String topic) {
        assertThat(session.awaitConnected(PATIENCE)).isTrue();
        session.publish(topic, "forged".getBytes(UTF_8), 1, false, Optional.empty()).handle((_, failure) -> failure)
                .join();
        await().atMost(PATIENCE).until(session::connected);
    }

    private void awaitSaid(String words) {
        await(words).atMost(PATIENCE).untilAsserted(() -> assertThat(List.copyOf(log.list)).extracting(
                ILoggingEvent::getFormattedMessage).anySatisfy(line -> assertThat(line).contains(words)));
    }

    @Test
    void whoShowsNoCertificateIsRefusedAndToldToNameOne() throws IOException {
        MqttSession session = session(with(broker(), Optional.empty()), "nobody", new Inbox());
        awaitSaid("name one with broker.tls.certificate");
        assertThat(session.connected()).isFalse();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
        CertificateAuthority other = CertificateAuthority.make("another", present);
        MqttSession session = session(with(broker(), Optional.of(other.client("control.kr-hn1", present))), "stranger",
                new Inbox());
        awaitSaid("does not know the authority that signed our certificate");
        assertThat(session.connected()).isFalse();
    }

    /// With a plain TLS client, because Ondol's own looks at the date before it connects.
    @Test
    void theBrokerRefusesACertificateThatHasExpired() throws Exception {
        Mosquitto broker = broker();
        assertThat(ForgetfulClient.connect(broker.port(), authority, authority.client("control.kr-hn1", present)))
                .isEqualTo("accepted");
        assertThat(ForgetfulClient.connect(broker.port(), authority, authority.client("control.kr-hn1", past)))
                .contains("certificate_expired");
    }

    @Test
    void anExpiredCertificateIsNamedWithItsFileAndARenewedOneIsTakenWithoutARestart() throws IOException {
        Mosquitto broker = broker();
        BrokerAddress address = with(broker, Optional.of(authority.client("control.kr-hn1", past)));
        Path file = address.tls().orElseThrow().certificate().orElseThrow();
        MqttSession session = session(address, "late", new Inbox());
        awaitSaid("Our certificate %s expired".formatted(file));
        authority.client("control.kr-hn1", present).write(folder, "renewed");
        Files.move(folder.resolve("renewed-key.pem"), address.tls().orElseThrow().key().orElseThrow(),
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(folder.resolve("renewed.pem"), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(session.awaitConnected(PATIENCE)).isTrue();
    }

    @Test
    void aBrokerThatAnotherAuthoritySignedIsNotTrusted() throws IOException {
        Mosquitto broker = broker(CertificateAuthority.make("another", present).server(List.of("127.0.0.1"), present));
        MqttSession session = session(with(broker, Optional.of(authority.client("control.kr-hn1", present))), "control",
                new Inbox());
        awaitSaid("not signed by an authority that is trusted here");
        assertThat(session.connected()).isFalse();
    }

    @Test
    void aBrokerOfAnotherNameIsNotTrusted() throws IOException {
        Mosquitto broker = broker(authority.server(List.of("broker.example.org", "10.1.2.3"), present));
        session(with(broker, Optional.of(authority.client("control.kr-hn1", present))), "control", new Inbox());
        awaitSaid("is made out to another host");
    }

    @Test
    void aBrokerWhoseCertificateHasExpiredIsNotTrusted() throws IOException {
        Mosquitto broker = broker(authority.server(List.of("127.0.0.1"), past));
        session(with(broker, Optional.of(authority.client("control.kr-hn1", present))), "control", new Inbox());
        awaitSaid("the broker's certificate has expired");
    }

    @Test
    void aGatewayCannotPublishForAnotherSiteNorWriteCommands() throws IOException {
        Mosquitto broker = broker();
        Inbox control = new Inbox();
        of(broker, TopicRights.CONTROL, HERE, control, new Subscription("ondol/v1/kr-hn1/#", 1));
        Inbox otherControl = new Inbox();
        of(broker, TopicRights.CONTROL, THERE, otherControl, new Subscription("ondol/v1/kr-edge/#", 1));
        Inbox elsewhere = new Inbox();
        MqttSession gateway = of(broker, TopicRights.GATEWAY, HERE, elsewhere, new Subscription("ondol/#", 1));
        MqttSession otherGateway = of(broker, TopicRights.GATEWAY, THERE, new Inbox());

        forge(gateway, THERE.frame("plant"));
        forge(gateway, THERE.ack("chiller-1"));
        forge(gateway, HERE.command("chiller-1"));
        forge(gateway, HERE.plan());
        forge(gateway, HERE.heartbeat("control"));
        forge(gateway, HERE.status("control"));
        forge(otherGateway, HERE.frame("plant"));
        assertThat(gateway.awaitConnected(PATIENCE)).isTrue();
        assertThat(otherGateway.awaitConnected(PATIENCE)).isTrue();
        publish(gateway, HERE.frame("plant"), "mine");
        publish(otherGateway, THERE.frame("plant"), "mine");

        await().atMost(PATIENCE).until(() -> !control.texts().isEmpty() && !otherControl.texts().isEmpty());
        assertThat(control.texts()).containsExactly("mine");
        assertThat(otherControl.texts()).containsExactly("mine");
        assertThat(elsewhere.texts()).as("what a gateway hears of others' telemetry").isEmpty();
    }

    @Test
    void onlyControlsCommandsReachTheGateway() throws IOException {
        Mosquitto broker = broker();
        Inbox plant = new Inbox();
        of(broker, TopicRights.GATEWAY, HERE, plant, new Subscription("ondol/v1/kr-hn1/#", 1));
        for (TopicRights who : TopicRights.values()) {
            if (who != TopicRights.CONTROL && who != TopicRights.GATEWAY) {
                forge(of(broker, who, HERE, new Inbox()), HERE.command("chiller-1"));
            }
        }
        forge(of(broker, TopicRights.CONTROL, THERE, new Inbox()), HERE.command("chiller-1"));
        publish(of(broker, TopicRights.CONTROL, HERE, new Inbox()), HERE.command("chiller-1"), "command");
        await().atMost(PATIENCE).until(() -> !plant.texts().isEmpty());
        assertThat(plant.texts()).containsExactly("command");
    }
}
