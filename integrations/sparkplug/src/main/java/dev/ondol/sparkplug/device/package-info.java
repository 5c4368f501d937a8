/// The talk with an edge node and with each of its devices.
@NullMarked
package dev.ondol.sparkplug.device;

import org.jspecify.annotations.NullMarked;
