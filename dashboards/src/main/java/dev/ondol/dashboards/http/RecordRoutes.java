package dev.ondol.dashboards.http;

import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.dashboards.http.OperatorArchive.Page;
import dev.ondol.facility.message.JsonMessages;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was done: alarms of the past, the audit log and its export, the shift log; and what was measured to be saved.
final class RecordRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RecordRoutes.class);
    private static final int MOST = 1_000;

    private final Vertx vertx;
    private final OperatorArchive archive;
    private final Executor blocking;

    private interface Question {
        Object ask() throws Unavailable;
    }

    RecordRoutes(Vertx vertx, OperatorArchive archive, Executor blocking) {
        this.vertx = vertx;
        this.archive = archive;
        this.blocking = blocking;
    }

    void mount(Router router) {
        router.get("/api/v1/alarms/history").handler(this::alarms);
        router.get("/api/v1/audit").handler(this::audit);
        router.get("/api/v1/audit/verify").handler(context -> answer(context, archive::verify));
        router.get("/api/v1/audit/export").handler(this::export);
        router.get("/api/v1/audit/:seq").handler(this::row);
        router.get("/api/v1/shift-log").handler(this::shiftLog);
        router.get("/api/v1/savings").handler(context -> answer(context, () -> Map.of("savings", archive.savings())));
        router.get("/api/v1/savings/:meter").handler(this::evidence);
    }

    private void evidence(RoutingContext context) {
        String meter = String.valueOf(context.pathParam("meter"));
        offLoop(() -> archive.evidence(meter)).onSuccess(found -> {
            if (found instanceof Optional<?> body && body.isPresent()) {
                context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                        .end(String.valueOf(body.get()));
            } else {
                Problem.notFound("Nothing was measured with that meter; meters are facility and cooling.")
                        .send(context);
            }
        }).onFailure(failure -> away(context, failure));
    }

    private void alarms(RoutingContext context) {
        Optional<Integer> limit = limit(context, 100);
        limit.ifPresent(most -> answer(context, () -> page("alarms", archive.alarms(most, Optional.ofNullable(context
                .request().getParam("before")), filter(context, List.of("definition", "source", "priority"))))));
    }

    private void audit(RoutingContext context) {
        Optional<Integer> limit = limit(context, 100);
        Optional<Long> before = number(context, "before");
        Map<String, String> filter = filter(context, List.of("kind", "principal", "subject", "from", "to"));
        boolean spans = List.of("from", "to").stream().allMatch(name -> !filter.containsKey(name) || number(context,
                name).isPresent());
        if (!spans || context.request().getParam("before") != null && before.isEmpty()) {
            Problem.badRequest("before, from and to must be whole numbers.").send(context);
            return;
        }
        limit.ifPresent(most -> answer(context, () -> {
            Map<String, Object> page = page("rows", archive.audit(most, before, filter));
            page.put("head", archive.head());
            return page;
        }));
    }

    private void row(RoutingContext context) {
        Optional<Long> seq = whole(String.valueOf(context.pathParam("seq")));
        if (seq.isEmpty()) {
            Problem.notFound("Rows have whole numbers.").send(context);
            return;
        }
        offLoop(() -> archive.row(seq.get())).onSuccess(found -> {
            if (found instanceof Optional<?> row && row.isPresent()) {
                json(context, row.get());
            } else {
                Problem.notFound("The audit log has no such row.").send(context);
            }
        }).onFailure(failure -> away(context, failure));
    }

    private void shiftLog(RoutingContext context) {
        limit(context, 50).ifPresent(most -> answer(context, () -> page("entries", archive.shiftLog(most, number(
                context, "before")))));
    }

    /// In one piece; for a log of years `ondol audit export` is the better way.
    private void export(RoutingContext context) {
        long from = number(context, "from").orElse(Long.MIN_VALUE);
        long to = number(context, "to").orElse(Long.MAX_VALUE);
        StringBuilder lines = new StringBuilder();
        offLoop(() -> {
            archive.export(from, to, line -> lines.append(line).append('\n'));
            return lines;
        }).onSuccess(all -> context.response().putHeader("Content-Type", "application/x-ndjson")
                .putHeader("Content-Disposition", "attachment; filename=\"audit.ndjson\"")
                .putHeader("Cache-Control", "no-store").end(Buffer.buffer(lines.toString().getBytes(
                        StandardCharsets.UTF_8))))
                .onFailure(failure -> away(context, failure));
    }

    private static Map<String, Object> page(String name, Page page) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(name, page.things());
        told.put("next", page.next());
        return told;
    }

    private static Map<String, String> filter(RoutingContext context, List<String> names) {
        Map<String, String> filter = new LinkedHashMap<>();
        for (String name : names) {
            String value = context.request().getParam(name);
            if (value != null && !value.isBlank()) {
                filter.put(name, value);
            }
        }
        return filter;
    }

    /// Empty where it was refused.
    private static Optional<Integer> limit(RoutingContext context, int usual) {
        String asked = context.request().getParam("limit");
        Optional<Long> limit = asked == null ? Optional.of((long) usual) : whole(asked);
        if (limit.isEmpty() || limit.get() < 1 || limit.get() > MOST) {
            Problem.badRequest("limit must be 1 to %d.".formatted(MOST)).send(context);
            return Optional.empty();
        }
        return Optional.of(limit.get().intValue());
    }

    private static Optional<Long> number(RoutingContext context, String name) {
        String text = context.request().getParam(name);
        return text == null ? Optional.empty() : whole(text);
    }

    private static Optional<Long> whole(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void answer(RoutingContext context, Question question) {
        offLoop(question).onSuccess(found -> json(context, found)).onFailure(failure -> away(context, failure));
    }

    private static void away(RoutingContext context, Throwable failure) {
        LOG.warn("{} could not be read: {}", context.request().path(), failure.toString());
        Problem.historianAway().send(context);
    }

    private Future<Object> offLoop(Question question) {
        Context loop = vertx.getOrCreateContext();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                answer.complete(question.ask());
            } catch (Unavailable | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return Future.fromCompletionStage(answer, loop);
    }

    private static void json(RoutingContext context, Object body) {
        context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(JsonMessages.write(body)));
    }
}
