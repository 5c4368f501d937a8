package dev.ondol.optimizer.placement;

import dev.ondol.facility.site.NodeType;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Account;
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

/// Jobs that wait and must not wait for the next plan: first come, first served. Each minute those whose nodes have come free
/// are placed, the longest waiting first; a job without a reservation of the plan gets one at the nodes that will be free the
/// soonest, so that later and smaller jobs only go before it where they end in time. Batch jobs have hours, and are left to
/// the plan. Guarded by its owner.
final class WaitingLine {
    private static final Comparator<TrackedJob> ORDER = Comparator
            .comparingInt((TrackedJob job) -> -job.request().priority()).thenComparingLong(TrackedJob::arrival)
            .thenComparing(job -> job.request().jobId());
    private static final long MINUTE_MS = 60_000;

    private final Account account;
    private final Reservations reservations;
    private final FastPath fastPath;
    private long last = Long.MIN_VALUE;

    WaitingLine(Account account, Reservations reservations, FastPath fastPath) {
        this.account = account;
        this.reservations = reservations;
        this.fastPath = fastPath;
    }

    /// @param now   plant time in milliseconds
    /// @param place is told where a job goes
    void advance(long now, BiConsumer<TrackedJob, FastPath.Decision.Now> place) {
        if (now >= last && now - last < MINUTE_MS) {
            return;
        }
        last = now;
        List<TrackedJob> waiting = account.jobs().stream().filter(job -> waits(job, now)).sorted(ORDER).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, Integer> free = freeByModel();
        for (TrackedJob job : waiting) {
            PlacementRequest request = job.request();
            if (models(request).stream().anyMatch(model -> free.getOrDefault(model, 0) >= request.gpus())
                    && fastPath.decide(request, now) instanceof FastPath.Decision.Now found) {
                reservations.remove(request.jobId());
                place.accept(job, found);
                free.putAll(freeByModel());
            } else if (!reservations.has(request.jobId())) {
                reserve(request, now);
            }
        }
    }

    private static boolean waits(TrackedJob job, long now) {
        return job.phase() == Phase.WAITING && job.request().workload() != JobClass.BATCH
                && job.request().time().earliestStart() <= now;
    }

    private List<String> models(PlacementRequest request) {
        List<String> wanted = request.perReplica().gpuModels();
        return wanted.isEmpty() ? List.copyOf(account.nodes().models()) : wanted;
    }

    private Map<String, Integer> freeByModel() {
        Map<String, Integer> free = new HashMap<>();
        Nodes nodes = account.nodes();
        for (String model : nodes.models()) {
            int sum = 0;
            for (int node : nodes.ofModel(model)) {
                sum += account.freeGpus(node);
            }
            free.put(model, sum);
        }
        return free;
    }

    /// Room for one replica on a node from a time on.
    private record Room(long from, int node) {}

    private void reserve(PlacementRequest request, long now) {
        int replicas = request.gang().replicas();
        List<Room> best = List.of();
        for (String model : models(request)) {
            List<Room> rooms = rooms(request, model, now);
            if (rooms.size() >= replicas
                    && (best.isEmpty() || rooms.get(replicas - 1).from() < best.getLast().from())) {
                best = rooms.subList(0, replicas);
            }
        }
        if (!best.isEmpty()) {
            Map<Integer, Integer> gpus = new HashMap<>();
            best.forEach(room -> gpus.merge(room.node(), request.perReplica().gpu(), Integer::sum));
            reservations.add(request.jobId(), best.getLast().from(), gpus.entrySet().stream()
                    .map(entry -> new Reservations.Share(entry.getKey(), entry.getValue())).toList());
        }
    }

    /// Where and from when replicas fit as running jobs end, the soonest first; what others have reserved is left out.
    private List<Room> rooms(PlacementRequest request, String model, long now) {
        Nodes nodes = account.nodes();
        Map<Integer, List<long[]>> ends = new HashMap<>();
        for (TrackedJob job : account.jobs()) {
            if (job.holdsNodes()) {
                for (Assignment share : job.placement().assignments()) {
                    int node = nodes.index(share.node());
                    if (node >= 0 && model.equals(nodes.type(node).gpuModel())) {
                        ends.computeIfAbsent(node, ignored -> new ArrayList<>())
                                .add(new long[]{Math.max(now, job.end()), share.gpus()});
                    }
                }
            }
        }
        List<Room> rooms = new ArrayList<>();
        for (int node : nodes.ofModel(model)) {
            NodeType type = nodes.type(node);
            int gpus = account.freeGpus(node) - reservations.keptFrom(node, Long.MAX_VALUE, request.jobId());
            int fits = 0;
            fits = add(rooms, request, type, gpus, fits, now, node);
            List<long[]> freed = ends.getOrDefault(node, List.of());
            for (long[] end : freed.stream().sorted(Comparator.comparingLong(of -> of[0])).toList()) {
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
