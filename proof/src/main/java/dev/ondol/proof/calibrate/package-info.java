/// Fits the described plant to a recording: factors on nameplate figures, found on a training stretch and judged on another. What
/// is broken in it belongs to `suspect`.
@NullMarked
package dev.ondol.proof.calibrate;

import org.jspecify.annotations.NullMarked;
