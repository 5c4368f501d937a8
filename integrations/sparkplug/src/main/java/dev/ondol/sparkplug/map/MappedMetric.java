package dev.ondol.sparkplug.map;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.messaging.sparkplug.Metric;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/// One point and the metric of one device that holds it. Immutable.
///
/// @param point      of the site
/// @param name       of the metric
/// @param conversion from the unit of the metric to that of the point
/// @param remote     the boolean metric that is true while the set-point counts
/// @param localValue written when the set-point is handed back, in the unit of the point
public record MappedMetric(Point point, String name, UnitConversion conversion, Optional<String> remote,
        Optional<Double> localValue) {
    /// A set-point as it goes out.
    ///
    /// @param value what the device shows once it has taken it, in the unit of the point
    public record Told(Payload.Metric metric, double value) {}

    /// Whether commands may reach it: there must be a way to hand it back.
    public boolean written() {
        return remote.isPresent() || localValue.isPresent();
    }

    /// The limits of a set-point.
    public SetpointLimits limits() {
        return point.limits().orElseThrow();
    }

    /// What is to be written: the value, or where the metric is coarser the next one towards safety. Empty where the metric cannot hold
    /// it, or where only a value outside the limits comes near.
    ///
    /// @param born what the birth says of the metric
    public Optional<Told> encode(double value, Metric born) {
        DataType type = DataType.forNumber(born.datatype());
        if (type == null || !Double.isFinite(value)) {
            return Optional.empty();
        }
        double exact = (value - conversion.offset()) / conversion.factor();
        return candidates(exact, type).mapToObj(raw -> metric(raw, type)).flatMap(Optional::stream)
                .map(metric -> new Told(metric, conversion.convert(born.value(metric))))
                .filter(told -> limits().contains(told.value())).findFirst();
    }

    /// A value at a limit may come back a hair outside, by the rounding of units: then the next one inside is meant.
    private DoubleStream candidates(double exact, DataType type) {
        return switch (type) {
            case Double -> DoubleStream.of(exact, Math.nextDown(exact), Math.nextUp(exact));
            case Float -> DoubleStream.of((float) exact, Math.nextDown((float) exact), Math.nextUp((float) exact));
            default -> DoubleStream.of(whole(exact));
        };
    }

    private double whole(double exact) {
        double nearest = Math.rint(exact);
        if (Math.abs(exact - nearest) < 1e-6) {
            return nearest;
        }
        boolean up = limits().safe() == SafeDirection.UP == conversion.factor() > 0;
        return up ? Math.ceil(exact) : Math.floor(exact);
    }

    private static Optional<Payload.Metric> metric(double raw, DataType type) {
        Payload.Metric.Builder metric = Payload.Metric.newBuilder().setDatatype(type.getNumber());
        Payload.Metric.@Nullable Builder told = switch (type) {
            case Double -> metric.setDoubleValue(raw);
            case Float -> metric.setFloatValue((float) raw);
            case Boolean -> raw == 0 || raw == 1 ? metric.setBooleanValue(raw == 1) : null;
            case Int8 -> integer(metric, raw, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case Int16 -> integer(metric, raw, Short.MIN_VALUE, Short.MAX_VALUE);
            case Int32 -> integer(metric, raw, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UInt8 -> integer(metric, raw, 0, 0xff);
            case UInt16 -> integer(metric, raw, 0, 0xffff);
            case UInt32 -> integer(metric, raw, 0, 0xffff_ffffL);
            case Int64 -> Math.abs(raw) <= 0x1p53 ? metric.setLongValue((long) raw) : null;
            case UInt64 -> raw >= 0 && raw <= 0x1p53 ? metric.setLongValue((long) raw) : null;
            default -> null; // texts, times and what is composed
        };
        return Optional.ofNullable(told).map(Payload.Metric.Builder::build);
    }

    private static Payload.Metric.@Nullable Builder integer(Payload.Metric.Builder metric, double raw, long low,
            long high) {
        return raw >= low && raw <= high ? metric.setIntValue((int) (long) raw) : null;
    }
}
