/// What telemetry says: the newest reading of each point, whether it may be trusted, and what it means for the plant model and the
/// forecast. No MQTT belongs here; readings come as frames.
@NullMarked
package dev.ondol.optimizer.observe;

import org.jspecify.annotations.NullMarked;
