package dev.ondol.simulator.it;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.JobClass;
import java.util.Arrays;

/// What each node draws at reference temperatures, and how fast work runs on it. Power = what the node's state costs + for
/// each held GPU the way from idle to the busy power of its work; cap, clock and efficiency profile act on the part of busy
/// power that follows the GPUs, so a slowed node pays the rest for the longer run.
///
/// Power is the mean over a step: the square wave between compute and communication of a training step (seconds) is not
/// resolved, because at steps of 15 s and more nothing but the mean reaches the cooling.
final class NodePower {
    private final NodeType[] type;
    private final NodeStates states;
    private final Holdings holdings;
    private final double[] cap;
    private final double[] clock;
    private final double[] powerW;
    private final double[] fanW;
    private final double[] flowKgS;
    private EfficiencyProfile profile = EfficiencyProfile.NONE;
    private GpuResponse response = new GpuResponse(ProfileErrors.NONE);

    NodePower(NodeType[] type, NodeStates states, Holdings holdings) {
        this.type = type;
        this.states = states;
        this.holdings = holdings;
        cap = new double[type.length];
        clock = new double[type.length];
        powerW = new double[type.length];
        fanW = new double[type.length];
        flowKgS = new double[type.length];
        Arrays.fill(cap, 100);
        Arrays.fill(clock, 100);
        for (int node = 0; node < type.length; node++) {
            refresh(node);
        }
    }

    /// Percent of TDP, 50 to 100.
    double cap(int node) {
        return cap[node];
    }

    void cap(int node, double percent) {
        cap[node] = Math.clamp(percent, 50, 100);
    }

    /// Percent of maximum, 50 to 100.
    double clock(int node) {
        return clock[node];
    }

    void clock(int node, double percent) {
        clock[node] = Math.clamp(percent, 50, 100);
    }

    void profile(EfficiencyProfile forAll) {
        profile = forAll;
    }

    void response(GpuResponse ofTheseServers) {
        response = ofTheseServers;
    }

    /// Work per time relative to uncapped, 0 to 1; the tightest of cap, clock and profile rules.
    double throughput(int node, Work work) {
        return Math.min(profile.throughput(work.jobClass()), response.throughput(work, cap[node], clock[node]));
    }

    /// W, fans included.
    double powerW(int node) {
        return powerW[node];
    }

    /// Fans at the reference inlet, W.
    double fanW(int node) {
        return fanW[node];
    }

    /// Air at the reference inlet, kg/s.
    double flowKgS(int node) {
        return flowKgS[node];
    }

    /// Something about the node has changed.
    void refresh(int node) {
        NodeType of = type[node];
        powerW[node] = (stateFraction(node) + workFraction(node)) * of.nameplateW();
        boolean fansOff = states.of(node) == NodeState.PARKED;
        double flow = fansOff ? ServerAir.FLOW_WITHOUT_FANS : ServerAir.flowFraction(powerW[node] / of.nameplateW());
        flowKgS[node] = flow * ServerAir.designFlowKgS(of);
        fanW[node] = fansOff ? 0 : of.fanFraction() * of.nameplateW() * flow * flow * flow;
    }

    private double stateFraction(int node) {
        NodeType of = type[node];
        return switch (states.of(node)) {
            case BUSY, IDLE, WAKING -> of.idleFraction();
            case DEEP_IDLE -> of.deepIdleFraction();
            case PARKED -> of.parkedFraction();
        };
    }

    private double workFraction(int node) {
        NodeType of = type[node];
        double sum = 0;
        for (int kind = 0; kind < holdings.kinds(node); kind++) {
            Work work = holdings.work(node, kind);
            double busy = work.jobClass() == JobClass.DECODE ? of.decodeFraction() : of.busyFraction();
            double gpuPower = Math.min(profile.power(work.jobClass()), response.power(work, cap[node], clock[node]));
            double saved = busy * of.gpuShare() * (1 - gpuPower);
            sum += holdings.gpus(node, kind) * Math.max(0, busy - saved - of.idleFraction()) / of.gpus();
        }
        return sum;
    }
}
