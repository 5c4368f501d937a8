/// The way of the power from the meter to the racks and its losses, which are heat somewhere in the building.
@NullMarked
package dev.ondol.simulator.electrical;

import org.jspecify.annotations.NullMarked;
