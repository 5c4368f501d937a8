/// The whole simulated facility: halls, loops, plant, power and local control stepped together, with its energy account and
/// its points. Messages, weather files and schedulers do not belong here.
@NullMarked
package dev.ondol.simulator.facility;

import org.jspecify.annotations.NullMarked;
