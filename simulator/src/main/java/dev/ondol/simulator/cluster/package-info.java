/// The emulated cluster scheduler: it queues the jobs of a trace, asks a [Placer] where they run, starts and ends them
/// on the servers and keeps account of service levels. Physics does not belong here; the servers' power is the business
/// of `it`.
@NullMarked
package dev.ondol.simulator.cluster;

import org.jspecify.annotations.NullMarked;
