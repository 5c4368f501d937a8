package dev.ondol.optimizer.problem;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.ProfileChoice;
import dev.ondol.optimizer.model.NodePower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What does not change about a queued job during a solve: its wishes, and the rule by which a gang fills nodes from an
/// anchor. Remembers footprints; one thread at a time.
public final class Gang {
    private static final long MINUTE = 60_000;
    private static final double TOP_AGE_HOURS = 8;

    private final Horizon horizon;
    private final PlacementRequest request;
    private final long arrival;
    private final List<Integer> anchors;
    private final List<PowerProfile> profiles;
    private final int earliestSlot;
    private final long deadlineMinute;
    private final double waitingW;
    private final Map<String, Rooms.OfKind> rooms = new HashMap<>();
    private final Starts<Footprint> footprints = new Starts<>();
    private final Starts<Draw> draws = new Starts<>();

    /// @param arrival plant time in milliseconds at which the job was submitted
    public Gang(Horizon horizon, PlacementRequest request, long arrival) {
        this.horizon = horizon;
        this.request = request;
        this.arrival = arrival;
        Nodes nodes = horizon.nodes();
        List<Integer> found = new ArrayList<>();
        for (String model : nodes.models()) {
            if (accepts(model)) {
                Arrays.stream(nodes.ofModel(model)).forEach(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("The gpuModels (%s) of job (%s) must name a model of the site (%s)."
                    .formatted(request.perReplica().gpuModels(), request.jobId(), nodes.models()));
        }
        anchors = List.copyOf(found);
        long cycle = horizon.cycle();
        earliestSlot = Slots.notBefore(Math.ceilDiv(Math.max(0, request.time().earliestStart() - cycle), MINUTE));
        long latest = deadline(request, arrival);
        profiles = ProfileChoice.allowed(request.workload(), Math.max(cycle, request.time().earliestStart()), request
                .time().durationMs(), latest);
        long soonest = (long) Slots.start(Math.min(earliestSlot, Slots.COUNT)) + minutes(PowerProfile.UNCAPPED);
        // A deadline that has become impossible binds no more: the job is late, it must still run.
        boolean open = latest == Long.MAX_VALUE || (latest - cycle) / MINUTE < soonest;
        deadlineMinute = open ? Long.MAX_VALUE : (latest - cycle) / MINUTE;
        double ageHours = Math.clamp((cycle - arrival) / 3.6e6, 0, TOP_AGE_HOURS);
        NodeType type = nodes.type(anchors.getFirst());
        double dynamicW = Math.max(100, request.gpus() * NodePower.dynamicW(type, request.workload(),
                PowerProfile.UNCAPPED));
        waitingW = dynamicW * urgency() * (1 + ageHours) * (1 + 0.1 * Math.max(0, request.priority()));
    }

    /// Waiting costs, as a multiple of the power of the job: it settles the order of starts and outweighs a cooler hour;
    /// only batch work waits for one.
    private double urgency() {
        return switch (request.workload()) {
            case TRAINING, PREFILL, DECODE -> 0.5;
            case BATCH -> 0.05;
        };
    }

    /// Plant time in milliseconds by which a job must have ended: its own deadline, or for batch work arrival + max(4 h, 3 x run
    /// time); [Long#MAX_VALUE] where there is none.
    public static long deadline(PlacementRequest request, long arrival) {
        Long own = request.time().deadline();
        if (own != null) {
            return own;
        }
        return request.workload() == JobClass.BATCH
                ? arrival + Math.max(4 * 60 * MINUTE, 3 * request.time().durationMs())
                : Long.MAX_VALUE;
    }

    public Horizon horizon() {
        return horizon;
    }

    public PlacementRequest request() {
        return request;
    }

    /// Plant time in milliseconds at which the job was submitted.
    public long arrival() {
        return arrival;
    }

    /// Node numbers from which the gang may be filled.
    public List<Integer> anchors() {
        return anchors;
    }

    /// Profiles that keep the service level, gentlest first.
    public List<PowerProfile> profiles() {
        return profiles;
    }

    public int earliestSlot() {
        return earliestSlot;
    }

    /// Minute after the cycle by which it must have ended; [Long#MAX_VALUE] for none.
    public long deadlineMinute() {
        return deadlineMinute;
    }

    public boolean accepts(String model) {
        return request.perReplica().gpuModels().isEmpty() || request.perReplica().gpuModels().contains(model);
    }

    /// Run time under a profile, minutes, at least 1.
    public int minutes(PowerProfile profile) {
        double minutes = request.time().durationMs() / profile.throughput() / MINUTE;
        return (int) Math.clamp(Math.ceil(minutes), 1, 10_000_000);
    }

    /// Cost of starting in that minute, Wh.
    public long waitingWh(int minute) {
        return Math.round(waitingW * minute / 60);
    }

    /// Weight of leaving the job out.
    public long unplacedWeight() {
        return (long) Math.max(1, request.gpus()) * (10 + Math.max(0, request.priority()));
    }

    /// The nodes from an anchor on, round and round over its GPU model, that have room at the slot.
    public Footprint footprint(int anchor, int slot) {
        Footprint known = footprints.get(anchor * Slots.COUNT + slot);
        if (known == null) {
            known = fill(anchor, slot);
            footprints.put(anchor * Slots.COUNT + slot, known);
        }
        return known;
    }

    /// Where there is room for it on a GPU model at a slot.
    public Room room(String model, int slot) {
        return rooms
                .computeIfAbsent(model, of -> horizon.rooms().of(new Room.Kind(of, request.perReplica(), request.gang()
                        .strategy() == Strategy.SPREAD)))
                .at(slot);
    }

    private Footprint fill(int anchor, int slot) {
        Nodes nodes = horizon.nodes();
        Room room = room(nodes.type(anchor).gpuModel(), slot);
        int[] taken = new int[Math.min(room.size(), request.gang().replicas())];
        int[] replicas = new int[taken.length];
        int used = 0;
        int open = request.gang().replicas();
        int start = room.from(nodes.place(anchor));
        boolean strict = request.gang().strategy() == Strategy.STRICT_PACK;
        for (int i = 0; i < room.size() && open > 0; i++) {
            int at = start + i < room.size() ? start + i : start + i - room.size();
            if (strict && nodes.rack(room.node(at)) != nodes.rack(anchor)) {
                continue;
            }
            taken[used] = room.node(at);
            replicas[used] = Math.min(open, room.fits(at));
            open -= replicas[used];
            used++;
        }
        return new Footprint(Arrays.copyOf(taken, used), Arrays.copyOf(replicas, used), open);
    }

    /// Replicas of a request that fit into free resources of one node; at most one for SPREAD.
    public static int fits(PlacementRequest request, int gpus, long cpuMilli, long memMiB) {
        return fits(request.perReplica(), request.gang().strategy() == Strategy.SPREAD ? 1 : request.gang().replicas(),
                gpus,
                cpuMilli, memMiB);
    }

    /// Replicas that fit into free resources of one node.
    ///
    /// @param atMost not more than these
    static int fits(PlacementRequest.Replica one, int atMost, int gpus, long cpuMilli, long memMiB) {
        long most = atMost;
        if (one.gpu() > 0) {
            most = Math.min(most, gpus / one.gpu());
        }
        if (one.cpuMilli() > 0) {
            most = Math.min(most, cpuMilli / one.cpuMilli());
        }
        if (one.memMiB() > 0) {
            most = Math.min(most, memMiB / one.memMiB());
        }
        return (int) Math.max(0, most);
    }

    /// Power that the gang adds on the nodes of its footprint under a profile.
    public Draw draw(int anchor, int slot, PowerProfile profile) {
        int key = (anchor * Slots.COUNT + slot) * profiles.size() + Math.max(0, profiles.indexOf(profile));
        Draw known = draws.get(key);
        if (known == null) {
            known = new Draw(this, footprint(anchor, slot), slot, profile);
            draws.put(key, known);
        }
        return known;
    }

    /// Power that replicas of a job add on a node, W: their own, and what running jobs there lose of their saving when the node
    /// must become gentler.
    ///
    /// @param there    profile of the jobs that run there, or null
    /// @param partW    their power that follows the GPUs, uncapped, W
    public static double addedW(NodeType type, PlacementRequest request, int replicas, PowerProfile profile,
            @Nullable PowerProfile there, double partW) {
        PowerProfile both = there == null ? profile : ProfileChoice.gentlest(profile, there);
        double own = replicas * request.perReplica().gpuPart() * NodePower.dynamicW(type, request.workload(), both);
        return there == null ? own : own + partW * (both.gpuPower() - there.gpuPower());
    }
}
