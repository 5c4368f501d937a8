/// What the site is asked to compute: jobs by time, from the built-in generator or a recorded trace. Where and when
/// they run is decided by the cluster's scheduler and does not belong here.
@NullMarked
package dev.ondol.simulator.workload;

import org.jspecify.annotations.NullMarked;
