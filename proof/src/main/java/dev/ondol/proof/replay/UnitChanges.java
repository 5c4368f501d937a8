package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Points whose unit changed on the way. Where the recording has a column of units, values are converted and the change is told.
/// Where it has none, a jump is taken for a change of unit where two things hold. Converted from another unit of that kind, the
/// point goes on where it was: a unit changes numbers and not the plant, so no more is left than the point's own scatter. And
/// nothing else of its system jumped at that time in a way that no unit explains: a set-point that is moved at a stroke takes
/// speeds, flows and powers with it. That is not asked of temperatures: no stroke multiplies one and adds an offset. What stands in the other unit is told and left out, not converted, because nobody has said so.
final class UnitChanges {
    /// A jump this many times the usual step from one reading to the next is none of the plant's own.
    private static final double JUMP = 20;
    /// A change of unit changes numbers at least by half, a jump of the plant need not be so large to tell that it was one.
    private static final double NEW_NUMBERS = 0.5;
    private static final double PLANT_MOVED = 0.1;
    /// So many usual steps a reading the converted value may be off, or this part of the value (of a temperature, whose zero is
    /// arbitrary, of the jump); never more than the last.
    private static final double SCATTER = 3;
    private static final double EXACT = 0.01;
    private static final double AT_MOST = 0.05;
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
    void search(Collection<PointColumn> columns) {
        Map<String, List<PlantJump>> moved = new HashMap<>();
        for (PointColumn column : columns) {
            Series series = column.series;
            double usual = usualStep(series);
            for (int i = 1; i < series.size(); i++) {
                if (jumps(series, i, usual, PLANT_MOVED) && otherUnit(column, i, usual).isEmpty()) {
                    moved.computeIfAbsent(column.system, ignored -> new ArrayList<>())
                            .add(new PlantJump(column.point, series.time(i - 1), series.time(i)));
                }
            }
        }
        for (PointColumn column : columns) {
            search(column, moved.getOrDefault(column.system, List.of()));
        }
    }

    /// A point that jumped as no change of unit does.
    private record PlantJump(PointId point, long from, long to) {}

    private void search(PointColumn column, List<PlantJump> moved) {
        Series series = column.series;
        double usual = usualStep(series);
        for (int i = 1; i + STEADY <= series.size(); i++) {
            if (!jumps(series, i, usual, NEW_NUMBERS)) {
                continue;
            }
            Optional<String> unit = otherUnit(column, i, usual);
            long from = series.time(i - 1);
            long to = series.time(i);
            if (unit.isEmpty()) {
                continue;
            }
            UnitConversion conversion = UnitConversion.between(unit.get(), column.quantity.unit()).orElseThrow();
            if (conversion.offset() != 0 || moved.stream().noneMatch(jump -> !jump.point.equals(column.point)
                    && jump.from <= to && jump.to >= from)) {
                leaveOut(column, i, series.value(i - 1), unit.get(), conversion);
                i--;
            }
        }
    }

    private static boolean jumps(Series series, int at, double usual, double least) {
        double before = Math.abs(series.value(at - 1));
        double jump = Math.abs(series.value(at) - series.value(at - 1));
        return jump > JUMP * usual && jump > 0 && jump >= least * before;
    }

    /// The unit from which a point goes on where it was.
    private static Optional<String> otherUnit(PointColumn column, int at, double usual) {
        Series series = column.series;
        double before = series.value(at - 1);
        if (at + STEADY > series.size()) {
            return Optional.empty();
        }
        return UnitConversion.convertibleTo(column.quantity.unit()).stream().filter(unit -> {
            UnitConversion conversion = UnitConversion.between(unit, column.quantity.unit()).orElseThrow();
            return !conversion.equals(UnitConversion.SAME) && goesOn(series, at, before, usual, conversion);
        }).findFirst();
    }

    private static boolean goesOn(Series series, int from, double before, double usual, UnitConversion conversion) {
        double size = conversion.offset() == 0
                ? Math.abs(before)
                : Math.abs(series.value(from)
                        - before);
        for (int i = 0; i < STEADY; i++) {
            double scatter = Math.clamp((i + 1) * SCATTER * usual, EXACT * size, AT_MOST * size);
            if (!(Math.abs(conversion.convert(series.value(from + i)) - before) <= scatter)) {
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
