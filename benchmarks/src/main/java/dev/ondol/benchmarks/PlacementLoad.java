package dev.ondol.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Sends placement requests over HTTP. In the open loop they come at their times whatever the answers do, and an answer counts from
/// the moment at which its request should have been sent, so that a server that stalls is charged for all who wait (no coordinated
/// omission; G. Tene, HdrHistogram). In the closed loop each client asks again as soon as it has its answer.
final class PlacementLoad implements AutoCloseable {
    private static final long HIGHEST_US = 60_000_000;
    private static final long PATIENCE_S = 60;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;
    private final Supplier<byte[]> bodies;
    private final Consumer<String> placed;
    final AtomicLong withNodes = new AtomicLong();
    final AtomicLong without = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("none");

    /// @param bodies next request
    /// @param placed is told the id of each placement
    PlacementLoad(int port, int connections, Supplier<byte[]> bodies, Consumer<String> placed) {
        this.port = port;
        this.bodies = bodies;
        this.placed = placed;
        client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(
                connections));
    }

    /// Answers by time from when they were due, microseconds.
    Histogram open(int requestsPerSecond, int seconds) throws InterruptedException {
        Recorder recorder = new Recorder(HIGHEST_US, 3);
        int requests = requestsPerSecond * seconds;
        CountDownLatch open = new CountDownLatch(requests);
        long start = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long due = start + i * 1_000_000_000L / requestsPerSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait); // may return early: a request before its time would have less than no delay
            }
            ask().onComplete(answer -> {
                recorder.recordValue(Math.min(HIGHEST_US, (System.nanoTime() - due) / 1_000));
                open.countDown();
            });
        }
        finish(open);
        return recorder.getIntervalHistogram();
    }

    /// Answers a second.
    double closed(int clients, int seconds) throws InterruptedException {
        AtomicLong answers = new AtomicLong();
        CountDownLatch open = new CountDownLatch(clients);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        for (int i = 0; i < clients; i++) {
            again(end, answers, open);
        }
        finish(open);
        return answers.get() / ((System.nanoTime() - start) / 1e9);
    }

    private void again(long end, AtomicLong answers, CountDownLatch open) {
        if (System.nanoTime() >= end) {
            open.countDown();
            return;
        }
        ask().onComplete(answer -> {
            answers.incrementAndGet();
            again(end, answers, open);
        });
    }

    private void finish(CountDownLatch open) throws InterruptedException {
        if (!open.await(PATIENCE_S + 60, TimeUnit.SECONDS) || failed.get() > 0) {
            throw new IllegalStateException("%d requests failed, %d have no answer. The first failure: %s".formatted(
                    failed.get(), open.getCount(), firstFailure.get()));
        }
    }

    /// The body is asked for where the head arrives, on the event loop: asked for later it may have passed by.
    private Future<Buffer> ask() {
        return client.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/placements").compose(request -> request
                .putHeader("Content-Type", "application/json").send(Buffer.buffer(bodies.get())).compose(
                        HttpClientResponse::body))
                .onSuccess(this::note).onFailure(failure -> fail(failure.toString()));
    }

    private void fail(String reason) {
        firstFailure.compareAndSet("none", reason);
        failed.incrementAndGet();
    }

    private void note(Buffer body) {
        String text = body.toString();
        String id = after(text, "\"placementId\":\"");
        if (text.contains("\"state\":\"PLACED\"")) {
            withNodes.incrementAndGet();
        } else if (id.isEmpty()) {
            fail(text);
        } else {
            without.incrementAndGet();
        }
        placed.accept(id);
    }

    private static String after(String text, String key) {
        int at = text.indexOf(key);
        return at < 0 ? "" : text.substring(at + key.length(), text.indexOf('"', at + key.length()));
    }

    @Override
    public void close() {
        client.close().await();
        vertx.close().await();
    }
}
