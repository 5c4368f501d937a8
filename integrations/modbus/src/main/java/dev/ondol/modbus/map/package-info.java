/// What the registers of devices mean: the file as it is written, and the points of the site that follow from it. No I/O.
@NullMarked
package dev.ondol.modbus.map;

import org.jspecify.annotations.NullMarked;
