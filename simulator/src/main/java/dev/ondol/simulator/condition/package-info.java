/// In what state of repair the equipment is: what the equations ask of it, and what faults change. Why and when it breaks
/// belongs to `fault`.
@NullMarked
package dev.ondol.simulator.condition;

import org.jspecify.annotations.NullMarked;
