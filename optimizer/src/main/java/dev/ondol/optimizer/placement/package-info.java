/// The fast path: one answer to one request within a millisecond, on the same cost model as the plan; leases, events of the
/// scheduler and reconciliation with its list. No HTTP and no SQL belong here; [Records] is the way to durable memory.
@NullMarked
package dev.ondol.optimizer.placement;

import org.jspecify.annotations.NullMarked;
