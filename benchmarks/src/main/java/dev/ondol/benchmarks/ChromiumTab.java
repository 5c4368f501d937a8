package dev.ondol.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Chromium of our own with an empty profile, told what to do by its DevTools protocol.
final class ChromiumTab implements AutoCloseable {
    private static final List<Path> CHROMIUMS = List.of(Path.of("/usr/bin/chromium"), Path.of(
            "/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
    private static final long PATIENCE_S = 60;
    private static final int POLL_MS = 50;
    /// Notes when the first PUE stands on the screen, in milliseconds since the page was asked for.
    private static final String WATCH = """
            new MutationObserver((_, watch) => {
              if (/\\d/.test(document.querySelector("[data-test='value-pue']")?.textContent ?? "")) {
                watch.disconnect();
                requestAnimationFrame(() => requestAnimationFrame(() => { window.ondolPainted = performance.now(); }));
              }
            }).observe(document, { childList: true, subtree: true, characterData: true });""";

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Answers answers = new Answers();
    private int commands;

    private ChromiumTab(Process process, Path profile, String address) throws IOException, InterruptedException {
        this.process = process;
        this.profile = profile;
        String pages = client.send(HttpRequest.newBuilder(URI.create("http://" + address + "/json")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        String tab = "";
        for (JsonNode each : read(pages)) {
            tab = each.path("type").asText().equals("page") ? each.path("webSocketDebuggerUrl").asText() : tab;
        }
        socket = client.newWebSocketBuilder().buildAsync(URI.create(tab), answers).join();
    }

    /// Starts it; empty where there is no Chromium on this machine.
    static Optional<ChromiumTab> start() throws IOException, InterruptedException {
        Optional<Path> chromium = CHROMIUMS.stream().filter(Files::isExecutable).findFirst();
        if (chromium.isEmpty()) {
            return Optional.empty();
        }
        Path profile = Files.createTempDirectory("ondol-bench-chromium");
        Process process = new ProcessBuilder(chromium.get().toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--window-size=1440,900", "--remote-debugging-port=0", "--user-data-dir=" + profile,
                "about:blank").redirectErrorStream(true).start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.matches()) {
                Thread.ofVirtual().start(() -> drain(lines));
                return Optional.of(new ChromiumTab(process, profile, listens.group(1)));
            }
            line = lines.readLine();
        }
        throw new IOException("Chromium ended before it listened.");
    }

    private static void drain(BufferedReader lines) {
        try {
            lines.lines().forEach(ignored -> {});
        } catch (UncheckedIOException e) {
            // It has ended, and its output with it.
        }
    }

    /// Milliseconds from asking for the page, nothing of it cached, to the frame after the first PUE stands on it.
    double meaningfulPaintMs(String url) throws IOException, InterruptedException {
        if (commands == 0) {
            ask("Page.enable", Map.of());
            ask("Network.enable", Map.of());
            ask("Network.setCacheDisabled", Map.of("cacheDisabled", true));
            ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        }
        ask("Page.navigate", Map.of("url", "about:blank"));
        ask("Page.navigate", Map.of("url", url));
        for (long waited = 0; waited < PATIENCE_S * 1_000; waited += POLL_MS) {
            JsonNode value = ask("Runtime.evaluate", Map.of("expression", "window.ondolPainted ?? null")).at(
                    "/result/result/value");
            if (value.isNumber()) {
                return value.asDouble();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        throw new IOException("The page at %s showed no PUE within %d s.".formatted(url, PATIENCE_S));
    }

    private JsonNode ask(String method, Map<String, ?> params) throws IOException, InterruptedException {
        int id = ++commands;
        CompletableFuture<JsonNode> answer = answers.await(id);
        String command = new String(JsonMessages.write(Map.of("id", id, "method", method, "params", params)),
                StandardCharsets.UTF_8);
        socket.sendText(command, true).join();
        try {
            return answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Chromium did not answer %s.".formatted(method), e);
        }
    }

    private static JsonNode read(String json) throws IOException {
        try {
            return JsonMessages.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (MalformedMessage e) {
            throw new IOException("Chromium said what cannot be read.", e);
        }
    }

    /// What Chromium answers, by the number of the command; its events are of no interest.
    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> waiting = new java.util.concurrent.ConcurrentHashMap<>();
        private final StringBuilder part = new StringBuilder();

        CompletableFuture<JsonNode> await(int id) {
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            waiting.put(id, answer);
            return answer;
        }

        @Override
        public @org.jspecify.annotations.Nullable CompletionStage<?> onText(WebSocket from, CharSequence data,
                boolean last) {
            part.append(data);
            if (last) {
                try {
                    JsonNode message = read(part.toString());
                    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt(-1));
                    if (answer != null) {
                        answer.complete(message);
                    }
                } catch (IOException e) {
                    waiting.values().forEach(answer -> answer.completeExceptionally(e));
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        client.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (var files = Files.walk(profile)) {
                files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            profile.toFile().deleteOnExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
