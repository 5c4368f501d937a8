package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.RunningJob;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.workload.Job;
import dev.ondol.simulator.workload.JobTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

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
    /// In order of arrival.
    private final List<WaitingJob> waiting = new ArrayList<>();
    private final RunningJobs active = new RunningJobs();
    private final Situation situation;
    private final double[] seenCap;
    private final double[] seenClock;
    private long seenProfileChanges;
    private final int gpus;

    private boolean begun;
    private boolean someLeft;
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
        gpus = nodes.models().stream().mapToInt(ModelNodes::gpus).sum();
        levels = new ServiceLevels(nodes.models());
        situation = new Situation(it, nodes, active, waiting, new Queue());
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
        takeIn(trace.arrivals(before + 1, plantMillis + 1));
        withdraw();
        nodes.followStates();
        placer.place(situation.at(nowMillis));
        forgetThoseWhoLeft();
        if (suspension.isPresent()) {
            suspension.get().tick(waiting);
        }
        levels.watch(plantMillis, waiting);
    }

    private void begin(long plantMillis) {
        begun = true;
        firstMillis = plantMillis;
        nowMillis = plantMillis;
        List<WaitingJob> before = new ArrayList<>();
        for (Job job : trace.arrivals(plantMillis - trace.longestMillis(), plantMillis)) {
            if (job.arrival() + job.durationMs() > plantMillis) {
                before.add(new WaitingJob(job, nodes.of(job.gpuModel())));
            }
        }
        placer.atBeginning().place(new Situation(it, nodes, active, before, new Beginning()).at(plantMillis));
        nowMillis = plantMillis - 1;
    }

    private void takeIn(List<Job> arrivals) {
        for (int i = 0; i < arrivals.size(); i++) {
            WaitingJob arrived = new WaitingJob(arrivals.get(i), nodes.of(arrivals.get(i).gpuModel()));
            waiting.add(arrived);
            levels.submitted(arrived);
        }
    }

    private void forgetThoseWhoLeft() {
        if (!someLeft) {
            return;
        }
        someLeft = false;
        int kept = 0;
        for (int i = 0; i < waiting.size(); i++) {
            if (!waiting.get(i).left) {
                waiting.set(kept++, waiting.get(i));
            }
        }
        while (waiting.size() > kept) {
            waiting.removeLast();
        }
    }

    private void leaves(WaitingJob job) {
        job.left = true;
        someLeft = true;
    }

    private void endJobs() {
        for (ActiveJob job = active.next(); job != null && job.endAt() <= nowMillis; job = active.next()) {
            endUnknown(job);
            job.modelNodes.end(job);
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
        List<ActiveJob> affected = new ArrayList<>();
        active.forEach(job -> {
            if (Arrays.stream(job.nodes).anyMatch(changed::get)) {
                affected.add(job);
            }
        });
        affected.forEach(this::pace);
    }

    private void pace(ActiveJob job) {
        double pace = job.pace(it);
        if (pace != job.rate()) {
            endUnknown(job);
            job.pace(pace, nowMillis);
            endKnown(job);
        }
    }

    private void endKnown(ActiveJob job) {
        active.add(job);
        job.modelNodes.endKnown(job);
    }

    private void endUnknown(ActiveJob job) {
        active.remove(job);
        job.modelNodes.endUnknown(job);
    }

    /// Inference whose time is over before it got nodes is not wanted any more.
    private void withdraw() {
        for (int i = 0; i < waiting.size(); i++) {
            WaitingJob job = waiting.get(i);
            if (job.inference() && job.job.arrival() + job.job.durationMs() <= nowMillis) {
                leaves(job);
                withdrawn++;
                levels.left(job, true);
                placer.withdrawn(job.job, nowMillis);
            }
        }
        forgetThoseWhoLeft();
    }

    private boolean canStart(WaitingJob job, Seats seats) {
        int replicas = 0;
        boolean asked = true;
        for (int i = 0; i < seats.count(); i++) {
            replicas += seats.replicas(i);
            asked &= seats.gpus(i) == seats.replicas(i) * job.job.gpusPerReplica();
        }
        asked &= replicas == job.job.replicas();
        return asked && nodes.free(job.nodes, seats);
    }

    private ActiveJob run(WaitingJob job, Seats seats, long startedAt) {
        ActiveJob started = new ActiveJob(job, seats, startedAt, nowMillis);
        started.modelNodes.start(started);
        allocatedGpus += job.job.gpus();
        endKnown(started);
        pace(started);
        return started;
    }

    /// Starts from the queue.
    private final class Queue implements Situation.Desk {
        @Override
        public boolean start(WaitingJob job, Seats seats) {
            if (job.left) {
                return false;
            }
            if (!canStart(job, seats)) {
                conflicts++;
                return false;
            }
            leaves(job);
            levels.started(job, run(job, seats, nowMillis), nowMillis);
            return true;
        }

        @Override
        public void refuse(WaitingJob job, String reason) {
            if (!job.left) {
                leaves(job);
                refused++;
                levels.left(job, false);
            }
        }

        @Override
        public boolean stop(String jobId) {
            for (int i = 0; i < active.size(); i++) {
                ActiveJob job = active.fromLast(i);
                if (job.job.id().equals(jobId)) {
                    endUnknown(job);
                    job.modelNodes.end(job);
                    allocatedGpus -= job.job.gpus();
                    waiting.add(levels.stopped(job));
                    return true;
                }
            }
            return false;
        }
    }

    /// Takes over what ran before; what does not fit is left out.
    private final class Beginning implements Situation.Desk {
        @Override
        public boolean start(WaitingJob job, Seats seats) {
            if (!canStart(job, seats)) {
                return false;
            }
            levels.ranBefore(job, run(job, seats, job.job.arrival()));
            return true;
        }

        @Override
        public void refuse(WaitingJob job, String reason) {
            // It did not run before, so nothing is lost.
        }

        @Override
        public boolean stop(String jobId) {
            return false; // nobody has asked for it before the simulation began
        }
    }

    /// All running jobs, by expected end.
    public List<RunningJob> running() {
        return situation.running();
    }

    public ClusterAccount account() {
        double work = referenceGpuHours;
        for (int i = active.size() - 1; i >= 0; i--) {
            ActiveJob job = active.fromLast(i);
            work += job.missed ? 0 : job.referenceGpuHours(job.doneMs(nowMillis));
        }
        double span = (double) Math.max(1, nowMillis - firstMillis);
        return new ClusterAccount(placer.name(), levels.counts(), refused, withdrawn, conflicts, waiting.size(),
                active.size(),
                allocatedGpus, gpus, gpuMillis / 3_600_000.0, gpuMillis / span / Math.max(1, gpus), work,
                levels.latestMillis());
    }

    /// Jobs in the queue, in order of arrival.
    public List<Job> waiting() {
        return waiting.stream().map(WaitingJob::job).toList();
    }
}
