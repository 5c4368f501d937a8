package dev.ondol.modbus.map;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// A device and what its registers are to the site.
///
/// @param name      for people
/// @param unit      unit identifier
/// @param timeout   wall time that a request may take
/// @param heartbeat holding register that counts up while the gateway lives
public record MappedDevice(String name, String host, int port, int unit, Duration timeout, OptionalInt heartbeat,
        List<MappedRegister> registers) {
    public MappedDevice {
        registers = List.copyOf(registers);
    }
}
