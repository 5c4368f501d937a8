package dev.ondol.optimizer.pace;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Arrivals;
import dev.ondol.optimizer.cluster.Crowding;
import dev.ondol.optimizer.cluster.ProfileChoice;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The power profiles of running jobs: of training by what each reports of its own pace, or the one that suits all where it reports
/// nothing; of batch work the tightest that its deadline allows. While jobs wait for a GPU model, or little of it is free, what runs
/// on it runs uncapped: a slow end makes the next one late. Guarded by its owner.
public final class JobPaces {
    /// A shorter job is over before its search has paid, milliseconds.
    private static final long SHORTEST_MS = 30 * 60_000;
    /// Once nobody waits any more, caps come back after this time, milliseconds.
    private static final long CALM_MS = 10 * 60_000;

    private final Map<String, CapSearch> searches = new HashMap<>();
    private final ServingClocks serving = new ServingClocks();
    private final Map<String, Long> crowded = new HashMap<>();
    private final boolean choosing;
    private final Arrivals gangs;

    /// @param choosing false: all jobs run uncapped
    /// @param gangs    training that has come
    public JobPaces(boolean choosing, Arrivals gangs) {
        this.choosing = choosing;
        this.gangs = gangs;
    }

    /// Jobs have told their pace.
    ///
    /// @return running jobs whose profile changes, with their new one
    public List<TrackedJob> told(Account account, List<JobProgress> jobs, long now) {
        watchQueues(account, now);
        if (!choosing) {
            return List.of();
        }
        List<TrackedJob> changed = new ArrayList<>();
        for (JobProgress told : jobs) {
            Optional<TrackedJob> job = account.job(told.jobId()).filter(JobPaces::searched);
            if (job.isPresent() && Double.isFinite(told.stepsPerSecond()) && told.stepsPerSecond() > 0) {
                follow(job.get(), told.stepsPerSecond(), now).ifPresent(changed::add);
            }
        }
        for (TrackedJob job : account.jobs()) {
            if (job.holdsNodes() && job.request().workload() == JobClass.BATCH) {
                PowerProfile wish = isCrowded(job.request()) ? PowerProfile.UNCAPPED : atEase(job, now);
                change(job, wish, now).ifPresent(changed::add);
            }
        }
        changed.addAll(serving.told(account, jobs));
        searches.keySet().removeIf(id -> account.job(id).isEmpty());
        return changed;
    }

    /// What a job starts under. Batch work starts under what it would be told in the next minute anyway: a node that had to
    /// follow twice would have changed its direction too often before long.
    ///
    /// @param start    plant time in milliseconds
    /// @param deadline plant time in milliseconds; [Long#MAX_VALUE] for none
    public PowerProfile first(PlacementRequest request, long start, long deadline) {
        if (!choosing) {
            return PowerProfile.UNCAPPED;
        }
        if (ServingClocks.serves(request)) {
            return serving.first(request);
        }
        long duration = request.time().durationMs();
        if (request.workload() != JobClass.BATCH) {
            return lastAllowed(request.workload(), start, duration, deadline);
        }
        return isCrowded(request) ? PowerProfile.UNCAPPED : tightest(start, duration, deadline);
    }

    private static boolean searched(TrackedJob job) {
        return job.phase() == Phase.RUNNING && job.request().workload() == JobClass.TRAINING
                && job.request().time().durationMs() >= SHORTEST_MS;
    }

    private void watchQueues(Account account, long now) {
        Crowding crowding = new Crowding(account, gangs);
        for (String model : account.nodes().models()) {
            if (crowding.isShort(model)) {
                crowded.put(model, now);
            }
        }
        crowded.values().removeIf(since -> now - since > CALM_MS || since > now);
    }

    private Optional<TrackedJob> follow(TrackedJob job, double stepsPerSecond, long now) {
        CapSearch search = searches.computeIfAbsent(job.request().jobId(), id -> new CapSearch());
        boolean hurried = isCrowded(job.request());
        boolean wasHurried = search.cap() != CapSearch.UNCAPPED && job.profile().kind() == PowerProfile.Kind.NONE;
        if (hurried || wasHurried) {
            search.pause();
        } else {
            search.told(stepsPerSecond);
        }
        return change(job, hurried ? PowerProfile.UNCAPPED : profile(search), now);
    }

    /// What batch work runs under while nobody waits.
    private static PowerProfile atEase(TrackedJob job, long now) {
        long left = Math.round(Math.max(0, job.end() - now) * job.profile().throughput());
        return tightest(now, left, Gang.deadline(job.request(), job.arrival()));
    }

    private static PowerProfile tightest(long start, long duration, long deadline) {
        PowerProfile tightest = PowerProfiles.cap(CapSearch.TIGHTEST);
        return start + duration / tightest.throughput() <= deadline
                ? tightest
                : lastAllowed(JobClass.BATCH, start, duration, deadline);
    }

    private static PowerProfile lastAllowed(JobClass of, long start, long duration, long deadline) {
        return ProfileChoice.allowed(of, start, duration, deadline).getLast();
    }

    private static Optional<TrackedJob> change(TrackedJob job, PowerProfile wish, long now) {
        if (wish.setting() == job.profile().setting()) {
            return Optional.empty();
        }
        double left = Math.max(0, job.end() - now) * job.profile().throughput();
        return Optional.of(new TrackedJob(job.request(), job.placement(), wish, job.phase(), job.arrival(), now + Math
                .round(left / wish.throughput())));
    }

    private boolean isCrowded(PlacementRequest request) {
        Set<String> models = new HashSet<>(request.perReplica().gpuModels());
        return models.isEmpty() ? !crowded.isEmpty() : models.stream().anyMatch(crowded::containsKey);
    }

    private static PowerProfile profile(CapSearch search) {
        return search.cap() == CapSearch.UNCAPPED ? PowerProfile.UNCAPPED : PowerProfiles.cap(search.cap());
    }
}
