/// The gateway's disk outbox: frames wait here until ingest has committed them. Files and marks only; nothing here knows
/// MQTT or the plant.
@NullMarked
package dev.ondol.gateway.outbox;

import org.jspecify.annotations.NullMarked;
