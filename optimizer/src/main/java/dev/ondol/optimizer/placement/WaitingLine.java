package dev.ondol.optimizer.placement;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Crowding;
import dev.ondol.optimizer.cluster.Eligible;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import dev.ondol.optimizer.problem.Gang;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Jobs that wait: services first, then by priority, then those that must start soonest; who has lost its level whatever happens lets
/// those that can still keep theirs go first for three hours, so that one late gang does not make late all that come after it. Each minute those whose nodes
/// have come free are placed; every other one gets the earliest nodes that leave the reservations of those before it as they
/// are, so that a later and smaller job only goes before it where it ends in time (conservative backfilling, Mu'alem and
/// Feitelson 2001). Batch work that the plan has put off waits for the plan's time. Guarded by its owner.
final class WaitingLine {
    private static final long MINUTE_MS = 60_000;

    private final Account account;
    private final Reservations reservations;
    private final FastPath fastPath;
    private final StartBy startBy;
    private final Quotas quotas;
    private final Evictions evictions;
    private final Map<String, Long> postponed = new HashMap<>();
    private long last = -MINUTE_MS;

    WaitingLine(Account account, Reservations reservations, FastPath fastPath, StartBy startBy,
            Quotas quotas, Evictions evictions) {
        this.account = account;
        this.evictions = evictions;
        this.quotas = quotas;
        this.startBy = startBy;
        this.reservations = reservations;
        this.fastPath = fastPath;
    }

    /// A new plan: what the one before had put off is due.
    void planned() {
        postponed.clear();
    }

    /// The plan wants a job later; only batch work obeys.
    ///
    /// @param startAt plant time in milliseconds
    void postpone(TrackedJob job, long startAt) {
        if (job.request().workload() == JobClass.BATCH) {
            postponed.put(job.request().jobId(), startAt);
        }
    }

    /// Each minute.
    ///
    /// @param now   plant time in milliseconds
    /// @param place is told where a job goes
    void advance(long now, BiConsumer<TrackedJob, FastPath.Decision.Now> place) {
        if (now < last || now - last >= MINUTE_MS) {
            moveUp(now, place);
        }
    }

    /// Something has come free.
    ///
    /// @param now   plant time in milliseconds
    /// @param place is told where a job goes
    void moveUp(long now, BiConsumer<TrackedJob, FastPath.Decision.Now> place) {
        last = now;
        reservations.clear();
        List<TrackedJob> waiting = account.jobs().stream().filter(job -> waits(job, now)).sorted(order(now)).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, Integer> free = freeByModel();
        Map<String, Map<Integer, List<long[]>>> ends = new HashMap<>();
        for (TrackedJob job : waiting) {
            PlacementRequest request = job.request();
            if (quotas.exceeded(account, request)) {
                continue;
            }
            if ((request.perReplica().shareMilli() > 0 || Crowding.models(account.nodes(), request).stream()
                    .anyMatch(model -> free.getOrDefault(model, 0) >= request.gpus()))
                    && fastPath.decide(request, now) instanceof FastPath.Decision.Now found) {
                place.accept(job, found);
                free.putAll(freeByModel());
                ends.clear();
            } else if (evictions.makeRoom(job, now)) {
                free.putAll(freeByModel());
                ends.clear();
            } else {
                reserve(request, now, ends);
            }
        }
    }

    private Comparator<TrackedJob> order(long now) {
        return Comparator.comparing((TrackedJob job) -> FastPath.heedsReservations(job.request()))
                .thenComparingInt(job -> -job.request().priority()).thenComparing(job -> startBy.lost(job, now))
                .thenComparingLong(job -> startBy.of(job, now))
                .thenComparingLong(TrackedJob::arrival).thenComparing(job -> job.request().jobId());
    }

    private boolean waits(TrackedJob job, long now) {
        return job.phase() == Phase.WAITING && job.request().time().earliestStart() <= now
                && (postponed.getOrDefault(job.request().jobId(), Long.MIN_VALUE) <= now
                        || StartBy.batch(job.request(), job.arrival()) <= now);
    }

    private Map<String, Integer> freeByModel() {
        Map<String, Integer> free = new HashMap<>();
        Nodes nodes = account.nodes();
        for (String model : nodes.models()) {
            int sum = 0;
            for (int node : nodes.ofModel(model)) {
                sum += Math.max(0, account.freeGpus(node));
            }
            free.put(model, sum);
        }
        return free;
    }

    /// Room for one replica on a node from a time on.
    private record Room(long from, int node) {}

    /// @param ends by model and node, when how many GPUs come free; filled as it is needed
    private void reserve(PlacementRequest request, long now, Map<String, Map<Integer, List<long[]>>> ends) {
        int replicas = request.gang().replicas();
        List<Room> best = List.of();
        for (String model : Crowding.models(account.nodes(), request)) {
            if (account.nodes().ofModel(model).length == 0) {
                continue;
            }
            List<Room> rooms = rooms(request, model, now, ends.computeIfAbsent(model, of -> ends(of, now)));
            if (rooms.size() >= replicas
                    && (best.isEmpty() || rooms.get(replicas - 1).from() < best.getLast().from())) {
                best = rooms.subList(0, replicas);
            }
        }
        if (!best.isEmpty()) {
            Map<Integer, Integer> gpus = new HashMap<>();
            best.forEach(room -> gpus.merge(room.node(), request.perReplica().gpu(), Integer::sum));
            long from = best.getLast().from();
            gpus.forEach((node, count) -> reservations.add(node, from, count));
        }
    }

    private Map<Integer, List<long[]>> ends(String model, long now) {
        Nodes nodes = account.nodes();
        Map<Integer, List<long[]>> ends = new HashMap<>();
        for (TrackedJob job : account.jobs()) {
            if (job.holdsNodes()) {
                for (Assignment share : job.placement().assignments()) {
                    int node = nodes.index(share.node());
                    if (node >= 0 && model.equals(nodes.type(node).gpuModel())) {
                        ends.computeIfAbsent(node, ignored -> new ArrayList<>())
                                .add(new long[]{Math.max(now, job.end()),
                                        share.sharedGpu() == null ? share.gpus() : 0});
                    }
                }
            }
        }
        ends.values().forEach(of -> of.sort(Comparator.comparingLong(end -> end[0])));
        return ends;
    }

    /// Where and from when replicas fit as running jobs end, the soonest first; what others have reserved is left out.
    private List<Room> rooms(PlacementRequest request, String model, long now, Map<Integer, List<long[]>> ends) {
        Nodes nodes = account.nodes();
        List<Room> rooms = new ArrayList<>();
        Eligible eligible = new Eligible(account, request);
        for (int node : nodes.ofModel(model)) {
            if (!eligible.contains(node)) {
                continue;
            }
            NodeType type = nodes.type(node);
            int gpus = eligible.room(node, reservations.keptFrom(node, Long.MAX_VALUE));
            int fits = add(rooms, request, type, gpus, 0, account.readiness().readyAt(node, now), node);
            for (long[] end : ends.getOrDefault(node, List.of())) {
                gpus += (int) end[1];
                fits = add(rooms, request, type, gpus, fits, end[0], node);
            }
        }
        rooms.sort(Comparator.comparingLong(Room::from).thenComparingInt(Room::node));
        return rooms;
    }

    private static int add(List<Room> rooms, PlacementRequest request, NodeType type, int gpus, int before, long from,
            int node) {
        int fits = gpus <= 0 ? 0 : Gang.fits(request, gpus, type.cpuMilli(), type.memMiB());
        for (int more = before; more < fits; more++) {
            rooms.add(new Room(from, node));
        }
        return Math.max(before, fits);
    }
}
