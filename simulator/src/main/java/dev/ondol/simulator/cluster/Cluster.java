package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.Job;
import dev.ondol.simulator.workload.JobTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The emulated scheduler of the site: takes jobs from the trace as they arrive, lets the placer place them, starts and
/// ends them on the servers. At its first tick it takes over the jobs that the trace says were running, so a simulation
/// does not begin on an empty site. Deterministic as far as the placer is. Not thread-safe.
public final class Cluster {
    private final ItLoad it;
    private final JobTrace trace;
    private final Placer placer;
    private final Optional<Suspension> suspension;
    private final NodeTable nodes;
    private final ServiceLevels levels;
    private final Map<String, WaitingJob> waiting = new LinkedHashMap<>();
    private final NavigableSet<ActiveJob> active = new TreeSet<>(ActiveJob.BY_END);
    private final double[] seenCap;
    private final double[] seenClock;
    private long seenProfileChanges;
    private final int gpus;

    private boolean begun;
    private long firstMillis;
    private long nowMillis;
    private int allocatedGpus;
    private double gpuMillis;
    private double referenceGpuHours;
    private long refused;
    private long withdrawn;
    private long conflicts;

    /// A scheduler that lets idle nodes idle.
    public Cluster(ItLoad it, JobTrace trace, Placer placer) {
        this(it, trace, placer, Optional.empty());
    }

    /// @param suspension what the scheduler does with idle nodes
    public Cluster(ItLoad it, JobTrace trace, Placer placer, Optional<Suspension> suspension) {
        this.it = it;
        this.trace = trace;
        this.placer = placer;
        this.suspension = suspension;
        nodes = new NodeTable(it);
        seenCap = new double[it.nodes()];
        seenClock = new double[it.nodes()];
        Arrays.setAll(seenCap, it::powerCap);
        Arrays.setAll(seenClock, it::gpuClock);
        seenProfileChanges = it.profileChanges();
        Map<String, Integer> byModel = new HashMap<>();
        for (int node = 0; node < it.nodes(); node++) {
            byModel.merge(it.type(node).gpuModel(), it.type(node).gpus(), Integer::sum);
        }
        gpus = byModel.values().stream().mapToInt(Integer::intValue).sum();
        levels = new ServiceLevels(byModel);
    }

    /// Advances to an instant, usually one minute after the last: ends, arrivals, starts. An instant that is not later
    /// than the last changes nothing.
    public void tick(long plantMillis) {
        if (!begun) {
            begin(plantMillis);
        } else if (plantMillis <= nowMillis) {
            return;
        }
        gpuMillis += (double) allocatedGpus * (plantMillis - nowMillis);
        long before = nowMillis;
        nowMillis = plantMillis;
        endJobs();
        followProfiles();
        for (Job job : trace.arrivals(before + 1, plantMillis + 1)) {
            WaitingJob arrived = new WaitingJob(job);
            if (waiting.putIfAbsent(job.id(), arrived) == null) {
                levels.submitted(arrived);
            }
        }
        withdraw();
        nodes.followStates();
        placer.place(situation(waitingJobs(), new Queue()));
        suspension.ifPresent(of -> of.tick(waitingJobs()));
        levels.watch(plantMillis, waiting.values());
    }

    private void begin(long plantMillis) {
        begun = true;
        firstMillis = plantMillis;
        nowMillis = plantMillis - 1;
        List<Job> before = new ArrayList<>();
        for (Job job : trace.arrivals(plantMillis - trace.longestMillis(), plantMillis)) {
            if (job.arrival() + job.durationMs() > plantMillis) {
                before.add(job);
            }
        }
        nowMillis = plantMillis;
        placer.atBeginning().place(situation(before, new Beginning()));
        nowMillis = plantMillis - 1;
    }

    private Situation situation(List<Job> jobs, Situation.Desk desk) {
        return new Situation(nowMillis, jobs, nodes, active, desk);
    }

    private List<Job> waitingJobs() {
        List<Job> jobs = new ArrayList<>(waiting.size());
        waiting.values().forEach(job -> jobs.add(job.job));
        return jobs;
    }

