package dev.ondol.kubernetes.round;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.facility.workload.Placement;
import dev.ondol.kubernetes.cluster.Cluster;
import dev.ondol.kubernetes.cluster.SeenJob;
import dev.ondol.kubernetes.cluster.SeenPod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops the Pods of jobs that are to make room for one of higher priority, and tells Ondol once they have left their nodes. What is to
/// be done follows from what is there, so a restart changes nothing. One thread.
final class Evictions {
    private static final Logger log = LoggerFactory.getLogger(Evictions.class);

    private final Cluster cluster;
    private final HttpPlacementApi ondol;
    private final Reports reports;

    Evictions(Cluster cluster, HttpPlacementApi ondol, Reports reports) {
        this.cluster = cluster;
        this.ondol = ondol;
        this.reports = reports;
    }

    /// @param plantMillis now
    void carryOut(List<SeenJob> jobs, long plantMillis) throws OndolUnavailable {
        Map<String, SeenJob> byId = jobs.stream().collect(Collectors.toMap(SeenJob::id, job -> job));
        for (Placement placement : ondol.orders().evictions()) {
            SeenJob job = byId.get(placement.jobId());
            List<SeenPod> bound = job == null ? List.of() : job.bound();
            if (bound.isEmpty()) {
                reports.evicted(placement.placementId(), placement.jobId(), plantMillis);
                log.info("Job {} has made room for one of higher priority.", placement.jobId());
            }
            for (SeenPod pod : bound) {
                if (!cluster.evict(pod)) {
                    log.info("Pod {}/{} is not stopped yet: a disruption budget, or it goes already.", pod.namespace(),
                            pod
                                    .name());
                }
            }
        }
    }
}
