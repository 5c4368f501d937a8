package dev.ondol.optimizer.model;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;

/// Electrical power of server nodes at 20 C inlet, from the nameplate fractions of their type. A node draws its idle power
/// whatever happens; each GPU in use adds its share of the difference to the busy power. A power profile acts on the part
/// that follows the GPUs only.
public final class NodePower {
    private NodePower() {}

    /// Power of a node without jobs, W.
    public static double idleW(NodeType type) {
        return type.nameplateW() * type.idleFraction();
    }

    /// Power of a node without jobs whose links and clocks are down, W.
    public static double deepIdleW(NodeType type) {
        return type.nameplateW() * type.deepIdleFraction();
    }

    /// Power of a parked node, W.
    public static double parkedW(NodeType type) {
        return type.nameplateW() * type.parkedFraction();
    }

    /// What one GPU in use adds to the idle power of its node, W.
    public static double dynamicW(NodeType type, JobClass jobClass, PowerProfile profile) {
        double busy = busyFraction(type, jobClass);
        double saved = type.gpuShare() * busy * (1 - profile.gpuPower());
        return Math.max(0, type.nameplateW() * (busy - type.idleFraction() - saved)) / type.gpus();
    }

    /// The share of one GPU in the power of its busy node, fixed part included, W.
    public static double busyW(NodeType type, JobClass jobClass, PowerProfile profile) {
        double busy = busyFraction(type, jobClass);
        return type.nameplateW() * busy * (1 - type.gpuShare() * (1 - profile.gpuPower())) / type.gpus();
    }

    /// What a node that draws some power would draw at 20 C inlet.
    public static double at20C(double powerW, double inletC) {
        return powerW / HallModel.rise(inletC);
    }

    private static double busyFraction(NodeType type, JobClass jobClass) {
        return jobClass == JobClass.DECODE ? type.decodeFraction() : type.busyFraction();
    }
}
