package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.live.OperatorBoards;
import dev.ondol.dashboards.live.Overview;
import dev.ondol.dashboards.live.SiteView;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.RecommendationBoard;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Live data: one WebSocket a tab, and server-sent events with the same messages for the command line. Each listener gets
/// a snapshot first and then a tick a wall second. One that cannot follow loses ticks, never memory of ours, and gets a
/// snapshot when it can take something again. Runs on the event loop only.
final class LiveRoutes {
    private static final int MOST_LISTENERS = 200;

    /// How often listeners are told, and how much may wait for one of them.
    ///
    /// @param tickMs     wall time between two ticks, in milliseconds
    /// @param queueBytes a listener whose queue holds more has stopped reading
    record Pace(long tickMs, int queueBytes) {
        static final Pace USUAL = new Pace(1_000, 256 * 1024);
    }

    /// One message to a browser.
    ///
    /// @param type     "snapshot" or "tick"
    /// @param build    names the pages of this server: a tab with other pages should reload
    /// @param site     in a snapshot only
    /// @param overview whole in a snapshot, changed parts in a tick
    /// @param alarms   in a snapshot, and in a tick where they have changed
    /// @param recommendations the same
    /// @param dropped  ticks that this server has dropped for slow listeners so far
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Message(String type, String build, @Nullable SiteView site, Overview overview,
            @Nullable AlarmBoard alarms, @Nullable RecommendationBoard recommendations, long dropped) {}

    private final Vertx vertx;
    private final LiveSite live;
    private final String build;
    private final Pace pace;
    private final Function<RoutingContext, BooleanSupplier> presence;
    private final Set<Listener> listeners = new HashSet<>();
    private final AtomicLong dropped = new AtomicLong();
    private @Nullable Overview before;
    private OperatorBoards boardsBefore = OperatorBoards.NONE;
    private long timer = -1;

    /// @param presence tells of the request that opened a connection whether whoever sent it may still read
    LiveRoutes(Vertx vertx, LiveSite live, String build, Pace pace,
            Function<RoutingContext, BooleanSupplier> presence) {
        this.vertx = vertx;
        this.live = live;
        this.build = build;
        this.pace = pace;
        this.presence = presence;
    }

    void mount(Router router) {
        router.get("/api/v1/live").handler(this::socket);
        router.get("/api/v1/live/events").handler(this::events);
    }

    void start() {
        timer = vertx.setPeriodic(pace.tickMs(), ignored -> tick());
    }

    void stop() {
        vertx.cancelTimer(timer);
        Set.copyOf(listeners).forEach(listener -> listener.close.run());
    }

    /// Ticks dropped for slow listeners since the start.
    long dropped() {
        return dropped.get();
    }

    private void socket(RoutingContext context) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            Problem.of(426, "upgrade-required", "This address speaks WebSocket",
                    "Use /api/v1/live/events for the same messages as server-sent events.").send(context);
            return;
        }
        if (full(context)) {
            return;
        }
        BooleanSupplier present = presence.apply(context);
        context.request().toWebSocket().onSuccess(socket -> {
            Listener listener = new Listener(socket, socket::writeTextMessage, () -> closeQuietly(socket),
                    () -> !socket.isClosed() && present.getAsBoolean());
            socket.setWriteQueueMaxSize(pace.queueBytes());
            socket.handler(ignored -> {});
            socket.closeHandler(ignored -> listeners.remove(listener));
            socket.exceptionHandler(ignored -> listeners.remove(listener));
            join(listener);
        });
    }

    private void events(RoutingContext context) {
        if (full(context)) {
            return;
        }
        var response = context.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store").setWriteQueueMaxSize(pace.queueBytes());
        Listener listener = new Listener(response, text -> response.write("data: " + text + "\n\n"), response::end,
                presence.apply(context));
        response.closeHandler(ignored -> listeners.remove(listener));
        response.exceptionHandler(ignored -> listeners.remove(listener));
        join(listener);
    }

    private boolean full(RoutingContext context) {
        if (listeners.size() < MOST_LISTENERS) {
            return false;
        }
        Problem.of(503, "too-many-listeners", "Too many live listeners",
                "At most %d tabs at a time; close one.".formatted(MOST_LISTENERS)).send(context);
        return true;
    }

    private void join(Listener listener) {
        listeners.add(listener);
        listener.send.handle(snapshot());
    }

    private void tick() {
        Overview now = live.overview();
        Overview last = before;
        before = now;
        OperatorBoards boards = live.boards();
        OperatorBoards changed = boards.since(boardsBefore);
        boardsBefore = boards;
        if (listeners.isEmpty()) {
            return;
        }
        String tick = text(new Message("tick", build, null, last == null ? now : now.since(last), changed
                .alarms(), changed.recommendations(), dropped.get()));
        for (Listener listener : Set.copyOf(listeners)) {
            if (!listener.present.getAsBoolean()) {
                listeners.remove(listener);
                listener.close.run();
                continue;
            }
            if (listener.queue.writeQueueFull()) {
                dropped.incrementAndGet();
                listener.queue.drainHandler(ignored -> {
                    listener.queue.drainHandler(null);
                    listener.send.handle(snapshot());
                });
            } else {
                listener.send.handle(tick);
            }
        }
    }

    /// As of the last tick, so that the next tick's changes fit on it.
    private String snapshot() {
        Overview now = before == null ? live.overview() : before;
        OperatorBoards boards = before == null ? live.boards() : boardsBefore;
        return text(new Message("snapshot", build, live.view(), now, boards.alarms(), boards.recommendations(),
                dropped.get()));
    }

    private static String text(Message message) {
        return new String(JsonMessages.write(message), StandardCharsets.UTF_8);
    }

    private static void closeQuietly(ServerWebSocket socket) {
        if (!socket.isClosed()) {
            socket.close((short) 1001, "The dashboard closes.");
        }
    }

    /// One tab or command line.
    private static final class Listener {
        private final WriteStream<Buffer> queue;
        private final Handler<String> send;
        private final Runnable close;
        private final BooleanSupplier present;

        Listener(WriteStream<Buffer> queue, Handler<String> send, Runnable close,
                BooleanSupplier present) {
            this.queue = queue;
            this.send = send;
            this.close = close;
            this.present = present;
        }
    }
}
