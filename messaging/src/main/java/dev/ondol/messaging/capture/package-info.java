/// Recorded MQTT messages, one JSON object a line, as mosquitto_sub writes them (docs/replay.md says how).
@NullMarked
package dev.ondol.messaging.capture;

import org.jspecify.annotations.NullMarked;
