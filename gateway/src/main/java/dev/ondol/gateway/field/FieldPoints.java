package dev.ondol.gateway.field;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The points of a site that a map of devices names, as the gateway publishes them. A set-point may stand at several devices, each unit of a
/// hall for instance; a sensor at one.
public final class FieldPoints {
    private final PointCatalog site;
    private final String source;
    private final Map<PointId, Point> points = new LinkedHashMap<>();

    /// @param source name under which their frames come
    public FieldPoints(PointCatalog site, String source) {
        this.site = site;
        this.source = source;
    }

    /// What the site says of a point.
    ///
    /// @throws IllegalArgumentException if it has none of that name
    public Point known(String name) {
        return site.find(PointId.of(name)).orElseThrow(() -> new IllegalArgumentException(
                "The site has no such point."));
    }

    /// Takes a point from a device.
    ///
    /// @param min        of a set-point, tighter than the site's envelope
    /// @param max        likewise
    /// @param localValue that must lie inside both
    /// @throws IllegalArgumentException if it cannot stand there
    public Point take(Point known, Optional<Double> min, Optional<Double> max, Optional<Double> localValue) {
        Point point = new Point(known.id(), known.quantity(), source, known.period(), known.latency(), known.limits()
                .map(limits -> tighter(limits, min, max)), known.counterModulus());
        if (point.limits().isPresent() && localValue.isPresent() && !point.limits().get().contains(localValue.get())) {
            throw new IllegalArgumentException("The localValue (%s) must be %s to %s.".formatted(localValue.get(), point
                    .limits().get().min(), point.limits().get().max()));
        }
        @Nullable
        Point before = points.putIfAbsent(point.id(), point);
        if (before != null && !(point.writable() && point.equals(before))) {
            throw new IllegalArgumentException(
                    "The point stands twice; only set-points may, with the same min and max.");
        }
        return point;
    }

    /// All that were taken.
    public PointCatalog catalog() {
        return PointCatalog.of(points.values());
    }

    private static SetpointLimits tighter(SetpointLimits site, Optional<Double> min, Optional<Double> max) {
        double lowest = Math.max(site.min(), min.orElse(site.min()));
        double highest = Math.min(site.max(), max.orElse(site.max()));
        return new SetpointLimits(lowest, highest, site.savingStep(), site.safe(), site.deadband());
    }
}
