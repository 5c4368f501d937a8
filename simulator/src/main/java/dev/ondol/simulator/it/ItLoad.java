package dev.ondol.simulator.it;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.NodePowerState;

/// All servers of a site as structures of arrays. Nodes and racks are numbered in site order (halls, groups, racks, nodes).
/// A node's power follows its state, its jobs and its GPU power cap or clock; it is recomputed only when one of them
/// changes. Inlet temperatures come from the halls and move fans and leakage. Not thread-safe.
public final class ItLoad {
    private final Inventory inventory;
    private final Holdings holdings;
    private final NodeStates states;
    private final PowerOrders orders;
    private final NodePower power;
    private final Racks racks;
    private final ServiceRacks services;
    private final MeasuredLoad measured;
    private long profileChanges;

    public ItLoad(Site site) {
        inventory = new Inventory(site);
        racks = new Racks(site);
        NodeType[] types = inventory.types();
        holdings = new Holdings(types);
        states = new NodeStates(types, this::stateChanged);
        orders = new PowerOrders(states, types.length);
        power = new NodePower(types, states, holdings);
        services = new ServiceRacks(racks.gpus(), this::refreshServices);
        measured = new MeasuredLoad(racks);
        for (int rack = 0; rack < racks.count(); rack++) {
            refreshRack(rack);
        }
    }

    public int nodes() {
        return inventory.nodes();
    }

    public String nodeName(int node) {
        return inventory.name(node);
    }

    /// The number of the node of that name, or -1.
    public int nodeIndex(String name) {
        return inventory.index(name);
    }

    public NodeType type(int node) {
        return inventory.type(node);
    }

    public int rackOf(int node) {
        return inventory.rack(node);
    }

    public int hallOf(int node) {
        return racks.hall(inventory.rack(node));
    }

    /// GPUs that no work holds; a parked or waking node has them, too, but takes no work.
    public int freeGpus(int node) {
        return inventory.type(node).gpus() - holdings.allocated(node);
    }

    public int allocatedGpus(int node) {
        return holdings.allocated(node);
    }

    /// States of the nodes, and the commands that change them.
    public NodeStates states() {
        return states;
    }

    /// Orders what a node does while it has no work.
    ///
    /// @return false where it refuses: it has a job or is on its way to be ready for one, and is not to be parked now
    public boolean powerState(int node, NodePowerState state) {
        return orders.order(node, state);
    }

    /// What was ordered of the node's power state; by itself it is on.
    public NodePowerState powerState(int node) {
        return orders.of(node);
    }

    /// Work takes GPUs of the node.
    ///
    /// @throws IllegalArgumentException if they are not free
    /// @throws IllegalStateException    if the node is parked or waking
    public void start(int node, int gpus, Work work) {
        if (gpus < 0 || gpus > freeGpus(node)) {
            throw new IllegalArgumentException(
                    "The gpus (%d) on %s must be 0 to %d.".formatted(gpus, inventory.name(node),
                            freeGpus(node)));
        }
        if (!states.takesJobs(node)) {
            throw new IllegalStateException(
                    "The node %s (%s) must be ready to take work.".formatted(inventory.name(node),
                            states.of(node)));
        }
        if (gpus > 0) {
            holdings.take(node, gpus, work);
            changed(node);
        }
    }

    /// Typical work of that class takes GPUs of the node.
    public void start(int node, int gpus, JobClass jobClass) {
        start(node, gpus, Work.typical(jobClass));
    }

    /// Work gives GPUs of the node back.
    public void end(int node, int gpus, Work work) {
        int held = holdings.held(node, work);
        if (gpus < 0 || gpus > held) {
            throw new IllegalArgumentException("The gpus (%d) of %s on %s must be 0 to %d.".formatted(gpus,
                    work.jobClass(), inventory.name(node), held));
        }
        if (gpus > 0) {
            holdings.release(node, gpus, work);
            changed(node);
        }
    }

    /// Typical work of that class gives GPUs of the node back.
    public void end(int node, int gpus, JobClass jobClass) {
        end(node, gpus, Work.typical(jobClass));
    }

    /// Sets the GPU power cap, percent of TDP, 50 to 100.
    public void powerCap(int node, double percent) {
        power.cap(node, percent);
        profileChanges++;
        refresh(node);
    }

    /// Locks the GPU clock, percent of maximum, 50 to 100.
    public void gpuClock(int node, double percent) {
        power.clock(node, percent);
        profileChanges++;
        refresh(node);
    }

    /// Puts all nodes under one profile, beside their caps and clocks: the tightest rules. Before jobs run.
    public void efficiencyProfile(EfficiencyProfile profile) {
        power.profile(profile);
        profileChanges++;
        for (int node = 0; node < nodes(); node++) {
            refresh(node);
        }
    }

