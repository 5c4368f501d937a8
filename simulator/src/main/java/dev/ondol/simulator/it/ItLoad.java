package dev.ondol.simulator.it;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.JobClass;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// All servers of a site as structures of arrays. Nodes and racks are numbered in site order (halls, groups, racks, nodes).
/// A node's power follows its jobs and its GPU power cap or clock; it is recomputed only when one of them changes. Inlet
/// temperatures come from the halls and move fans and leakage. Not thread-safe.
public final class ItLoad {
    private static final JobClass[] CLASSES = JobClass.values();
    /// Service racks have no node type; they are taken as servers with these figures.
    private static final double SERVICE_FAN_FRACTION = 0.04;
    private static final double SERVICE_AIR_DELTA_K = 12;

    private final String[] nodeName;
    private final NodeType[] nodeType;
    private final int[] nodeRack;
    private final int[] allocated;
    private final int[] training;
    private final int[] prefill;
    private final int[] decode;
    private final int[] batch;
    private final double[] cap;
    private final double[] clock;
    private final double[] nodeW;
    private final Map<String, Integer> index = new HashMap<>();

    private final String[] rackName;
    private final int[] rackHall;
    private final int[] rackFirstNode;
    private final int[] rackNodes;
    private final double[] rackNameplateW;
    private final double[] serviceW;
    private final double[] rackBaseW;
    private final double[] rackLiquidW;
    private final double[] rackFanW;
    private final double[] rackFlowKgS;
    private final double[] rackDesignFlowKgS;
    private final double[] rackInletC;
    private final double[] rackFanRise;
    private final double[] rackAirLeakage;
    private final double[] hallLiquidLeakage;
    private long profileChanges;

    public ItLoad(Site site) {
        int nodes = 0;
        int racks = 0;
        for (Hall hall : site.halls()) {
            for (RackGroup group : hall.racks()) {
                racks += group.racks();
                nodes += group.racks() * group.nodesPerRack();
            }
        }
        nodeName = new String[nodes];
        nodeType = new NodeType[nodes];
        nodeRack = new int[nodes];
        allocated = new int[nodes];
        training = new int[nodes];
        prefill = new int[nodes];
        decode = new int[nodes];
        batch = new int[nodes];
        cap = new double[nodes];
        clock = new double[nodes];
        nodeW = new double[nodes];
        rackName = new String[racks];
        rackHall = new int[racks];
        rackFirstNode = new int[racks];
        rackNodes = new int[racks];
        rackNameplateW = new double[racks];
        serviceW = new double[racks];
        rackBaseW = new double[racks];
        rackLiquidW = new double[racks];
        rackFanW = new double[racks];
        rackFlowKgS = new double[racks];
        rackDesignFlowKgS = new double[racks];
        rackInletC = new double[racks];
        rackFanRise = new double[racks];
        rackAirLeakage = new double[racks];
        hallLiquidLeakage = new double[site.halls().size()];
        Arrays.fill(cap, 100);
        Arrays.fill(clock, 100);
        fill(site);
        for (int rack = 0; rack < racks; rack++) {
            refreshRack(rack);
            inlet(rack, ServerAir.REFERENCE_INLET_C);
        }
    }

    private void fill(Site site) {
        int node = 0;
        int rack = 0;
        for (int h = 0; h < site.halls().size(); h++) {
            for (RackGroup group : site.halls().get(h).racks()) {
                for (int r = 1; r <= group.racks(); r++, rack++) {
                    rackName[rack] = group.rack(r);
                    rackHall[rack] = h;
                    rackFirstNode[rack] = node;
                    rackNodes[rack] = group.nodesPerRack();
                    rackNameplateW[rack] = group.nameplateW();
                    serviceW[rack] = group.nameplateW() * group.serviceLoad().orElse(0.0);
                    rackDesignFlowKgS[rack] = group.serviceLoad().isPresent()
                            ? group.nameplateW() / (MoistAir.SPECIFIC_HEAT * SERVICE_AIR_DELTA_K)
                            : group.nodesPerRack()
                                    * ServerAir.designFlowKgS(site.nodeType(group.nodeType().orElseThrow()));
                    for (int n = 1; n <= group.nodesPerRack(); n++, node++) {
                        nodeName[node] = group.node(r, n);
                        nodeType[node] = site.nodeType(group.nodeType().orElseThrow());
                        nodeRack[node] = rack;
                        index.put(nodeName[node], node);
                        nodeW[node] = computeNodeW(node);
                    }
                }
            }
        }
    }

