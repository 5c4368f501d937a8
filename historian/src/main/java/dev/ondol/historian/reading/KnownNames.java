package dev.ondol.historian.reading;

import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every name that a frame may use and the point it means. A point's own name counts before any other.
///
/// @param ours    names of the form equipment/quantity: of points, and other people's that look alike
/// @param foreign all other names
record KnownNames(Map<PointId, KnownPoint> ours, Map<String, KnownPoint> foreign) {
    static final KnownNames NONE = new KnownNames(Map.of(), Map.of());

    static KnownNames empty() {
        return new KnownNames(new HashMap<>(), new HashMap<>());
    }

    void put(String name, KnownPoint point) {
        int slash = name.indexOf('/');
        if (slash >= 0 && PointId.isName(name.substring(0, slash)) && PointId.isName(name.substring(slash + 1))) {
            ours.putIfAbsent(PointId.of(name), point);
        } else {
            foreign.putIfAbsent(name, point);
        }
    }

    @Nullable
    KnownPoint of(PointId name) {
        return ours.get(name);
    }

    @Nullable
    KnownPoint of(String name) {
        return foreign.get(name);
    }
}
