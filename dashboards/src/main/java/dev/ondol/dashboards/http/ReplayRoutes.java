package dev.ondol.dashboards.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.dashboards.http.PlantChanges.Change;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayStore.Seen;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recorded telemetry in the simulator: asking for a replay, and what came of it. It has no way to control or to the plant.
final class ReplayRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRoutes.class);
    private static final long MOST_BODY = 24_576;
    private static final int MOST_PLANT = 8_192;
    private static final int MOST_KEPT = 50;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    /// The plant settles before a plan can be asked for.
    private static final Duration SETTLED = Duration.ofHours(3);
    private static final int MOST_WAITING = 5;
    private static final int LISTED = 20;
    private static final Pattern SOURCE = Pattern.compile(
            "historian|scenario/[a-z0-9][a-z0-9._-]{0,63}|file/[A-Za-z0-9][A-Za-z0-9._-]{0,110}");
    private static final List<String> POLICIES = List.of("recorded", "good-practice", "best-static", "ondol");
    private static final Duration SHORTEST = Duration.ofHours(5);
    private static final Duration LONGEST = Duration.ofDays(62);
    /// A replayer says four times as often that it is there.
    private static final Duration SILENT = Duration.ofSeconds(20);

    /// Answer of GET /api/v1/replays.
    ///
    /// @param alive    whether somebody is there who carries replays out
    /// @param silentMs wall time since it was heard last; null where it never was
    /// @param sources  what can be replayed
    /// @param changes  of the plant, to begin with
    private record Overview(boolean alive, @Nullable Long silentMs, @JsonRawValue String sources,
            List<String> policies, List<Change> changes, List<ReplayRun> runs) {}

    /// Body of POST /api/v1/replays.
    private record Wish(String source, long from, long to, String policy, boolean calibrate,
            @JsonSetter(nulls = Nulls.SET) @Nullable Long at, @JsonSetter(nulls = Nulls.SET) @Nullable String plant,
            @JsonSetter(nulls = Nulls.SET) @Nullable String name) {
        ReplayRequest request() {
            return new ReplayRequest(source, from, to, policy, calibrate, at, plant, name);
        }
    }

    /// Answer of GET /api/v1/replays/kept.
    ///
    /// @param scenarios that the replayer has in its folder, simulated, as `ondol compare` tells them
    private record KeptOnes(List<KeptOne> replays, @JsonRawValue String scenarios) {}

    private record KeptOne(ReplayRun run, @JsonRawValue String figures) {}

    /// Answer of GET /api/v1/replays/{id}.
    ///
    /// @param found null where it has not ended well
    private record Told(ReplayRun run, @JsonRawValue @Nullable String found) {}

    /// Answer of POST and DELETE.
    private record Asked(ReplayRun run) {}

    private interface Question<T> {
        Optional<T> ask() throws Unavailable;
    }

    private final ReplayDesk desk;
    private final String site;
    private final List<Change> changes;
    private final OffLoop offLoop;

    ReplayRoutes(ReplayDesk desk, Site site, OffLoop offLoop) {
        this.desk = desk;
        this.site = site.id();
        this.changes = PlantChanges.of(site);
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get("/api/v1/replays").handler(context -> answer(context, this::overview, found -> ApiRoutes.json(
                context, found)));
        router.post("/api/v1/replays").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY)).handler(this::ask);
        router.get("/api/v1/replays/kept").handler(context -> answer(context, this::kept, found -> ApiRoutes.json(
                context, found)));
        router.get("/api/v1/replays/:id").handler(context -> of(context, id -> answer(context, () -> told(id),
                found -> ApiRoutes.json(context, found))));
        router.delete("/api/v1/replays/:id").handler(context -> of(context, id -> cancel(context, id)));
        router.get("/api/v1/replays/:id/line").handler(context -> of(context, id -> line(context, id)));
        router.get("/api/v1/replays/:id/replay.json").handler(context -> of(context, id -> answer(context, () -> desk
                .result(id), found -> file(context, id, "json", "application/json", found))));
        router.get("/api/v1/replays/:id/replay.csv").handler(context -> of(context, id -> answer(context,
                () -> ReplayTable.csv(desk, id), found -> file(context, id, "csv", "text/csv; charset=utf-8", found))));
        router.get("/api/v1/replays/:id/report.html").handler(context -> of(context, id -> answer(context, () -> desk
                .report(id), found -> file(context, id, "html", "text/html; charset=utf-8", found))));
    }

    private Optional<Overview> overview() throws Unavailable {
        Optional<Seen> seen = desk.seen();
        return Optional.of(new Overview(seen.filter(last -> last.silentMs() < SILENT.toMillis()).isPresent(), seen.map(
                Seen::silentMs).orElse(null), seen.map(Seen::sources).orElse("[]"), POLICIES, changes, desk.newest(
                        LISTED)));
    }

    private Optional<KeptOnes> kept() throws Unavailable {
        return Optional
                .of(new KeptOnes(desk.kept(MOST_KEPT).stream().map(each -> new KeptOne(each.run(), each.figures()))
                        .toList(), desk.seen().map(Seen::scenarios).orElse("[]")));
    }

    private Optional<Told> told(long id) throws Unavailable {
        Optional<ReplayRun> run = desk.run(id);
        return run.isEmpty() ? Optional.empty() : Optional.of(new Told(run.get(), desk.result(id).orElse(null)));
    }

    private void ask(RoutingContext context) {
        ReplayRequest wish;
        try {
            Buffer body = context.body().buffer();
            wish = JsonMessages.readStrictly(body == null ? new byte[0] : body.getBytes(), Wish.class).request();
        } catch (MalformedMessage | IllegalArgumentException e) {
            Problem.badRequest("The body must be {\"source\": name, \"from\": plant milliseconds, \"to\": plant "
                    + "milliseconds, \"policy\": name, \"calibrate\": true or false} and may have \"at\", \"plant\", \"name\". "
                    + e.getMessage()).send(context);
            return;
        }
        Optional<String> refused = refused(wish);
        if (refused.isPresent()) {
            Problem.badRequest(refused.get()).send(context);
            return;
        }
        String by = Gate.principal(context).name();
        offLoop.call(() -> {
            Optional<Long> id = desk.ask(by, wish, MOST_WAITING);
            return id.isEmpty() ? Optional.<ReplayRun>empty() : desk.run(id.get());
        }).onSuccess(run -> run.ifPresentOrElse(asked -> {
            context.response().setStatusCode(202);
            ApiRoutes.json(context, new Asked(asked));
        }, () -> Problem.of(409, "too-many", "Too many replays wait",
                "%d replays wait or run. Cancel one, or wait for it.".formatted(MOST_WAITING)).send(context)))
                .onFailure(failure -> away(context, failure));
    }

    private static Optional<String> refused(ReplayRequest wish) {
        long length = wish.to() - wish.from();
        if (!SOURCE.matcher(wish.source()).matches()) {
            return Optional.of("source (%s) must be historian, scenario/NAME or file/NAME.".formatted(wish.source()));
        }
        if (!POLICIES.contains(wish.policy())) {
            return Optional.of("policy (%s) must be one of %s.".formatted(wish.policy(), String.join(", ", POLICIES)));
        }
        Optional<String> other = refusedOther(wish);
        if (other.isPresent()) {
            return other;
        }
        return length < SHORTEST.toMillis() || length > LONGEST.toMillis() || wish.from() < 0
                ? Optional
                        .of("The window must be %d hours to %d days: the plant takes three hours to settle.".formatted(
                                SHORTEST.toHours(), LONGEST.toDays()))
                : Optional.empty();
    }

    /// What is asked for beside the window.
    private static Optional<String> refusedOther(ReplayRequest wish) {
        Long at = wish.at();
        String plant = wish.plant();
        String name = wish.name();
        if (at != null && (plant != null || name != null || wish.calibrate() || !wish.policy().equals("recorded"))) {
            return Optional
                    .of("at asks for one plan: it goes with the policy recorded and without calibrate, plant, name.");
        }
        if (at != null && (at < wish.from() + SETTLED.toMillis() || at >= wish.to())) {
            return Optional.of("at must lie in the window, three hours after its beginning at the earliest.");
        }
        if (plant != null && (plant.isBlank() || plant.length() > MOST_PLANT)) {
            return Optional.of("plant must be YAML of 1 to %d characters with the keys of the site that are other."
                    .formatted(MOST_PLANT));
        }
        return name == null || NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("name must be small letters, digits, dots and dashes, 64 at most.");
    }

    private void cancel(RoutingContext context, long id) {
        String by = Gate.principal(context).name();
        answer(context, () -> {
            desk.cancel(id, by);
            return desk.run(id);
        }, run -> ApiRoutes.json(context, new Asked(run)));
    }

    private void line(RoutingContext context, long id) {
        String point = context.request().getParam("point");
        if (point == null || point.length() > 200) {
            Problem.badRequest("point must be equipment/quantity.").send(context);
            return;
        }
        answer(context, () -> desk.line(id, point), found -> context.response().putHeader("Content-Type",
                "application/json").putHeader("Cache-Control", "no-store").end(found));
    }

    private static void of(RoutingContext context, Consumer<Long> then) {
        Optional<Long> id = ApiRoutes.whole(context.pathParam("id"));
        if (id.isEmpty()) {
            Problem.notFound("Replays have whole numbers.").send(context);
        } else {
            then.accept(id.get());
        }
    }

    private <T> void answer(RoutingContext context, Question<T> question, Consumer<T> then) {
        offLoop.call(question::ask).onSuccess(found -> found.ifPresentOrElse(then, () -> Problem.notFound(
                "There is no such replay, or it has found nothing yet.").send(context)))
                .onFailure(failure -> away(context, failure));
    }

    private static void away(RoutingContext context, Throwable failure) {
        LOG.warn("{} could not be answered: {}", context.request().path(), failure.toString());
        Problem.historianAway().send(context);
    }

    /// To be saved: the page has its own style sheet, which this server does not show.
    private void file(RoutingContext context, long id, String ending, String type, String text) {
        context.response().putHeader("Content-Type", type).putHeader("Cache-Control", "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"ondol-%s-replay-%d.%s\"".formatted(site, id,
                        ending))
                .end(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
    }
}