    private void endJobs() {
        while (!active.isEmpty() && active.first().endAt() <= nowMillis) {
            ActiveJob job = active.removeFirst();
            nodes.release(job);
            allocatedGpus -= job.job.gpus();
            levels.ended(job, job.endAt());
            if (!job.missed) {
                referenceGpuHours += job.referenceGpuHours(job.workMs());
            }
            placer.ended(job.job, job.endAt());
        }
    }

    /// Jobs on nodes whose cap or clock was changed run at another pace from now on.
    private void followProfiles() {
        if (seenProfileChanges == it.profileChanges()) {
            return;
        }
        seenProfileChanges = it.profileChanges();
        BitSet changed = new BitSet();
        for (int node = 0; node < seenCap.length; node++) {
            if (seenCap[node] != it.powerCap(node) || seenClock[node] != it.gpuClock(node)) {
                seenCap[node] = it.powerCap(node);
                seenClock[node] = it.gpuClock(node);
                changed.set(node);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        for (ActiveJob job : List.copyOf(active)) {
            if (Arrays.stream(job.nodes).anyMatch(changed::get)) {
                pace(job);
            }
        }
    }

    private void pace(ActiveJob job) {
        double pace = job.pace(it);
        if (pace != job.rate()) {
            active.remove(job);
            job.pace(pace, nowMillis);
            active.add(job);
        }
    }

    /// Inference whose time is over before it got nodes is not wanted any more.
    private void withdraw() {
        for (Iterator<WaitingJob> each = waiting.values().iterator(); each.hasNext();) {
            WaitingJob job = each.next();
            if (ActiveJob.isInference(job.job) && job.job.arrival() + job.job.durationMs() <= nowMillis) {
                each.remove();
                withdrawn++;
                levels.left(job, true);
                placer.withdrawn(job.job, nowMillis);
            }
        }
    }

    private boolean canStart(Job job, List<Assignment> assignments) {
        int replicas = 0;
        boolean asked = true;
        for (Assignment assignment : assignments) {
            replicas += assignment.replicas();
            asked &= assignment.gpus() == assignment.replicas() * job.gpusPerReplica();
        }
        asked &= replicas == job.replicas();
        return asked && nodes.free(job.gpuModel(), assignments);
    }

    private ActiveJob run(Job job, List<Assignment> assignments, long startedAt) {
        ActiveJob started = new ActiveJob(job, assignments, nodes, startedAt, nowMillis);
        nodes.take(started);
        allocatedGpus += job.gpus();
        active.add(started);
        pace(started);
        return started;
    }

    /// Starts from the queue.
    private final class Queue implements Situation.Desk {
        @Override
        public boolean start(Job job, List<Assignment> assignments) {
            WaitingJob of = waiting.get(job.id());
            if (of == null) {
                return false;
            }
            if (!canStart(job, assignments)) {
                conflicts++;
                return false;
            }
            waiting.remove(job.id());
            levels.started(of, run(job, assignments, nowMillis), nowMillis);
            return true;
        }

        @Override
        public void refuse(Job job, String reason) {
            WaitingJob of = waiting.remove(job.id());
            if (of != null) {
                refused++;
                levels.left(of, false);
            }
        }
    }

    /// Takes over what ran before; what does not fit is left out.
    private final class Beginning implements Situation.Desk {
        @Override
        public boolean start(Job job, List<Assignment> assignments) {
            if (!canStart(job, assignments)) {
                return false;
            }
            levels.ranBefore(run(job, assignments, job.arrival()));
            return true;
        }

        @Override
        public void refuse(Job job, String reason) {
            // It did not run before, so nothing is lost.
        }
    }

    /// All running jobs, by expected end.
    public List<RunningJob> running() {
        return active.stream().map(ActiveJob::asRunning).toList();
    }

    public ClusterAccount account() {
        double work = referenceGpuHours;
        for (ActiveJob job : active) {
            work += job.missed ? 0 : job.referenceGpuHours(job.doneMs(nowMillis));
        }
        double span = (double) Math.max(1, nowMillis - firstMillis);
        return new ClusterAccount(placer.name(), levels.counts(), refused, withdrawn, conflicts, waiting.size(),
                active.size(),
                allocatedGpus, gpus, gpuMillis / 3_600_000.0, gpuMillis / span / Math.max(1, gpus), work);
    }

    /// Jobs in the queue, in order of arrival.
    public List<Job> waiting() {
        return waitingJobs();
    }
}
