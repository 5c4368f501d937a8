/// What breaks, and when: schedules of faults from a file or from a seed, and how they act on a facility: on its equipment
/// through its state of repair, on its readings and controllers through its instruments.
@NullMarked
package dev.ondol.simulator.fault;

import org.jspecify.annotations.NullMarked;
