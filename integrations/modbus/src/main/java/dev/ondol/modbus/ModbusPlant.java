package dev.ondol.modbus;

import dev.ondol.gateway.field.FieldPlant;
import dev.ondol.modbus.device.ModbusDevice;
import dev.ondol.modbus.map.MappedSite;
import java.time.InstantSource;

/// A real plant whose devices speak Modbus TCP.
public final class ModbusPlant {
    private ModbusPlant() {}

    /// Begins to connect to every device; what an earlier life of the gateway has left there is handed back first.
    public static FieldPlant open(MappedSite site, InstantSource wall) {
        return opened(site, wall, true);
    }

    /// A plant that is only looked at: nothing is ever written, so that a gateway may run beside.
    public static FieldPlant look(MappedSite site, InstantSource wall) {
        return opened(site, wall, false);
    }

    private static FieldPlant opened(MappedSite site, InstantSource wall, boolean commanded) {
        return FieldPlant.open(site.devices().stream().map(device -> new ModbusDevice(device, commanded)).toList(),
                wall, () -> {});
    }
}
