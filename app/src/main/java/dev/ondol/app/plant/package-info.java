/// What stands behind the gateway: a simulated plant, or a real one behind Modbus TCP or Sparkplug edge nodes.
@NullMarked
package dev.ondol.app.plant;

import org.jspecify.annotations.NullMarked;
