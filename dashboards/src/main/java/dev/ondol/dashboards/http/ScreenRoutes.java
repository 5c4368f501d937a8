package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What single screens ask for beside the live overview: machines and set-points, where the power goes, and rack inlets of
/// the past.
final class ScreenRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenRoutes.class);
    private static final long HOUR_MS = 3_600_000;
    private static final long LONGEST_MARKET_MS = 40L * 24 * HOUR_MS;
    private static final long LONGEST_SPAN_MS = 8L * 24 * HOUR_MS;
    private static final int MOST_FRAMES = 200;

    /// Answer of GET /api/v1/thermal/history.
    ///
    /// @param times   start of each frame, plant time in milliseconds
    /// @param frameMs plant time that a frame covers
    /// @param inletC  by frame: the hottest moment of each rack in it, in the order of the site view; null without a reading
    private record Frames(List<Long> times, long frameMs, List<List<@Nullable Double>> inletC) {}

    private final LiveSite live;
    private final Archive archive;
    private final OffLoop offLoop;

    ScreenRoutes(LiveSite live, Archive archive, OffLoop offLoop) {
        this.live = live;
        this.archive = archive;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get("/api/v1/cooling").handler(context -> ApiRoutes.json(context, live.cooling()));
        router.get("/api/v1/energy").handler(this::energy);
        router.get("/api/v1/thermal/history").handler(this::frames);
    }

    private void energy(RoutingContext context) {
        Optional<Span> span = span(context, LONGEST_MARKET_MS);
        span.ifPresent(asked -> ApiRoutes.json(context, live.energy(asked.from, asked.to)));
    }

    private void frames(RoutingContext context) {
        Optional<Span> span = span(context, LONGEST_SPAN_MS);
        Optional<Long> frames = ApiRoutes.whole(context.request().getParam("frames"));
        if (span.isEmpty()) {
            return;
        }
        if (frames.isEmpty() || frames.get() < 1 || frames.get() > MOST_FRAMES) {
            Problem.badRequest("frames must be 1 to %d.".formatted(MOST_FRAMES)).send(context);
            return;
        }
        int count = frames.get().intValue();
        offLoop.call(() -> frames(span.get(), count)).onSuccess(found -> ApiRoutes.json(context, found))
                .onFailure(failure -> {
                    LOG.warn("Rack inlets of the past could not be read: {}", failure.toString());
                    Problem.historianAway().send(context);
                });
    }

    private Frames frames(Span span, int count) throws Archive.Unavailable {
        List<String> racks = live.view().halls().stream().flatMap(hall -> hall.groups().stream())
                .flatMap(group -> group.racks().stream()).toList();
        List<PointId> points = racks.stream().map(rack -> PointId.of(rack, Quantity.INLET_AIR_TEMPERATURE)).toList();
        Map<PointId, List<Archive.Slice>> slices = archive.map(points, span.from, span.to, count);
        long frameMs = Math.ceilDiv(span.to - span.from, (long) count);
        List<Long> times = new ArrayList<>();
        List<List<@Nullable Double>> inlets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(span.from + i * frameMs);
            inlets.add(new ArrayList<>(Collections.nCopies(racks.size(), (@Nullable Double) null)));
        }
        for (int rack = 0; rack < points.size(); rack++) {
            for (Archive.Slice slice : slices.getOrDefault(points.get(rack), List.of())) {
                int frame = Math.clamp((slice.time() - span.from) / frameMs, 0, count - 1);
                Double before = inlets.get(frame).get(rack);
                double highest = before == null ? slice.max() : Math.max(before, slice.max());
                inlets.get(frame).set(rack, Math.round(highest * 10) / 10.0);
            }
        }
        return new Frames(times, frameMs, inlets);
    }

    private record Span(long from, long to) {}

    private static Optional<Span> span(RoutingContext context, long longestMs) {
        Optional<Long> from = ApiRoutes.whole(context.request().getParam("from"));
        Optional<Long> to = ApiRoutes.whole(context.request().getParam("to"));
        if (from.isEmpty() || to.isEmpty() || from.get() < 0 || to.get() <= from.get()
                || to.get() - from.get() > longestMs) {
            Problem.badRequest("from and to must be plant time in milliseconds, from before to, at most %d days apart."
                    .formatted(longestMs / 24 / HOUR_MS)).send(context);
            return Optional.empty();
        }
        return Optional.of(new Span(from.get(), to.get()));
    }
}
