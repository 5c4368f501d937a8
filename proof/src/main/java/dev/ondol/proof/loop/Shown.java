package dev.ondol.proof.loop;

import dev.ondol.facility.point.PointId;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// What a list of points showed at one instant; those that showed nothing are absent. A map that is made to be walked through:
/// thousands of them are filled a plant day, and nobody looks a single point up. Immutable.
final class Shown extends AbstractMap<PointId, Double> {
    private final List<PointId> points;
    private final double[] values;

    /// @param values one a point, in its unit; NaN where it showed nothing
    Shown(List<PointId> points, double[] values) {
        this.points = points;
        this.values = values;
    }

    @Override
    public void forEach(BiConsumer<? super PointId, ? super Double> each) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                each.accept(points.get(i), values[i]);
            }
        }
    }

    @Override
    public Set<Map.Entry<PointId, Double>> entrySet() {
        Map<PointId, Double> entries = new LinkedHashMap<>();
        forEach(entries::put);
        return entries.entrySet();
    }
}
