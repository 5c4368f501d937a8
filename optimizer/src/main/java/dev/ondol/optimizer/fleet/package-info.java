/// Machines whose GPUs several requests share, and who decides, request by request, where the next one goes. Plain computing: nothing
/// here knows a trace, a race, a network or a clock.
@NullMarked
package dev.ondol.optimizer.fleet;

import org.jspecify.annotations.NullMarked;
