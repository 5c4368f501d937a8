package dev.ondol.optimizer.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.Placement.State;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A scheduler that starts what it may start, sometimes stops what it is to stop and sometimes not, forgets reports, and an Ondol that is
/// killed now and then. Whatever happens, no GPU has two jobs, and no job is lost.
class EvictionPropertyTest {
    private static final long SEED = Long.getLong("ondol.seed", 20_261_128);
    private static final long MINUTE = 60_000;
    private static final int STEPS = 2_000;
    private static final List<Strategy> STRATEGIES = List.of(Strategy.PACK, Strategy.SPREAD, Strategy.STRICT_PACK);
    private static final List<JobClass> WORKLOADS = List.of(JobClass.DECODE, JobClass.TRAINING, JobClass.TRAINING,
            JobClass.TRAINING, JobClass.BATCH, JobClass.BATCH);
    private final Scenes scenes = new Scenes("kr-edge");
    private final Random random = new Random(SEED);
    private final Map<String, PlacementRequest> alive = new LinkedHashMap<>();
    /// What the scheduler has given to whom.
    private final Map<String, Running> held = new LinkedHashMap<>();
    private PlacementDesk desk = new PlacementDesk(scenes.model, scenes.nodes, new Scenes.Forgetful());
    private long now = Scenes.CYCLE;
    private int names;
    private int evicted;
    private int hastened;

    private record Running(Placement placement, long startedAt) {}

    @Test
    void noGpuHasTwoJobsAndNoJobIsLost() {
        desk.clock(now);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> submit();
                case 4 -> end();
                case 5, 6 -> stop();
                case 7 -> list();
                case 8 -> {
                    if (random.nextInt(20) == 0) {
                        restart();
                    }
                }
                default -> {
                    rest();
                    pass(MINUTE * (1 + random.nextInt(3)));
                }
            }
            start();
            check(step);
        }
        assertThat(evicted).as("evictions, seed %d", SEED).isGreaterThan(20);
        assertThat(hastened).as("promises of sleeping nodes that batch work left, seed %d", SEED).isPositive();
    }

    private void pass(long time) {
        now += time;
        Set<String> ahead = jobs(
                job -> job.phase() == TrackedJob.Phase.PROMISED && Objects.requireNonNull(job.placement()
                        .startAt()) > now + MINUTE);
        desk.clock(now);
        ahead.retainAll(jobs(job -> job.phase() == TrackedJob.Phase.CLAIMING));
        hastened += ahead.size();
    }

    private Set<String> jobs(Predicate<TrackedJob> which) {
        return desk.read(account -> account.jobs().stream().filter(which).map(job -> job.request().jobId()).collect(
                Collectors.toSet()));
    }

    /// Some nodes without work fall asleep, some wake.
    private void rest() {
        desk.read(account -> {
            for (int i = 0; i < 20; i++) {
                int node = random.nextInt(scenes.nodes.count());
                if (random.nextInt(10) == 0) {
                    account.readiness().observe(node, Readiness.State.READY, true, now);
                } else if (account.empty(node)) {
                    account.readiness().observe(node, Readiness.State.PARKED, true, now);
                }
            }
            return account;
        });
    }

    private void submit() {
        String id = "job-" + ++names;
        JobClass workload = WORKLOADS.get(random.nextInt(WORKLOADS.size()));
        boolean shared = random.nextInt(4) == 0;
        PlacementRequest request = new PlacementRequest(id,
                new PlacementRequest.Gang(1 + random.nextInt(4), STRATEGIES.get(random.nextInt(3))),
                new PlacementRequest.Replica(shared ? 1 : 1 << random.nextInt(4), List.of(), 1_000, 1_000, shared
                        ? Integer.valueOf(250)
                        : null),
                workload, random.nextInt(3), "", new PlacementRequest.Time(Scenes.CYCLE, null, (1 + random.nextInt(10))
                        * 60L * MINUTE, random.nextInt(3) > 0));
        Placement placement = desk.submit(request, Optional.empty()).placement();
        if (placement.state() != State.REJECTED) {
            alive.put(id, request);
        }
    }

    /// Starts what may start, mostly.
    private void start() {
        for (Placement placement : desk.starts()) {
            Long startAt = placement.startAt();
            if (startAt != null && startAt <= now && placement.leaseExpires() != null && !held.containsKey(placement
                    .jobId()) && random.nextInt(10) > 0) {
                held.put(placement.jobId(), new Running(placement, now));
                report(placement, PlacementEvent.Type.STARTED);
            }
        }
    }

    private void end() {
        if (!held.isEmpty()) {
            String id = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
            Running running = held.remove(id);
            alive.remove(id);
            if (running != null) {
                report(running.placement(), PlacementEvent.Type.FINISHED);
            }
        }
    }

    private void stop() {
        for (Placement placement : desk.evictions()) {
            if (random.nextInt(3) > 0 && held.remove(placement.jobId()) != null) {
                evicted++;
                if (random.nextInt(5) > 0) { // else the report is lost, and the list tells
                    report(placement, PlacementEvent.Type.EVICTED);
                }
            }
        }
    }

    private void list() {
        List<RunningJob> running = new ArrayList<>();
        held.forEach((id, of) -> running.add(new RunningJob(id, request(id), of.placement().assignments(), of
                .startedAt())));
        desk.reconcile(new JobList(now, running));
    }

    private PlacementRequest request(String id) {
        PlacementRequest request = alive.get(id);
        if (request == null) {
            throw new IllegalStateException("The job %s must be alive.".formatted(id));
        }
        return request;
    }

    private void restart() {
        PlacementDesk before = desk;
        desk = new PlacementDesk(scenes.model, scenes.nodes, new Scenes.Forgetful());
        desk.clock(now);
        before.read(account -> account.jobs()).forEach(job -> desk.recover(job.request(), job.placement(), held
                .containsKey(job.request().jobId())));
        desk.clock(now + MINUTE);
        now += MINUTE;
    }

    private void report(Placement placement, PlacementEvent.Type type) {
        var _ = desk.event(placement.placementId(), new PlacementEvent(type, now));
    }

    private void check(int step) {
        Map<String, Double> gpus = new HashMap<>();
        Map<String, Integer> milli = new HashMap<>();
        held.forEach((id, running) -> {
            PlacementRequest of = request(id);
            for (Assignment share : running.placement().assignments()) {
                Integer shared = share.sharedGpu();
                if (shared == null) {
                    gpus.merge(share.node(), (double) share.gpus(), Double::sum);
                } else if (milli.merge(share.node() + "/" + shared, share.replicas() * of.perReplica().shareMilli(),
                        Integer::sum) == share.replicas() * of.perReplica().shareMilli()) {
                    gpus.merge(share.node(), 1.0, Double::sum);
                }
            }
        });
        assertThat(milli.values()).as("step %d, seed %d", step, SEED).allMatch(used -> used <= 1_000);
        gpus.forEach((node, used) -> assertThat(used).as("GPUs of %s in step %d, seed %d", node, step, SEED)
                .isLessThanOrEqualTo(scenes.nodes.type(scenes.nodes.index(node)).gpus()));
        Set<String> known = desk.read(account -> account.jobs().stream().map(job -> job.request().jobId()).collect(
                Collectors.toSet()));
        assertThat(known).as("jobs in step %d, seed %d", step, SEED).containsAll(alive.keySet());
    }
}
