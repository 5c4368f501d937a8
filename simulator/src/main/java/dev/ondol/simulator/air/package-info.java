/// Data halls: the way of the air through aisles, racks and air handlers, with heat capacities of air, structure and
/// racks. Water beyond the coil valve does not belong here.
@NullMarked
package dev.ondol.simulator.air;

import org.jspecify.annotations.NullMarked;
