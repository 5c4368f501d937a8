/// Roll-ups of readings over 1 min, 10 min and 1 h, and what becomes of data as it ages: [Upkeep] rolls up what was written,
/// compresses and drops, always between explicit bounds in plant time. Reading them belongs to `reading`.
@NullMarked
package dev.ondol.historian.rollup;

import org.jspecify.annotations.NullMarked;
