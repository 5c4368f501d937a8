/// What `ondol sweep` does around the process of Spark: starts it, looks over its shoulder, computes again. What a facility-year is does not belong
/// here.
@NullMarked
package dev.ondol.app.sweep;

import org.jspecify.annotations.NullMarked;
