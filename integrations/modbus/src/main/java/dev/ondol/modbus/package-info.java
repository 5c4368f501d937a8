/// A plant behind Modbus TCP, as the edge gateway wants one: [dev.ondol.modbus.ModbusPlant]. What registers mean is in `map`, the talk
/// with one device in `device`. Whether a command may be carried out is decided by the gateway, not here.
@NullMarked
package dev.ondol.modbus;

import org.jspecify.annotations.NullMarked;
