/// Which nodes without work sleep: how many must stay awake for what may come, learned from what came, and which of the
/// others are parked or woken.
@NullMarked
package dev.ondol.optimizer.parking;

import org.jspecify.annotations.NullMarked;
