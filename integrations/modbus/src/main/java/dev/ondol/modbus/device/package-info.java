/// The talk with one device: reads in blocks, writes that are read back, set-points that are handed back.
@NullMarked
package dev.ondol.modbus.device;

import org.jspecify.annotations.NullMarked;
