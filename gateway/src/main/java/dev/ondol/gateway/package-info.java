/// The edge gateway of a plant: it publishes the plant's frames and clock over MQTT, obeys verified commands
/// inside the plant's own limits, and hands the plant back to its local rules when nobody it trusts is in charge. What is
/// physics, scheduling or a field bus stays behind the [Plant] port.
@NullMarked
package dev.ondol.gateway;

import org.jspecify.annotations.NullMarked;
