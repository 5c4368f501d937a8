package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Crowding;
import dev.ondol.optimizer.problem.Gang;

/// Batch work has hours where training has minutes: on a GPU model that is short it lets training go first until it must start
/// to end in time.
final class BatchYield {
    /// What a start may take longer than thought: nodes that wake, an end that comes late, milliseconds.
    private static final long MARGIN_MS = 90 * 60_000;

    /// Longer it stands back for nobody: what is put off has to be done in hours that may be as busy, milliseconds.
    private static final long MOST_MS = 90 * 60_000;

    private final Account account;

    BatchYield(Account account) {
        this.account = account;
    }

    /// Plant time in milliseconds by which batch work must start to end before its deadline.
    static long latestStart(PlacementRequest request, long arrival) {
        return Gang.deadline(request, arrival) - request.time().durationMs() - MARGIN_MS;
    }

    /// @param arrival plant time in milliseconds
    /// @param now     plant time in milliseconds
    boolean yields(PlacementRequest request, long arrival, long now) {
        if (request.workload() != JobClass.BATCH || now - arrival >= MOST_MS || latestStart(request, arrival) <= now) {
            return false;
        }
        Crowding crowding = new Crowding(account);
        return Crowding.models(account.nodes(), request).stream()
                .allMatch(model -> crowding.isShort(model, request.gpus()));
    }
}
