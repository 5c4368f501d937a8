/// Who watches: signs of trouble from telemetry, heartbeats, commands and storage become alarms, which go to MQTT and the
/// historian; operators' acts on them come back. Beside control, on threads and a session of its own, so that neither can hold up the
/// other. What an alarm is does not belong here.
@NullMarked
package dev.ondol.controllers.watch;

import org.jspecify.annotations.NullMarked;
