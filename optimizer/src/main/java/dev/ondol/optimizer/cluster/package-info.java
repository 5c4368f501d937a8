/// The optimizer's own view of the compute cluster: nodes, who runs where, what is promised, what waits. The scheduler starts
/// and stops jobs; this only keeps account and is corrected by the scheduler's list.
@NullMarked
package dev.ondol.optimizer.cluster;

import org.jspecify.annotations.NullMarked;
