package dev.ondol.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.services.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A demo as a person starts it: a process of its own, watched through its dashboard and stopped by Ctrl-C.
final class DemoProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// So much of the log tells why a demo has ended.
    private static final int LAST_LINES = 40;

    private final Process process;
    private final Path log;
    private final URI dashboard;
    private final HttpClient http = HttpClient.newHttpClient();

    private DemoProcess(Process process, Path log, URI dashboard) {
        this.process = process;
        this.log = log;
        this.dashboard = dashboard;
    }

    /// Starts a demo on embedded PostgreSQL.
    static DemoProcess start(Path data, Path log) throws IOException {
        int port = FreePorts.next(2); // dashboard and placement API
        Files.createDirectories(log.toAbsolutePath().getParent());
        // A shell's background jobs ignore Ctrl-C, and so would what they start: env gives the signal its meaning back.
        Process process = new ProcessBuilder(List.of("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), "dev.ondol.app.Ondol", "demo", "--weather", "seoul",
                "--database",
                "embedded", "--speed", "60", "--data", data.toString(), "--port", Integer.toString(port)))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new DemoProcess(process, log, URI.create("http://127.0.0.1:" + port + "/"));
    }

    URI dashboard() {
        return dashboard;
    }

    /// Waits until the dashboard shows a PUE made of fresh readings, and returns what it shows.
    JsonNode awaitLiveFigures() {
        return Awaitility.await("live figures").atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                .ignoreException(ConnectException.class)
                .until(this::overview, overview -> overview.at("/figures/pue/value").isNumber());
    }

    JsonNode overview() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The demo has ended with %d:%n%s"
                    .formatted(process.exitValue(), lastLines()));
        }
        HttpRequest request = HttpRequest.newBuilder(dashboard.resolve("/api/v1/overview")).build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /// Plant time that the dashboard shows, in milliseconds.
    static long plantTime(JsonNode overview) {
        return overview.at("/clock/plant").asLong();
    }

    /// Presses Ctrl-C and waits for the end; returns the processes that are still there.
    List<ProcessHandle> interrupt() throws IOException, InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The demo did not end after Ctrl-C.");
        }
        return children.stream().filter(ProcessHandle::isAlive).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
