/// Searches fixed set-points for a site on earlier years, so that baselines get a fair chance. What comes out is a frozen
/// file of `baseline`.
@NullMarked
package dev.ondol.simulator.tune;

import org.jspecify.annotations.NullMarked;
