package dev.ondol.dashboards.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Runs what blocks on a virtual thread and brings its answer back to the event loop.
final class OffLoop {
    private final Vertx vertx;
    private final Executor blocking;

    OffLoop(Vertx vertx, Executor blocking) {
        this.vertx = vertx;
        this.blocking = blocking;
    }

    <T> Future<T> call(Callable<T> call) {
        Context loop = vertx.getOrCreateContext();
        CompletableFuture<T> answer = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                answer.complete(call.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return Future.fromCompletionStage(answer, loop);
    }
}
