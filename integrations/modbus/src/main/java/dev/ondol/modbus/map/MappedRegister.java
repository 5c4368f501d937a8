package dev.ondol.modbus.map;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.point.UnitConversion;
import dev.ondol.modbus.map.RegisterMap.Encoding;
import dev.ondol.modbus.map.RegisterMap.Table;
import dev.ondol.modbus.map.RegisterMap.Words;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// One point and the registers of one device that hold it. Immutable.
///
/// @param point      of the site
/// @param conversion from the raw number to the unit of the point
/// @param remoteCoil on while the register counts
/// @param localValue written when the set-point is handed back, in the unit of the point
public record MappedRegister(Point point, Table table, int address, Encoding type, Words words,
        UnitConversion conversion,
        Optional<Integer> remoteCoil, Optional<Double> localValue) {
    /// Whether commands may reach it: there must be a way to hand it back.
    public boolean written() {
        return remoteCoil.isPresent() || localValue.isPresent();
    }

    /// The value in the unit of the point; may be NaN in a register of floats.
    ///
    /// @param bytes of its registers, as they come
    public double decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(ordered(bytes));
        double raw = switch (type) {
            case INT16 -> buffer.getShort();
            case UINT16 -> Short.toUnsignedInt(buffer.getShort());
            case INT32 -> buffer.getInt();
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
            case FLOAT32 -> buffer.getFloat();
        };
        return conversion.convert(raw);
    }

    /// What is to be written: the value, or where the register is coarser the next one towards safety. Empty where the register
    /// cannot hold it, or where only a value outside the limits comes near.
    public Optional<byte[]> encode(double value) {
        OptionalDouble raw = raw(value);
        if (raw.isEmpty() || !type.holds(raw.getAsDouble())) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.allocate(2 * type.registers());
        switch (type) {
            case INT16, UINT16 -> buffer.putShort((short) (long) raw.getAsDouble());
            case INT32, UINT32 -> buffer.putInt((int) (long) raw.getAsDouble());
            case FLOAT32 -> buffer.putFloat((float) raw.getAsDouble());
        }
        byte[] bytes = ordered(buffer.array());
        return limits().contains(decode(bytes)) ? Optional.of(bytes) : Optional.empty();
    }

    private OptionalDouble raw(double value) {
        if (!Double.isFinite(value)) {
            return OptionalDouble.empty();
        }
        double exact = (value - conversion.offset()) / conversion.factor();
        if (type == Encoding.FLOAT32) {
            return OptionalDouble.of(exact);
        }
        double nearest = Math.rint(exact);
        if (Math.abs(exact - nearest) < 1e-6) {
            return OptionalDouble.of(nearest);
        }
        boolean up = limits().safe() == SafeDirection.UP == conversion.factor() > 0;
        return OptionalDouble.of(up ? Math.ceil(exact) : Math.floor(exact));
    }

    /// The limits of a set-point.
    public SetpointLimits limits() {
        return point.limits().orElseThrow();
    }

    private byte[] ordered(byte[] bytes) {
        if (type.registers() == 1 || words == Words.HIGH_FIRST) {
            return bytes;
        }
        byte[] turned = Arrays.copyOf(bytes, bytes.length);
        System.arraycopy(bytes, 0, turned, 2, 2);
        System.arraycopy(bytes, 2, turned, 0, 2);
        return turned;
    }
}
