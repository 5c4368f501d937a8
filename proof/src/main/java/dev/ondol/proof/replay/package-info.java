/// Recorded telemetry in the simulator: weather, IT load and set-points of a recording drive the plant's equations, and what they
/// say is held against what was recorded. Nothing here knows where a recording comes from but as text; fitting the plant to it
/// belongs to `calibrate`.
@NullMarked
package dev.ondol.proof.replay;

import org.jspecify.annotations.NullMarked;
