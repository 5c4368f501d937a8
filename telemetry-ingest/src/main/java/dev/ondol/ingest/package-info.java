/// Telemetry on its way from MQTT into the historian, with exactly-once effect: a frame is acknowledged only when it is
/// committed, and what comes twice is stored once. What may be stored is decided in the historian; how long a frame may
/// wait for the site clock is decided here. [IngestRole] is the way in.
@NullMarked
package dev.ondol.ingest;

import org.jspecify.annotations.NullMarked;
