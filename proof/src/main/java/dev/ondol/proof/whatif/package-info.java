/// What a recorded window would have taken under other operation: the same weather and IT load, other set-points.
@NullMarked
package dev.ondol.proof.whatif;

import org.jspecify.annotations.NullMarked;
