package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.Cooling;
import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What single screens ask of the past, many points at once: rack inlets, set-points and what is measured of them.
final class HistoryRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryRoutes.class);
    private static final long LONGEST_SPAN_MS = 8L * 24 * 3_600_000;
    private static final int MOST_PARTS = 200;

    /// Answer of GET /api/v1/thermal/history.
    ///
    /// @param times   start of each frame, plant time in milliseconds
    /// @param frameMs plant time that a frame covers
    /// @param inletC  by frame: the hottest moment of each rack in it, in the order of the site view; null without a reading
    private record Frames(List<Long> times, long frameMs, List<List<@Nullable Double>> inletC) {}

    /// Answer of GET /api/v1/cooling/history.
    ///
    /// @param from   start of the first part, plant time in milliseconds
    /// @param partMs plant time that a part covers
    private record Trends(long from, long partMs, List<Trend> trends) {}

    /// One set-point, by part; null without a reading. Where nothing is measured of it, low and high are empty.
    ///
    /// @param setpoint the last value in force
    /// @param low      lowest measured
    /// @param high     highest measured
    private record Trend(PointId point, List<@Nullable Double> setpoint, List<@Nullable Double> low,
            List<@Nullable Double> high) {}

    private interface Read<T> {
        T of(Span span, int parts) throws Archive.Unavailable;
    }

    private final LiveSite live;
    private final Archive archive;
    private final OffLoop offLoop;

    HistoryRoutes(LiveSite live, Archive archive, OffLoop offLoop) {
        this.live = live;
        this.archive = archive;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get("/api/v1/thermal/history").handler(context -> answer(context, "frames", this::frames));
        router.get("/api/v1/cooling/history").handler(context -> answer(context, "parts", this::trends));
    }

    private <T> void answer(RoutingContext context, String name, Read<T> read) {
        Optional<Span> span = Span.asked(context, LONGEST_SPAN_MS);
        if (span.isEmpty()) {
            return;
        }
        Optional<Long> parts = ApiRoutes.whole(context.request().getParam(name));
        if (parts.isEmpty() || parts.get() < 1 || parts.get() > MOST_PARTS) {
            Problem.badRequest("%s must be 1 to %d.".formatted(name, MOST_PARTS)).send(context);
            return;
        }
        offLoop.call(() -> read.of(span.get(), parts.get().intValue()))
                .onSuccess(found -> ApiRoutes.json(context, found)).onFailure(failure -> {
                    LOG.warn("{} could not be read: {}", context.request().path(), failure.toString());
                    Problem.historianAway().send(context);
                });
    }

    private Frames frames(Span span, int count) throws Archive.Unavailable {
        List<String> racks = live.view().halls().stream().flatMap(hall -> hall.groups().stream())
                .flatMap(group -> group.racks().stream()).toList();
        List<PointId> points = racks.stream().map(rack -> PointId.of(rack, Quantity.INLET_AIR_TEMPERATURE)).toList();
        Map<PointId, List<Archive.Slice>> slices = archive.map(points, span.from(), span.to(), count);
        List<Long> times = new ArrayList<>();
        List<List<@Nullable Double>> inlets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(span.from() + i * span.partMs(count));
            inlets.add(new ArrayList<@Nullable Double>(Collections.nCopies(racks.size(), (@Nullable Double) null)));
        }
        for (int rack = 0; rack < points.size(); rack++) {
            for (Archive.Slice slice : slices.getOrDefault(points.get(rack), List.of())) {
                List<@Nullable Double> frame = inlets.get(span.part(slice.time(), count));
                Double before = frame.get(rack);
                double highest = before == null ? slice.max() : Math.max(before, slice.max());
                frame.set(rack, Math.round(highest * 10) / 10.0);
            }
        }
        return new Frames(times, span.partMs(count), inlets);
    }

    private Trends trends(Span span, int parts) throws Archive.Unavailable {
        List<Point> setpoints = Cooling.setpoints(live.catalog());
        List<PointId> wanted = new ArrayList<>();
        for (Point setpoint : setpoints) {
            wanted.add(setpoint.id());
            Cooling.measured(setpoint, live.catalog()).map(Point::id).ifPresent(wanted::add);
        }
        Map<PointId, List<Archive.Slice>> slices = archive.map(wanted, span.from(), span.to(), parts);
        List<Trend> trends = new ArrayList<>();
        for (Point setpoint : setpoints) {
            List<Archive.Slice> inForce = slices.getOrDefault(setpoint.id(), List.of());
            Optional<List<Archive.Slice>> measured = Cooling.measured(setpoint, live.catalog())
                    .map(point -> slices.getOrDefault(point.id(), List.of()));
            trends.add(new Trend(setpoint.id(), line(inForce, span, parts, Archive.Slice::last, (a, b) -> b),
                    measured.map(of -> line(of, span, parts, Archive.Slice::min, Math::min)).orElse(List.of()),
                    measured.map(of -> line(of, span, parts, Archive.Slice::max, Math::max)).orElse(List.of())));
        }
        return new Trends(span.from(), span.partMs(parts), trends);
    }

    private static List<@Nullable Double> line(List<Archive.Slice> slices, Span span, int parts,
            ToDoubleFunction<Archive.Slice> value, DoubleBinaryOperator both) {
        List<@Nullable Double> line = new ArrayList<@Nullable Double>(Collections.nCopies(parts,
                (@Nullable Double) null));
        for (Archive.Slice slice : slices) {
            int part = span.part(slice.time(), parts);
            double rounded = Math.round(value.applyAsDouble(slice) * 100) / 100.0;
            Double before = line.get(part);
            line.set(part, before == null ? rounded : both.applyAsDouble(before, rounded));
        }
        return line;
    }
}
