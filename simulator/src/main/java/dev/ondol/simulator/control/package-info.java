/// The plant's own sequences: what happens when no optimizer writes, and the interlocks that no optimizer can overrule.
/// Nothing here knows a message or an equation of the plant.
@NullMarked
package dev.ondol.simulator.control;

import org.jspecify.annotations.NullMarked;
