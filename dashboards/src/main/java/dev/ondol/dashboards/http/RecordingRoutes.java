package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.dashboards.recording.NameTable;
import dev.ondol.dashboards.recording.RecordingFolder;
import dev.ondol.dashboards.recording.RecordingFolder.Recording;
import dev.ondol.dashboards.recording.RefusedRecording;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.point.PointCatalog;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that people bring to be replayed, and what the names in them mean. They end in one folder; nothing here reaches the plant.
final class RecordingRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingRoutes.class);
    private static final long MOST_MAPPING = 8L << 20;
    private static final Problem NO_FOLDER = Problem.of(409, "no-folder", "There is no folder for recordings",
            "Say where it is with replayer.folder in ondol.yaml, for the dashboard and for the replayer.");

    /// Answer of GET /api/v1/recordings.
    ///
    /// @param folder  whether files can be brought here
    /// @param largest a file may have, bytes
    private record Overview(boolean folder, long largest, List<Recording> recordings) {}

    private record Kept(Recording recording) {}

    private record Deleted(String deleted) {}

    /// Body of PUT /api/v1/recordings/{name}/mapping.
    ///
    /// @param listed  names that were looked at
    /// @param entries what they mean; those without one mean nothing
    private record Said(List<String> listed, List<Meaning> entries) {}

    private record Meaning(String name, String point, @JsonSetter(nulls = Nulls.SET) @Nullable String unit) {}

    private final Optional<RecordingFolder> folder;
    private final PointCatalog catalog;
    private final OffLoop offLoop;
    private final Uploads uploads;

    RecordingRoutes(Vertx vertx, Optional<RecordingFolder> folder, PointCatalog catalog, OffLoop offLoop) {
        this.folder = folder;
        this.catalog = catalog;
        this.offLoop = offLoop;
        this.uploads = new Uploads(vertx, offLoop);
    }

    void mount(Router router) {
        router.get("/api/v1/recordings").handler(context -> answer(context, () -> new Overview(folder.isPresent(),
                RecordingFolder.LARGEST, folder.isPresent() ? folder.get().list() : List.of()), 200));
        router.put("/api/v1/recordings/:name").handler(context -> in(context, there -> uploads.take(context, there,
                name(context)).onSuccess(kept -> {
                    LOG.info("{} has brought the recording {} ({} bytes).", Gate.principal(context).name(), kept
                            .name(), kept.bytes());
                    send(context, new Kept(kept), 201);
                }).onFailure(failure -> failed(context, failure))));
        router.delete("/api/v1/recordings/:name").handler(context -> in(context, there -> answer(context, () -> {
            there.delete(name(context));
            LOG.info("{} has deleted the recording {}.", Gate.principal(context).name(), name(context));
            return new Deleted(name(context));
        }, 200)));
        router.get("/api/v1/recordings/:name/mapping").handler(context -> in(context, there -> answer(context,
                () -> new NameTable(catalog, there).of(name(context), Optional.ofNullable(context.request().getParam(
                        "like"))),
                200)));
        router.put("/api/v1/recordings/:name/mapping").handler(BodyHandler.create(false).setBodyLimit(MOST_MAPPING))
                .handler(context -> in(context, there -> save(context, there)));
    }

    private void save(RoutingContext context, RecordingFolder there) {
        Said said;
        try {
            said = JsonMessages.readStrictly(context.body().buffer() == null
                    ? new byte[0]
                    : context.body().buffer().getBytes(), Said.class);
        } catch (MalformedMessage e) {
            Problem.badRequest(
                    "The body must be {\"listed\": [name, ...], \"entries\": [{\"name\": foreign, \"point\": ours, \"unit\": theirs}, ...]}. "
                            + e.getMessage())
                    .send(context);
            return;
        }
        answer(context, () -> {
            NameTable table = new NameTable(catalog, there);
            table.save(name(context), said.listed(), said.entries().stream().map(each -> new NameTable.Entry(each
                    .name(), each.point(), each.unit())).toList());
            return table.of(name(context), Optional.empty());
        }, 200);
    }

    private static String name(RoutingContext context) {
        return String.valueOf(context.pathParam("name"));
    }

    private void in(RoutingContext context, Consumer<RecordingFolder> then) {
        folder.ifPresentOrElse(then, () -> NO_FOLDER.send(context));
    }

    private void answer(RoutingContext context, Callable<Object> question, int status) {
        offLoop.call(question).onSuccess(found -> send(context, found, status)).onFailure(failure -> failed(context,
                failure));
    }

    private static void send(RoutingContext context, Object body, int status) {
        context.response().setStatusCode(status);
        ApiRoutes.json(context, body);
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (context.response().ended() || context.response().closed()) {
            LOG.info("{} was given up by whoever sent it.", context.request().path());
        } else if (failure instanceof RefusedRecording refused) {
            Problem.of(status(refused.code()), refused.code(), "The recording cannot be taken", String.valueOf(refused
                    .getMessage())).send(context);
        } else if (failure instanceof NoSuchFileException) {
            Problem.notFound("There is no such recording.").send(context);
        } else {
            LOG.warn("{} {} failed.", context.request().method(), context.request().path(), failure);
            Problem.of(503, "folder-failed", "The folder of recordings cannot be used",
                    "The log of the dashboard says why: rights, or a full disk. Everything else goes on.").send(
                            context);
        }
    }

    private static int status(String code) {
        return switch (code) {
            case "too-large" -> 413;
            case "exists", "too-many" -> 409;
            case "disk-full" -> 507;
            case "bad-name" -> 400;
            default -> 422;
        };
    }
}
