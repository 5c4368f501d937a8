/// Telemetry: frames go in exactly once through [FrameWriter], readings come out through [History]. What the data policy
/// refuses is kept beside them with its reason and its bytes.
@NullMarked
package dev.ondol.historian.reading;

import org.jspecify.annotations.NullMarked;
