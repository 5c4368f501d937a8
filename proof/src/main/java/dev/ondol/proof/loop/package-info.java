/// Plant, scheduler, optimizer and control in one process and one thread, with imperfect sensors and forecasts between them.
/// What is compared, and with what, does not belong here.
@NullMarked
package dev.ondol.proof.loop;

import org.jspecify.annotations.NullMarked;
