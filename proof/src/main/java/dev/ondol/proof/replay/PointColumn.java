package dev.ondol.proof.replay;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.UnitConversion;
import org.jspecify.annotations.Nullable;

/// What a name of a recording means, and what has come under it so far.
final class PointColumn {
    final PointId point;
    /// Whose gateway it is: points of one system follow each other.
    final String system;
    final Quantity quantity;
    final Series series = new Series();
    final UnitConversion conversion;

    /// Unit of its own column that the row before had; null where there is none.
    @Nullable
    String unit;

    @Nullable
    UnitConversion unitConversion;
    long outOfOrder;
    long firstOutOfOrder;
    long implausible;
    long bad;
    long newest = Long.MIN_VALUE;
    long backMillis;
    long backFrom;

    PointColumn(Point of, UnitConversion conversion) {
        point = of.id();
        system = of.source();
        quantity = of.quantity();
        this.conversion = conversion;
    }

    /// Adds a reading in the unit of the recording.
    ///
    /// @return false where its point cannot be so
    boolean add(long time, double foreign) {
        UnitConversion own = unitConversion;
        double value = (own == null ? conversion : own).convert(foreign);
        if (!(value >= quantity.low() && value <= quantity.high())) {
            implausible++;
            return false;
        }
        long back = series.add(time, value);
        if (time < newest) {
            outOfOrder++;
            firstOutOfOrder = outOfOrder == 1 ? time : firstOutOfOrder;
            if (back > backMillis) {
                backMillis = back;
                backFrom = time + back;
            }
        }
        newest = Math.max(newest, time);
        return true;
    }
}
