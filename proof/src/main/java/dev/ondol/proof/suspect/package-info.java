/// What may be broken in a recorded plant: each thing that can break is broken in the simulated one, and what explains the residuals
/// best is named first. How the plant is fitted belongs to `calibrate`.
@NullMarked
package dev.ondol.proof.suspect;

import org.jspecify.annotations.NullMarked;