    public int nodes() {
        return nodeName.length;
    }

    public String nodeName(int node) {
        return nodeName[node];
    }

    /// The number of the node of that name, or -1.
    public int nodeIndex(String name) {
        return index.getOrDefault(name, -1);
    }

    public NodeType type(int node) {
        return nodeType[node];
    }

    public int rackOf(int node) {
        return nodeRack[node];
    }

    public int hallOf(int node) {
        return rackHall[nodeRack[node]];
    }

    public int freeGpus(int node) {
        return nodeType[node].gpus() - allocated[node];
    }

    public int allocatedGpus(int node) {
        return allocated[node];
    }

    /// Work of that class takes GPUs of the node.
    public void start(int node, int gpus, JobClass jobClass) {
        if (gpus < 0 || gpus > freeGpus(node)) {
            throw new IllegalArgumentException("The gpus (%d) on %s must be 0 to %d.".formatted(gpus, nodeName[node],
                    freeGpus(node)));
        }
        change(node, gpus, jobClass);
    }

    /// Work of that class gives GPUs of the node back.
    public void end(int node, int gpus, JobClass jobClass) {
        int held = busy(jobClass)[node];
        if (gpus < 0 || gpus > held) {
            throw new IllegalArgumentException("The gpus (%d) of %s on %s must be 0 to %d.".formatted(gpus, jobClass,
                    nodeName[node], held));
        }
        change(node, -gpus, jobClass);
    }

    private void change(int node, int gpus, JobClass jobClass) {
        allocated[node] += gpus;
        busy(jobClass)[node] += gpus;
        refreshNode(node);
    }

    /// GPUs a node that work of that class holds.
    private int[] busy(JobClass jobClass) {
        return switch (jobClass) {
            case TRAINING -> training;
            case PREFILL -> prefill;
            case DECODE -> decode;
            case BATCH -> batch;
        };
    }

    /// Sets the GPU power cap, percent of TDP, 50 to 100.
    public void powerCap(int node, double percent) {
        cap[node] = Math.clamp(percent, 50, 100);
        profileChanges++;
        refreshNode(node);
    }

    /// Locks the GPU clock, percent of maximum, 50 to 100.
    public void gpuClock(int node, double percent) {
        clock[node] = Math.clamp(percent, 50, 100);
        profileChanges++;
        refreshNode(node);
    }

    /// How often a cap or clock was set since the beginning: whoever has seen this many need not look at the nodes again.
    public long profileChanges() {
        return profileChanges;
    }

    public double powerCap(int node) {
        return cap[node];
    }

    public double gpuClock(int node) {
        return clock[node];
    }

    /// Work per time of that class on the node relative to uncapped, 0 to 1.
    public double throughput(int node, JobClass jobClass) {
        return GpuResponse.throughput(jobClass, cap[node], clock[node]);
    }

    /// Power that the node draws now, with its fans, W.
    public double nodePowerW(int node) {
        int rack = nodeRack[node];
        NodeType type = nodeType[node];
        double air = nodeW[node] * (1 - type.liquidFraction());
        return nodeW[node] + air * rackAirLeakage[rack]
                + nodeW[node] * type.liquidFraction() * hallLiquidLeakage[rackHall[rack]]
                + ServerAir.fanW(type, nodeW[node]) * (rackFanRise[rack] - 1);
    }

    public int racks() {
        return rackName.length;
    }

    public String rackName(int rack) {
        return rackName[rack];
    }

