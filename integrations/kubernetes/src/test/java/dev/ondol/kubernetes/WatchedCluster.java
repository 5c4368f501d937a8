package dev.ondol.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// In front of the API server, for its watches: fabric8's own need another version of Vert.x than ours. All else is passed on. A watch is a
/// stream of lines, as of an API server behind a proxy without WebSockets.
final class WatchedCluster implements AutoCloseable {
    private final TestCluster cluster;
    private final HttpServer front;
    private final HttpClient behind = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpExchange> watches = new CopyOnWriteArrayList<>();

    WatchedCluster(TestCluster cluster) throws IOException {
        this.cluster = cluster;
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(threads);
        front.createContext("/", this::handle);
        front.start();
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                .withMasterUrl("http://127.0.0.1:" + front.getAddress().getPort()).withWatchReconnectInterval(50)
                .build())
                .build();
    }

    int watches() {
        return watches.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (!query.contains("watch=true")) {
            pass(exchange);
        } else if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        } else {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            watches.add(exchange);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(cluster.client.getConfiguration().getMasterUrl())
                        .resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers
                        .ofByteArray(exchange.getRequestBody().readAllBytes()));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<byte[]> response = behind.send(request.build(), BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(response.statusCode(),
                    response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    /// Tells all watches of a Pod as it is now.
    void tell(String type, String pod) throws IOException {
        String json = cluster.client.getKubernetesSerialization().asJson(cluster.get(pod));
        byte[] line = "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, json).getBytes(StandardCharsets.UTF_8);
        for (HttpExchange watch : watches) {
            OutputStream out = watch.getResponseBody();
            out.write(line);
            out.flush();
        }
    }

    /// As a load balancer does now and then.
    void breakWatches() {
        watches.forEach(HttpExchange::close);
        watches.clear();
    }

    @Override
    public void close() {
        breakWatches();
        front.stop(0);
        threads.shutdownNow();
        behind.shutdownNow();
    }
}
