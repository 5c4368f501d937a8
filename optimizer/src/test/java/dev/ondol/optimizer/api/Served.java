package dev.ondol.optimizer.api;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.optimizer.explain.PlanAlternatives;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementExplanation;
import dev.ondol.optimizer.solve.Scenes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A placement API over real HTTP on a free loopback port, for tests. Every exchange is held to the document.
final class Served implements AutoCloseable {
    private static final Contract CONTRACT = new Contract();

    final Scenes scenes;
    final AtomicReference<Weights> weights = new AtomicReference<>(Weights.ENERGY);
    final PlacementServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Served(String site) {
        this(new Scenes(site));
    }

    Served(Scenes scenes) {
        this(scenes, new RequestLimit(1_000_000, 1_000_000));
    }

    Served(Scenes scenes, RequestLimit limit) {
        this.scenes = scenes;
        server = PlacementServer.start("127.0.0.1", 0, Optional.empty(), limit, scenes.desk, insight(),
                () -> new Health("up", true, 0,
                        Scenes.CYCLE, 0, 0, 0));
    }

    /// Tells what a meter tells that has read nothing.
    Insight insight() {
        JobMeter meter = new JobMeter(scenes.model, scenes.nodes, new Readings(PointCatalog.of(scenes.site)));
        return new Insight() {
            @Override
            public Optional<PlacementExplanation> placement(String placementId) {
                return Optional.empty();
            }

            @Override
            public Optional<PlanExplanation> explanation() {
                return Optional.empty();
            }

            @Override
            public Optional<PlanAlternatives> alternatives() {
                return Optional.empty();
            }

            @Override
            public List<Outlook> forecasts() {
                Outlook.Point hour = new Outlook.Point(Scenes.CYCLE, 21, null, null);
                return List.of(new Outlook("dryBulb", "Cel", List.of(hour), List.of()));
            }

            @Override
            public Weights weights() {
                return weights.get();
            }

            @Override
            public void weights(Weights newer) {
                weights.set(newer);
            }

            @Override
            public Optional<JobCost> cost(String jobId) {
                return meter.cost(jobId);
            }

            @Override
            public Ledger ledger() {
                return meter.ledger();
            }
        };
    }

    int port() {
        return server.port();
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, new byte[0]);
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        return typed(method, path, "application/json", body, headers);
    }

    HttpResponse<byte[]> typed(String method, String path, String type, byte[] body, String... headers)
            throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).header(
                "Content-Type", type).method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(builder.build(), BodyHandlers.ofByteArray());
        synchronized (CONTRACT) {
            CONTRACT.check(method, path, body, response.statusCode(), response.headers().firstValue("Content-Type")
                    .orElse(""), response.body());
        }
        return response;
    }

    /// Sends a body and reads an answer that is no problem.
    <T> T send(String method, String path, Object body, Class<T> type) throws Exception {
        HttpResponse<byte[]> response = send(method, path, JsonMessages.write(body));
        try {
            return JsonMessages.read(response.body(), type);
        } catch (MalformedMessage e) {
            throw new AssertionError("%s %s answered %d".formatted(method, path, response.statusCode()), e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
