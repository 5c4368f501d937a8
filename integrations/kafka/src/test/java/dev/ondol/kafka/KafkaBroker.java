package dev.ondol.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/// One Kafka (KRaft, broker and controller in one) as a process of its own on loopback, to be killed.
final class KafkaBroker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private KafkaBroker(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch("kafka.Kafka", folder.resolve("server.properties").toString());
    }

    /// It may take some seconds to answer.
    static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Integer> ports = freePorts();
        Path properties = folder.resolve("server.properties");
        Files.writeString(properties, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                group.initial.rebalance.delay.ms=0
                num.partitions=4
                """.formatted(ports.get(0), ports.get(1), folder.resolve("data")));
        Process format = new ProcessBuilder(command(folder, "kafka.tools.StorageTool", "format", "-t", Uuid
                .randomUuid().toString(), "-c", properties.toString())).redirectErrorStream(true)
                .redirectOutput(folder.resolve("format.log").toFile()).start();
        if (!format.waitFor(2, TimeUnit.MINUTES) || format.exitValue() != 0) {
            throw new IllegalStateException("Kafka's folder is not formatted: " + Files.readString(folder.resolve(
                    "format.log")));
        }
        return new KafkaBroker(folder, ports.get(0));
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private static List<String> command(Path folder, String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dkafka.logs.dir=" + folder,
                "-cp", System
                        .getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    private Process launch(String... mainAndArguments) throws IOException {
        return new ProcessBuilder(command(folder, mainAndArguments)).redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("kafka.log").toFile())).start();
    }

    String server() {
        return "127.0.0.1:" + port;
    }

    /// As kill -9 does.
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A new process in the place of one that was killed.
    void startAgain() {
        try {
            process = launch("kafka.Kafka", folder.resolve("server.properties").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
