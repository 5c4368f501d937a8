package dev.ondol.dashboards;

import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.messaging.BrokerAddress;
import dev.ondol.messaging.MqttSession;
import dev.ondol.messaging.SessionOptions;
import dev.ondol.services.Databases;
import dev.ondol.services.EmbeddedBroker;
import dev.ondol.services.RunningDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The dashboard as it is in production, on a real broker and a real database; the plant and control are played by the
/// test over MQTT.
final class RunningRole implements AutoCloseable {
    final PlantScript plant = new PlantScript(this::send, 60);
    final Historian historian;
    final DashboardRole role;
    private final EmbeddedBroker broker;
    private final RunningDatabase database;
    private final MqttSession session;
    private volatile boolean controlAnswers = true;

    RunningRole(Path data) throws Exception {
        broker = EmbeddedBroker.start(data.resolve("broker"), 0);
        database = Databases.embedded(data.resolve("database"), 0);
        historian = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()));
        historian.register(plant.site().id(), plant.catalog().all());
        BrokerAddress address = new BrokerAddress(broker.url(), Optional.empty(), Optional.empty());
        session = MqttSession.open(address, SessionOptions.transientSession("test-plant"),
                List.of(new MqttSession.Subscription(plant.topics().allRequests(), 1)),
                delivery -> control(delivery.payload()));
        if (!session.awaitConnected(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The test's plant cannot reach the broker.");
        }
        role = new DashboardRole(plant.site(), plant.catalog(), address, historian,
                DashboardOptions.loopback(0, URI.create("http://127.0.0.1:9")).withLocalUser(Role.OPERATOR));
        role.start();
    }

    String url() {
        return "http://127.0.0.1:" + role.port() + "/";
    }

    void controlAnswers(boolean answers) {
        controlAnswers = answers;
    }

    /// What ingest would have stored: the meters once a minute.
    void history(long from, long to) {
        List<ReceivedFrame> frames = new ArrayList<>();
        for (long t = from; t < to; t += 60_000) {
            var frame = plant.frame("electrical", t);
            var numbered = new dev.ondol.facility.message.Frame("history", frames.size() + 1L, t, frame.values(),
                    frame.quality());
            frames.add(
                    new ReceivedFrame("electrical", numbered, JsonMessages.write(numbered), t, OptionalLong.empty()));
        }
        historian.frames(plant.site().id()).write(frames);
    }

    void storeCommand(long t) {
        historian.commands(plant.site().id()).sent(List.of(new Command(plant.site().id(),
                PointId.of("hall-h1/supply-air-temperature-setpoint"), 24, "Cel", 7, 1, t, t + 60_000, "plan-1",
                "plan")));
    }

    private void control(byte[] payload) {
        if (!controlAnswers) {
            return;
        }
        try {
            OperatorRequest request = JsonMessages.read(payload, OperatorRequest.class);
            boolean auto = request.action() == OperatorRequest.Action.CHOOSE_AUTO;
            Mode mode = request.action() == OperatorRequest.Action.CHOOSE_SHADOW ? Mode.SHADOW : Mode.FALLBACK;
            plant.mode(mode);
            plant.heartbeats(PlantScript.START, System.currentTimeMillis());
            send(plant.topics().reply(request.id()), JsonMessages.write(
                    new OperatorReply(request.id(), !auto, mode, auto ? "not-simulated" : "done")), false);
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String topic, byte[] payload, boolean retained) {
        session.publish(topic, payload, 1, retained, Optional.empty()).join();
    }

    @Override
    public void close() {
        role.close();
        session.close();
        historian.close();
        database.close();
        broker.close();
    }
}