    /// Servers whose answers to power profiles are off the published tables. Before jobs run.
    public void profileErrors(ProfileErrors errors) {
        power.response(new GpuResponse(errors));
        profileChanges++;
        for (int node = 0; node < nodes(); node++) {
            refresh(node);
        }
    }

    /// What racks of processors, storage and leaf switches are allowed.
    public ServiceRacks serviceRacks() {
        return services;
    }

    /// How often a cap or clock was set since the beginning: whoever has seen this many need not look at the nodes again.
    public long profileChanges() {
        return profileChanges;
    }

    public double powerCap(int node) {
        return power.cap(node);
    }

    public double gpuClock(int node) {
        return power.clock(node);
    }

    /// Work per time on the node relative to uncapped, 0 to 1.
    public double throughput(int node, Work work) {
        return power.throughput(node, work);
    }

    /// The same for typical work of a class.
    public double throughput(int node, JobClass jobClass) {
        return power.throughput(node, Work.typical(jobClass));
    }

    /// Lets the racks of a hall draw what was measured, until the next call or change of a node: for a replay, in which nodes have
    /// no jobs.
    ///
    /// @param airW    into the air of the hall, server fans included, W
    /// @param liquidW into its technology loop, W
    /// @param awake   nodes that are not parked / all nodes, 0 to 1
    public void measured(int hall, double airW, double liquidW, double awake) {
        measured.impose(hall, airW, liquidW, awake);
    }

    /// Lets time pass for what takes time: nodes wake.
    public void advance(double seconds) {
        states.advance(seconds);
        orders.advance();
    }

    /// Power that the node draws now, with its fans, W.
    public double nodePowerW(int node) {
        return racks.nodePowerW(inventory.rack(node), power.powerW(node), power.fanW(node),
                inventory.type(node).liquidFraction());
    }

    public int racks() {
        return racks.count();
    }

    public String rackName(int rack) {
        return racks.name(rack);
    }

    public int hallOfRack(int rack) {
        return racks.hall(rack);
    }

    public double nameplateW(int rack) {
        return racks.nameplateW(rack);
    }

    /// Airflow of the rack at nameplate load and reference inlet, kg/s.
    public double designFlowKgS(int rack) {
        return racks.designFlowKgS(rack);
    }

    public double inletC(int rack) {
        return racks.inletC(rack);
    }

    /// Copies the inlet of every rack, Celsius.
    public void copyInlets(double[] into) {
        racks.copyInlets(into);
    }

    /// Tells the rack its inlet temperature.
    public void inlet(int rack, double inletC) {
        racks.inlet(rack, inletC);
    }

    /// Tells the liquid-cooled nodes of a hall how much warmer than at design their coolant is, K.
    public void coolant(int hall, double aboveDesignK) {
        racks.coolant(hall, aboveDesignK);
    }

    /// Air drawn by the rack at its present inlet temperature, kg/s.
    public double flowKgS(int rack) {
        return racks.flowKgS(rack);
    }

    /// Power of all server fans, part of the racks' power, W.
    public double serverFansW() {
        return racks.fansW();
    }

    /// Heat that the rack gives to its air, fans included, W.
    public double airHeatW(int rack) {
        return racks.airHeatW(rack);
    }

    /// Heat that the rack gives to the technology loop, W.
    public double liquidHeatW(int rack) {
        return racks.liquidHeatW(rack);
    }

    /// Power that the rack draws, W: all of it becomes heat.
    public double rackPowerW(int rack) {
        return racks.airHeatW(rack) + racks.liquidHeatW(rack);
    }

    /// GPUs of the node were taken or given back.
    private void changed(int node) {
        boolean busy = holdings.allocated(node) > 0;
        if (busy == (states.of(node) == NodeState.BUSY)) {
            refresh(node);
        } else {
            states.busy(node, busy);
        }
    }

    private void stateChanged(int node) {
        refresh(node);
        orders.stateChanged(node);
        int rack = inventory.rack(node);
        boolean parked = true;
        for (int each = racks.firstNode(rack); each < racks.firstNode(rack) + racks.nodes(rack); each++) {
            parked &= states.of(each) == NodeState.PARKED;
        }
        services.allParked(rack, parked);
    }

    private void refresh(int node) {
        power.refresh(node);
        refreshRack(inventory.rack(node));
    }

    private void refreshServices() {
        for (int rack = 0; rack < racks.count(); rack++) {
            if (racks.hasServices(rack)) {
                refreshRack(rack);
            }
        }
    }

    private void refreshRack(int rack) {
        double liquid = racks.nodes(rack) == 0 ? 0 : inventory.type(racks.firstNode(rack)).liquidFraction();
        racks.refresh(rack, power, services, liquid);
    }
}
