package dev.ondol.optimizer.problem;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.valuerange.ValueRange;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeFactory;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import dev.ondol.facility.workload.PowerProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A job that waits: the solver decides its start slot (none means that it is not placed within the horizon), the node from
/// which its gang is filled, and its power profile.
@PlanningEntity
public class QueuedJob {
    private String id;
    private Gang gang;
    private @Nullable Integer slot;
    private Integer anchor;
    private PowerProfile profile;

    /// For the solver's cloning only.
    @SuppressWarnings("NullAway.Init")
    public QueuedJob() {}

    public QueuedJob(Gang gang, @Nullable Integer slot, int anchor, PowerProfile profile) {
        this.id = gang.request().jobId();
        this.gang = gang;
        this.slot = slot;
        this.anchor = anchor;
        this.profile = profile;
    }

    @PlanningId
    public String getId() {
        return id;
    }

    public Gang getGang() {
        return gang;
    }

    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "slots")
    public @Nullable Integer getSlot() {
        return slot;
    }

    public void setSlot(@Nullable Integer slot) {
        this.slot = slot;
    }

    @PlanningVariable(valueRangeProviderRefs = "anchors")
    public Integer getAnchor() {
        return anchor;
    }

    public void setAnchor(Integer anchor) {
        this.anchor = anchor;
    }

    @PlanningVariable(valueRangeProviderRefs = "profiles")
    public PowerProfile getProfile() {
        return profile;
    }

    public void setProfile(PowerProfile profile) {
        this.profile = profile;
    }

    /// Slots from the earliest start on.
    @ValueRangeProvider(id = "slots")
    public ValueRange<Integer> slots() {
        return ValueRangeFactory.createIntValueRange(Math.min(gang.earliestSlot(), Slots.COUNT), Slots.COUNT);
    }

    @ValueRangeProvider(id = "anchors")
    public List<Integer> anchors() {
        return gang.anchors();
    }

    @ValueRangeProvider(id = "profiles")
    public List<PowerProfile> profiles() {
        return gang.profiles();
    }

    public boolean placed() {
        return slot != null;
    }

    private int startSlot() {
        return Objects.requireNonNull(slot);
    }

    /// First minute after the cycle; only where placed.
    public int startMinute() {
        return Slots.start(startSlot());
    }

    /// End, minutes after the cycle; only where placed.
    public int endMinute() {
        return startMinute() + gang.minutes(profile);
    }

    /// Nodes it takes; only where placed.
    public Footprint footprint() {
        return gang.footprint(anchor, startSlot());
    }

    /// Power that it adds; only where placed.
    public Draw draw() {
        return gang.draw(anchor, startSlot(), profile);
    }

    /// The first slot that is free of it again; [Slots#COUNT] where it runs to the end of the horizon.
    public int endSlot() {
        return Math.max(startSlot() + 1, Slots.notBefore(endMinute()));
    }

    public boolean wrongModel() {
        return !gang.accepts(gang.horizon().nodes().type(anchor).gpuModel());
    }

    public long minutesLate() {
        return Math.max(0, endMinute() - gang.deadlineMinute());
    }

    /// Everything it takes from nodes and racks over the slots, one entry a node and slot.
    public List<NodeUse> uses() {
        List<NodeUse> uses = new ArrayList<>();
        Footprint footprint = footprint();
        for (int i = 0; i < footprint.size(); i++) {
            int node = footprint.node(i);
            long watts = draw().nodeW(i);
            var one = gang.request().perReplica();
            for (int at = startSlot(); at < endSlot(); at++) {
                uses.add(new NodeUse(gang.horizon(), node, at, footprint.replicas(i) * one.gpu(), footprint.replicas(i)
                        * one.cpuMilli(), footprint.replicas(i) * one.memMiB(), watts));
            }
        }
        return uses;
    }

    /// Heat it adds, one entry a stage that it touches.
    public List<StageHeat> heats() {
        List<StageHeat> heats = new ArrayList<>();
        Horizon horizon = gang.horizon();
        for (Stage stage : horizon.stages()) {
            int minutes = stage.overlap(startMinute(), endMinute());
            if (minutes > 0) {
                long[] wattMinutes = new long[2 * horizon.halls()];
                draw().addHeat(wattMinutes, minutes);
                heats.add(new StageHeat(stage, wattMinutes));
            }
        }
        return heats;
    }

    /// Energy of its run after the horizon, Wh: leaving work for later saves nothing.
    public long afterHorizonWh() {
        long minutes = (long) endMinute() - Math.max(startMinute(), Slots.HORIZON_MINUTES);
        if (minutes <= 0 || endMinute() <= Slots.HORIZON_MINUTES) {
            return 0;
        }
        return Math.round(draw().totalW() * minutes / 60.0);
    }

    /// Energy of the sleeping nodes that it wakes until they take it, Wh.
    public long wakingWh() {
        Footprint footprint = footprint();
        long wh = 0;
        for (int i = 0; i < footprint.size(); i++) {
            wh += gang.horizon().base().wakingWh(footprint.node(i));
        }
        return wh;
    }

    public long waitingWh() {
        return gang.waitingWh(startMinute());
    }

    @Override
    public String toString() {
        return "%s (slot %s, anchor %s, %s)".formatted(id, slot, anchor, profile == null ? null : profile.id());
    }
}