    public int hallOfRack(int rack) {
        return rackHall[rack];
    }

    public double nameplateW(int rack) {
        return rackNameplateW[rack];
    }

    /// Airflow of the rack at nameplate load and reference inlet, kg/s.
    public double designFlowKgS(int rack) {
        return rackDesignFlowKgS[rack];
    }

    public double inletC(int rack) {
        return rackInletC[rack];
    }

    /// Copies the inlet of every rack, Celsius.
    public void copyInlets(double[] into) {
        System.arraycopy(rackInletC, 0, into, 0, rackInletC.length);
    }

    /// Tells the rack its inlet temperature.
    public void inlet(int rack, double inletC) {
        rackInletC[rack] = inletC;
        rackFanRise[rack] = ServerAir.fanRise(inletC);
        rackAirLeakage[rack] = ServerAir.leakage(inletC - ServerAir.REFERENCE_INLET_C);
    }

    /// Tells the liquid-cooled nodes of a hall how much warmer than at design their coolant is, K.
    public void coolant(int hall, double aboveDesignK) {
        hallLiquidLeakage[hall] = ServerAir.leakage(aboveDesignK);
    }

    /// Air drawn by the rack at its present inlet temperature, kg/s.
    public double flowKgS(int rack) {
        return rackFlowKgS[rack] * ServerAir.flowRise(rackInletC[rack]);
    }

    /// Heat that the rack gives to its air, fans included, W.
    public double airHeatW(int rack) {
        return (rackBaseW[rack] - rackLiquidW[rack]) * (1 + rackAirLeakage[rack])
                + rackFanW[rack] * (rackFanRise[rack] - 1);
    }

    /// Heat that the rack gives to the technology loop, W.
    public double liquidHeatW(int rack) {
        return rackLiquidW[rack] * (1 + hallLiquidLeakage[rackHall[rack]]);
    }

    /// Power that the rack draws, W: all of it becomes heat.
    public double rackPowerW(int rack) {
        return airHeatW(rack) + liquidHeatW(rack);
    }

    private void refreshNode(int node) {
        nodeW[node] = computeNodeW(node);
        refreshRack(nodeRack[node]);
    }

    private void refreshRack(int rack) {
        double base = serviceW[rack];
        double liquid = 0;
        double load = serviceW[rack] / rackNameplateW[rack];
        double flow = load > 0 ? rackDesignFlowKgS[rack] * ServerAir.flowFraction(load) : 0;
        double fan = load > 0
                ? SERVICE_FAN_FRACTION * rackNameplateW[rack] * Math.pow(ServerAir.flowFraction(load), 3)
                : 0;
        for (int node = rackFirstNode[rack]; node < rackFirstNode[rack] + rackNodes[rack]; node++) {
            NodeType type = nodeType[node];
            base += nodeW[node];
            liquid += nodeW[node] * type.liquidFraction();
            flow += ServerAir.designFlowKgS(type) * ServerAir.flowFraction(nodeW[node] / type.nameplateW());
            fan += ServerAir.fanW(type, nodeW[node]);
        }
        rackBaseW[rack] = base;
        rackLiquidW[rack] = liquid;
        rackFlowKgS[rack] = flow;
        rackFanW[rack] = fan;
    }

    /// Power at reference temperatures: idle power and, per busy GPU, the way to the busy power of its class; a profile acts
    /// on the share of busy power that follows the GPUs.
    private double computeNodeW(int node) {
        NodeType type = nodeType[node];
        double power = type.idleFraction();
        for (JobClass jobClass : CLASSES) {
            int gpus = busy(jobClass)[node];
            if (gpus > 0) {
                double busy = jobClass == JobClass.DECODE ? type.decodeFraction() : type.busyFraction();
                double saved = busy * type.gpuShare() * (1 - GpuResponse.power(jobClass, cap[node], clock[node]));
                power += gpus * Math.max(0, busy - saved - type.idleFraction()) / type.gpus();
            }
        }
        return power * type.nameplateW();
    }
}
