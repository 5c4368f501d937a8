package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.dashboards.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bringing recordings over HTTP: they end whole in their folder, or leave nothing.
final class RecordingRoutesIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String HEADER = "time,point,value\n";
    private static final String ROW = "2022-07-01T00:00:00Z,meter-it/active-power,8600.25\n";
    private FixtureServer server;

    @BeforeEach
    void start() {
        server = new FixtureServer(0, Optional.of(Role.ENGINEER)).run();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) throws IOException,
            InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(server.url() + "api/v1/recordings" + path)).header(
                "X-Ondol-Request", "1").method(method, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<Path> files() throws IOException {
        Path folder = server.data.resolve("recordings");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aFileOfManyMegabytesArrivesAsItWasAndIsListed() throws Exception {
        Path big = Files.createTempFile(Path.of("target"), "big", ".csv");
        Files.writeString(big, HEADER + ROW.repeat(400_000));
        HttpResponse<String> answer = send("PUT", "/plant-2022.csv", BodyPublishers.ofFile(big));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("\"name\":\"plant-2022.csv\"", "\"bytes\":" + Files.size(big));
        assertThat(Files.mismatch(big, server.data.resolve("recordings/plant-2022.csv"))).isEqualTo(-1);
        // without a length
        assertThat(send("PUT", "/chunked.csv", BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                (HEADER + ROW).getBytes(StandardCharsets.UTF_8)))).statusCode()).isEqualTo(201);
        assertThat(send("GET", "", BodyPublishers.noBody()).body()).contains("\"folder\":true", "chunked.csv",
                "plant-2022.csv");
        assertThat(send("DELETE", "/chunked.csv", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/chunked.csv", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatCannotBeTakenSaysWhyAndLeavesNothing() throws Exception {
        BodyPublisher body = BodyPublishers.ofString(HEADER + ROW);
        assertThat(send("PUT", "/..%2Fsecret.csv", body).statusCode()).isIn(400, 404);
        assertThat(send("PUT", "/notes.txt", body)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("bad-name", ".csv.gz");
        });
        assertThat(send("PUT", "/a.csv", BodyPublishers.ofString("hello\n".repeat(100_000)))).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("no-recording", "time,point,value");
        });
        assertThat(send("PUT", "/a.csv.gz", body).body()).contains("no-gzip");
        assertThat(send("PUT", "/a.csv", body).statusCode()).isEqualTo(201);
        assertThat(send("PUT", "/a.csv", body)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("exists");
        });
        assertThat(files()).extracting(file -> file.getFileName().toString()).containsExactly("a.csv");
        assertThat(server.data.resolve("secret.csv")).doesNotExist();
    }

    @Test
    void aFileThatSaysItIsTooLargeIsRefusedBeforeItComes() throws Exception {
        String answer = raw("Content-Length: 600000000\r\n", HEADER);
        assertThat(answer).startsWith("HTTP/1.1 413").contains("too-large", "512 MiB");
        assertThat(raw("Content-Length: 99999999999999999999999\r\n", HEADER)).doesNotStartWith("HTTP/1.1 2");
        assertThat(files()).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            head(socket.getOutputStream(), "Content-Length: 1000000\r\n");
            socket.getOutputStream().write((HEADER + ROW.repeat(1_000)).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(30)).until(() -> !files().isEmpty());
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> files().isEmpty());
        assertThat(send("GET", "", BodyPublishers.noBody()).body()).contains("\"recordings\":[]");
    }

    @Test
    void aMappingIsProposedSavedAndReadAgain() throws Exception {
        send("PUT", "/plant.csv", BodyPublishers.ofString(
                "time,point,value,unit\n2022-07-01T00:00:00Z,KR1/CT-1.kW,12,kW\n"));
        assertThat(send("GET", "/plant.csv/mapping", BodyPublishers.noBody()).body()).contains(
                "\"first\":\"tower-01/active-power\"", "\"saved\":false", "\"point\":null");
        HttpResponse<String> saved = send("PUT", "/plant.csv/mapping", BodyPublishers.ofString(
                "{\"listed\":[\"KR1/CT-1.kW\"],\"entries\":[{\"name\":\"KR1/CT-1.kW\",\"point\":\"tower-01/active-power\",\"unit\":null}]}"));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(saved.body()).contains("\"saved\":true", "\"point\":\"tower-01/active-power\"");
        HttpResponse<String> wrong = send("PUT", "/plant.csv/mapping", BodyPublishers.ofString(
                "{\"listed\":[],\"entries\":[{\"name\":\"KR1/CT-1.kW\",\"point\":\"no/such\",\"unit\":null}]}"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("bad-mapping", "no point of this site");
        assertThat(send("PUT", "/plant.csv/mapping", BodyPublishers.ofString("{}")).statusCode()).isEqualTo(400);
        assertThat(send("GET", "/none.csv/mapping", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
    }

    private static void head(OutputStream out, String length) throws IOException {
        out.write(
                ("PUT /api/v1/recordings/a.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Ondol-Request: 1\r\n" + length + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private String raw(String length, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            head(socket.getOutputStream(), length);
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            do {
                answer.append((char) in.read());
            } while (!answer.toString().endsWith("}") && !answer.toString().endsWith("\uffff"));
            return answer.toString();
        }
    }
}
