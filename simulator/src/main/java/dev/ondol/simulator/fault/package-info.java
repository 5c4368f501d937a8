/// What goes wrong in a plant, as data: what, where, from when to when, on a schedule or drawn at random by a seed. How a part
/// behaves while it is broken lives with the part.
@NullMarked
package dev.ondol.simulator.fault;

import org.jspecify.annotations.NullMarked;
