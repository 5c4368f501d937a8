package dev.ondol.modbus.map;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import dev.ondol.facility.point.PointId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The register map of a site as its file says it.
///
/// @param source  name under which frames come, `[a-z0-9-]+`; absent: modbus
/// @param devices what answers, one connection each
public record RegisterMap(Optional<String> source, List<Device> devices) {
    public RegisterMap {
        devices = List.copyOf(devices);
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("The map must have a device.");
        }
        if (source.isPresent() && !PointId.isName(source.get())) {
            throw new IllegalArgumentException("The source (%s) must match [a-z0-9-]+.".formatted(source.get()));
        }
        Set<String> names = new HashSet<>();
        for (Device device : devices) {
            if (!names.add(device.name())) {
                throw new IllegalArgumentException("The device (%s) must be listed once.".formatted(device.name()));
            }
        }
    }

    /// @param name      for people
    /// @param host      name or address
    /// @param port      absent: 502
    /// @param unit      unit identifier, 0 to 255; absent: 1
    /// @param timeoutMs wall milliseconds that a request may take, 50 to 2000; absent: 1000
    /// @param heartbeat holding register that counts up every 15 s while the gateway lives, so that the device can fall back by
    ///                  itself; absent: none
    /// @param points    what its registers mean
    public record Device(String name, String host, Optional<Integer> port, Optional<Integer> unit,
            Optional<Integer> timeoutMs, Optional<Integer> heartbeat, List<Register> points) {
        public Device {
            points = List.copyOf(points);
            within(port.orElse(502), 1, 65_535, "port");
            within(unit.orElse(1), 0, 255, "unit");
            within(timeoutMs.orElse(1_000), 50, 2_000, "timeoutMs");
            heartbeat.ifPresent(address -> within(address, 0, 65_535, "heartbeat"));
            if (points.isEmpty()) {
                throw new IllegalArgumentException("The device (%s) must have a point.".formatted(name));
            }
        }
    }

    /// @param point      ours, `equipment/quantity`
    /// @param table      where it is
    /// @param address    of its first register, counted from 0 as in the protocol: 40001 of a manual is HOLDING 0
    /// @param type       how the value is written
    /// @param words      which word of two comes first; absent: HIGH_FIRST
    /// @param scale      value = raw * scale + offset, in `unit`; absent: 1
    /// @param offset     absent: 0
    /// @param unit       UCUM code or everyday spelling; absent: that of the point
    /// @param min        of a set-point: tighter than the site's envelope, in the unit of the point
    /// @param max        likewise
    /// @param remoteCoil of a set-point: this coil is on while the register counts, off: the device's own rule does
    /// @param localValue of a set-point, where there is no such coil: written when it is handed back, in the unit of the point
    public record Register(String point, Table table, int address, Encoding type, Optional<Words> words,
            Optional<Double> scale, Optional<Double> offset, Optional<String> unit, Optional<Double> min,
            Optional<Double> max, Optional<Integer> remoteCoil, Optional<Double> localValue) {
        public Register {
            within(address, 0, 65_536 - type.registers(), "address");
            remoteCoil.ifPresent(coil -> within(coil, 0, 65_535, "remoteCoil"));
            if (scale.isPresent() && scale.get() == 0) {
                throw new IllegalArgumentException("The scale of %s must not be 0.".formatted(point));
            }
            if (remoteCoil.isPresent() && localValue.isPresent()) {
                throw new IllegalArgumentException("The point %s must have a remoteCoil or a localValue, not both."
                        .formatted(point));
            }
        }

        /// Whether commands may reach it.
        boolean written() {
            return remoteCoil.isPresent() || localValue.isPresent();
        }
    }

    /// Registers that can only be read, and those that can be written.
    public enum Table {
        INPUT, HOLDING
    }

    /// Order of the two words of a value of 32 bits.
    public enum Words {
        HIGH_FIRST, LOW_FIRST
    }

    /// How a value stands in registers.
    public enum Encoding {
        INT16(1, Short.MIN_VALUE, Short.MAX_VALUE), UINT16(1, 0, 0xffff), INT32(2, Integer.MIN_VALUE,
                Integer.MAX_VALUE), UINT32(2, 0, 0xffff_ffffL), FLOAT32(2, -Float.MAX_VALUE, Float.MAX_VALUE);

        private final int registers;
        private final double low;
        private final double high;

        Encoding(int registers, double low, double high) {
            this.registers = registers;
            this.low = low;
            this.high = high;
        }

        /// How many it takes.
        public int registers() {
            return registers;
        }

        boolean holds(double raw) {
            return raw >= low && raw <= high;
        }
    }

    /// Reads the text of a file.
    ///
    /// @throws InvalidConfiguration with every problem of the text
    public static RegisterMap read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, RegisterMap.class);
    }

    private static void within(int value, int low, int high, String key) {
        if (value < low || value > high) {
            throw new IllegalArgumentException("The %s (%d) must be %d to %d.".formatted(key, value, low, high));
        }
    }
}
