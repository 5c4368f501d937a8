package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.TrackedJob;
import java.util.Map;

/// GPUs that tenants may have at the same time. A tenant without a quota may have all. Immutable.
public final class Quotas {
    /// Nobody is bound.
    public static final Quotas NONE = new Quotas(Map.of());
    private static final double ROUNDING = 1e-9;

    private final Map<String, Integer> gpus;

    /// @param gpus most GPUs by tenant, 0 or more
    public Quotas(Map<String, Integer> gpus) {
        this.gpus = Map.copyOf(gpus);
        this.gpus.forEach((tenant, most) -> {
            if (most < 0) {
                throw new IllegalArgumentException("The quota (%d) of tenant (%s) must not be negative.".formatted(most,
                        tenant));
            }
        });
    }

    /// Whether the tenant would have too many GPUs with this job.
    boolean exceeded(Account account, PlacementRequest request) {
        Integer most = gpus.get(request.tenant());
        if (most == null) {
            return false;
        }
        double held = wanted(request);
        for (TrackedJob job : account.jobs()) {
            if (job.holdsNodes() && job.request().tenant().equals(request.tenant())
                    && !job.request().jobId().equals(request.jobId())) {
                for (Assignment share : job.placement().assignments()) {
                    held += job.gpus(share);
                }
            }
        }
        return held > most + ROUNDING;
    }

    /// GPUs by which the job is above the quota of its tenant even if the tenant had nothing else; 0 or less where it is not.
    double excess(PlacementRequest request) {
        Integer most = gpus.get(request.tenant());
        return most == null ? 0 : wanted(request) - most;
    }

    private static double wanted(PlacementRequest request) {
        return request.gang().replicas() * request.perReplica().gpuPart();
    }
}
