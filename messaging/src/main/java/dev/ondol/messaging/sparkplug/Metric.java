package dev.ondol.messaging.sparkplug;

import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/// What a birth says of a metric: data messages carry only the alias and the value.
///
/// @param device   the device, or an empty text for the node's own
/// @param name     with its folders, `Chiller/Supply Temperature`
/// @param datatype number of the Sparkplug data type, 0 where it is not known
/// @param unit     engineering unit, or an empty text
/// @param mapped   which point it is; empty where it can be none
public record Metric(String device, String name, int datatype, String unit, Optional<MetricMapping.Mapped> mapped) {
    private static final int GOOD = 192;
    private static final int STALE = 500;

    /// Whether the value of a message is one that can be a reading: no null, no text, nothing composed.
    static boolean measures(Payload.Metric metric) {
        return !metric.getIsNull() && switch (metric.getValueCase()) {
            case INT_VALUE, LONG_VALUE, FLOAT_VALUE, DOUBLE_VALUE, BOOLEAN_VALUE -> true;
            case STRING_VALUE, BYTES_VALUE, DATASET_VALUE, TEMPLATE_VALUE, EXTENSION_VALUE, VALUE_NOT_SET -> false;
        };
    }

    /// The value as a number; NaN where it is none.
    public double value(Payload.Metric metric) {
        int type = metric.getDatatype() == 0 ? datatype : metric.getDatatype();
        return switch (metric.getValueCase()) {
            case INT_VALUE -> integer(metric.getIntValue(), type);
            case LONG_VALUE -> type == DataType.UInt64.getNumber()
                    ? unsigned(metric.getLongValue())
                    : (double) metric.getLongValue();
            case FLOAT_VALUE -> Double.parseDouble(Float.toString(metric.getFloatValue())); // 18.2, not 18.2000007
            case DOUBLE_VALUE -> metric.getDoubleValue();
            case BOOLEAN_VALUE -> metric.getBooleanValue() ? 1 : 0;
            case STRING_VALUE, BYTES_VALUE, DATASET_VALUE, TEMPLATE_VALUE, EXTENSION_VALUE, VALUE_NOT_SET -> Double.NaN;
        };
    }

    /// Signed types of fewer bits come in the unsigned 32 bits of the message; some senders extend their sign.
    private static double integer(int bits, int type) {
        DataType known = DataType.forNumber(type);
        if (known == DataType.Int8) {
            return (byte) bits;
        }
        if (known == DataType.Int16) {
            return (short) bits;
        }
        boolean unsigned = known == DataType.UInt8 || known == DataType.UInt16 || known == DataType.UInt32;
        return unsigned ? Integer.toUnsignedLong(bits) : bits;
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : 0x1p63 + (bits & Long.MAX_VALUE);
    }

    /// The engineering unit among the properties of a metric in a birth, or an empty text.
    static String unit(Payload.Metric metric) {
        Payload.PropertyValue unit = property(metric, "engUnit", "unit", "units");
        return unit == null ? "" : unit.getStringValue();
    }

    /// Our code for the quality among the properties (192 good, 500 stale, anything else bad); null for good, which a metric
    /// without this property is.
    static @Nullable String quality(Payload.Metric metric) {
        Payload.PropertyValue quality = property(metric, "Quality");
        if (quality == null || quality.getIntValue() == GOOD) {
            return null;
        }
        return quality.getIntValue() == STALE ? "stale" : "bad";
    }

    private static Payload.@Nullable PropertyValue property(Payload.Metric metric, String... keys) {
        Payload.PropertySet properties = metric.getProperties();
        for (int i = 0; i < Math.min(properties.getKeysCount(), properties.getValuesCount()); i++) {
            for (String key : keys) {
                if (properties.getKeys(i).equalsIgnoreCase(key)) {
                    return properties.getValues(i);
                }
            }
        }
        return null;
    }
}
