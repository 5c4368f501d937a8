package dev.ondol.proof.loop;

import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// A list of points that is read again and again: where each of them stands is looked up once. One thread.
final class Survey {
    private final List<PointId> points;
    private final List<DoubleSupplier> shown;

    /// @param shown where the value of a point stands, in its unit; NaN while it shows nothing
    Survey(List<PointId> points, Function<PointId, DoubleSupplier> shown) {
        this.points = List.copyOf(points);
        this.shown = points.stream().map(shown).toList();
    }

    /// What they show now.
    ///
    /// @param rounding what becomes of each value on its way
    Shown now(DoubleUnaryOperator rounding) {
        double[] values = new double[points.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rounding.applyAsDouble(shown.get(i).getAsDouble());
        }
        return new Shown(points, values);
    }
}
