/// The race of placement policies on a recorded trace: reads the trace, lets its pods arrive by the published protocol, measures, and computes the
/// bound that no arrangement of the same pods can beat.
@NullMarked
package dev.ondol.proof.race;

import org.jspecify.annotations.NullMarked;
