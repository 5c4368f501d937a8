package dev.ondol.proof.replay;

import dev.ondol.facility.point.UnitConversion;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Points whose unit changed on the way. Where the recording has a column of units, values are converted and the change is told.
/// Where it has none, a jump to values that another unit of the same kind explains, and the point's own scatter does not, is
/// taken for one: what stands in the other unit is told and left out, not converted, because nobody has said so.
final class UnitChanges {
    /// A jump this many times the usual step from one reading to the next is none of the plant's own.
    private static final double JUMP = 20;
    /// How well the other unit must explain the jump: what is left of it.
    private static final double EXPLAINED = 0.1;
    private static final int STEADY = 3;

    private final List<Irregularity> told = new ArrayList<>();

    /// Notes the unit that a row says.
    ///
    /// @return false where it cannot be converted
    boolean follow(PointColumn column, long time, String unit) {
        if (unit.equals(column.unit)) {
            return column.unitConversion != null || unit.isEmpty();
        }
        Optional<UnitConversion> conversion = unit.isEmpty()
                ? Optional.of(column.conversion)
                : UnitConversion.between(unit, column.quantity.unit());
        if (column.unit != null) {
            told.add(Irregularity.between(Kind.CHANGED_UNIT, column.point.toString(), 1, time, time, 1,
                    "The unit changes from %s to %s here; %s.".formatted(column.unit, unit, conversion.isPresent()
                            ? "values are converted by the column of units"
                            : "it does not fit the point, its rows are left out")));
        }
        column.unit = unit;
        column.unitConversion = conversion.orElse(null);
        return conversion.isPresent();
    }

    List<Irregularity> told() {
        return told;
    }

    /// Looks for jumps, and leaves out what stands in another unit.
    void search(PointColumn column) {
        Series series = column.series;
        double usual = usualStep(series);
        for (int i = 1; i + STEADY <= series.size(); i++) {
            double before = series.value(i - 1);
            double jump = Math.abs(series.value(i) - before);
            if (jump <= JUMP * usual || jump < 0.5 * Math.abs(before) || Math.abs(before) < 1e-3) {
                continue;
            }
            for (String unit : UnitConversion.convertibleTo(column.quantity.unit())) {
                UnitConversion conversion = UnitConversion.between(unit, column.quantity.unit()).orElseThrow();
                if (!conversion.equals(UnitConversion.SAME) && explains(series, i, before, jump, conversion)) {
                    leaveOut(column, i, before, unit, conversion);
                    i--;
                    break;
                }
            }
        }
    }

    private static boolean explains(Series series, int from, double before, double jump, UnitConversion conversion) {
        for (int i = from; i < from + STEADY; i++) {
            if (!(Math.abs(conversion.convert(series.value(i)) - before) < EXPLAINED * Math.min(jump, Math.abs(
                    before) + 2))) {
                return false;
            }
        }
        return true;
    }

    private void leaveOut(PointColumn column, int from, double before, String unit, UnitConversion conversion) {
        Series series = column.series;
        int to = from;
        double last = before;
        while (to < series.size()) {
            double converted = conversion.convert(series.value(to));
            if (Math.abs(converted - last) > Math.abs(series.value(to) - last)) {
                break;
            }
            last = converted;
            to++;
        }
        told.add(Irregularity.between(Kind.CHANGED_UNIT, column.point.toString(), 1, series.time(from), series.time(
                to - 1), (long) to - from,
                "Values jump from %.4g to %.4g as if they were in %s instead of %s from here on; they are left out. Give the file a column unit, or a --mapping."
                        .formatted(before, series.value(from), unit, column.quantity.unit())));
        series.remove(from, to);
    }

    /// The median step from one reading to the next, at least a thousandth of the median value.
    private static double usualStep(Series series) {
        if (series.size() < 3) {
            return Double.POSITIVE_INFINITY;
        }
        double[] steps = new double[series.size() - 1];
        double[] values = new double[series.size()];
        values[0] = Math.abs(series.value(0));
        for (int i = 1; i < series.size(); i++) {
            steps[i - 1] = Math.abs(series.value(i) - series.value(i - 1));
            values[i] = Math.abs(series.value(i));
        }
        java.util.Arrays.sort(steps);
        java.util.Arrays.sort(values);
        return Math.max(steps[steps.length / 2], 1e-3 * values[values.length / 2]);
    }
}
