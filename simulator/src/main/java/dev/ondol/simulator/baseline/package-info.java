/// What baselines have learned from earlier years, as frozen, versioned files with the command and the weather that made
/// them. Searching for it belongs to `tune`.
@NullMarked
package dev.ondol.simulator.baseline;

import org.jspecify.annotations.NullMarked;
