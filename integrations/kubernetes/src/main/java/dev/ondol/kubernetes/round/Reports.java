package dev.ondol.kubernetes.round;

import dev.ondol.client.HttpPlacementApi;
import dev.ondol.client.OndolUnavailable;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.kubernetes.cluster.SeenJob;
import dev.ondol.kubernetes.cluster.SeenPod;
import dev.ondol.kubernetes.round.Followed.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells Ondol what became of jobs: BOUND once all Pods of a job have nodes, STARTED once all run, then how it ended; and what runs.
/// Keeps in memory what it has told; after a restart it tells it again, which changes nothing. One thread.
final class Reports {
    private final HttpPlacementApi ondol;
    private final Map<String, Followed> followed = new HashMap<>();

    Reports(HttpPlacementApi ondol) {
        this.ondol = ondol;
    }

    /// A placement that was made for a job at the gate.
    void placed(Placement placement) {
        Followed before = followed.getOrDefault(placement.jobId(), Followed.NEW);
        followed.put(placement.jobId(), new Followed(Optional.of(placement.placementId()), before.stage(), before
                .places()));
    }

    /// @param ids         the site's ids of nodes by their names in Kubernetes
    /// @param plantMillis now
    void tell(List<SeenJob> jobs, Map<String, String> ids, long plantMillis) throws OndolUnavailable {
        for (SeenJob job : jobs) {
            if (job.bound().size() >= job.request().gang().replicas()) {
                forward(job, ids, plantMillis);
            }
        }
        Map<String, SeenJob> byId = jobs.stream().collect(Collectors.toMap(SeenJob::id, job -> job));
        for (String id : List.copyOf(followed.keySet())) {
            SeenJob job = byId.get(id);
            if (job == null || job.open().isEmpty()) {
                end(id, job, plantMillis);
            }
        }
    }

    private void forward(SeenJob job, Map<String, String> ids, long plantMillis) throws OndolUnavailable {
        Followed before = followed.getOrDefault(job.id(), Followed.NEW);
        boolean runs = job.bound().stream().allMatch(pod -> pod.phase() == SeenPod.Phase.RUNNING);
        Stage stage = runs || before.stage() == Stage.STARTED ? Stage.STARTED : Stage.BOUND;
        List<Assignment> places = places(job, ids);
        if (stage != before.stage() || !places.equals(before.places())) {
            Optional<String> placement = before.placementId().isPresent()
                    ? before.placementId()
                    : ondol.ofJob(job.id()).map(Placement::placementId);
            if (placement.isPresent() && stage != before.stage()) {
                ondol.report(placement.get(),
                        new PlacementEvent(runs ? PlacementEvent.Type.STARTED : PlacementEvent.Type.BOUND, runs
                                ? startedAt(job, plantMillis)
                                : plantMillis));
            }
            followed.put(job.id(), new Followed(placement, stage, places));
        }
    }

    /// Its Pods were stopped for another job; those that come in their place are a new beginning.
    void evicted(String placementId, String jobId, long plantMillis) throws OndolUnavailable {
        ondol.report(placementId, new PlacementEvent(PlacementEvent.Type.EVICTED, plantMillis));
        followed.remove(jobId);
    }

    private void end(String id, @org.jspecify.annotations.Nullable SeenJob job, long plantMillis)
            throws OndolUnavailable {
        Followed last = followed.getOrDefault(id, Followed.NEW);
        Set<SeenPod.Phase> phases = job == null
                ? Set.of()
                : job.pods().stream().map(SeenPod::phase).collect(Collectors.toSet());
        PlacementEvent.Type type = phases.contains(SeenPod.Phase.FAILED)
                ? PlacementEvent.Type.FAILED
                : phases.contains(SeenPod.Phase.SUCCEEDED)
                        ? PlacementEvent.Type.FINISHED
                        : PlacementEvent.Type.CANCELLED;
        if (last.placementId().isPresent()) {
            ondol.report(last.placementId().get(), new PlacementEvent(type, plantMillis));
        }
        followed.remove(id);
    }

    /// Everything that holds GPUs. A gang that has lost a Pod for a while keeps its places; one that is not complete yet is a promise still.
    List<RunningJob> running(List<SeenJob> jobs, Map<String, String> ids, long plantMillis) throws OndolUnavailable {
        List<RunningJob> running = new ArrayList<>();
        for (SeenJob job : jobs) {
            if (job.bound().isEmpty()) {
                continue;
            }
            Followed told = followed.getOrDefault(job.id(), Followed.NEW);
            if (told.stage() == Stage.STARTED) {
                running.add(listed(job, told.places(), plantMillis));
            } else if (job.bound().size() < job.request().gang().replicas() && job.bound().stream().anyMatch(pod -> pod
                    .phase() == SeenPod.Phase.RUNNING)) {
                // Who has just come does not know whether the gang gathers or has lost one; Ondol remembers its places.
                Optional<Placement> known = ondol.ofJob(job.id()).filter(of -> of.leaseExpires() == null
                        && of.assignments().stream().map(Assignment::node).collect(Collectors.toSet()).containsAll(
                                places(job, ids).stream().map(Assignment::node).toList()));
                if (known.isPresent()) {
                    running.add(listed(job, known.get().assignments(), plantMillis));
                }
            }
        }
        return running;
    }

    private static RunningJob listed(SeenJob job, List<Assignment> places, long plantMillis) {
        return new RunningJob(job.id(), job.request(), places, startedAt(job, plantMillis));
    }

    private static long startedAt(SeenJob job, long plantMillis) {
        return job.bound().stream().flatMap(pod -> pod.since().stream()).min(Instant::compareTo)
                .map(Instant::toEpochMilli)
                .map(at -> Math.min(at, plantMillis)).orElse(plantMillis);
    }

    private static List<Assignment> places(SeenJob job, Map<String, String> ids) {
        Map<String, Integer> replicas = new LinkedHashMap<>();
        job.bound().stream().flatMap(pod -> pod.node().stream()).map(name -> ids.getOrDefault(name, name)).sorted()
                .forEach(node -> replicas.merge(node, 1, Integer::sum));
        int gpus = job.request().perReplica().gpu();
        return replicas.entrySet().stream().map(entry -> new Assignment(entry.getKey(), entry.getValue(), entry
                .getValue() * gpus)).toList();
    }
}
