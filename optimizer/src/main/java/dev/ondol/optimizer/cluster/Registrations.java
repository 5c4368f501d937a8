package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.NodeRegistration.State;
import org.jspecify.annotations.Nullable;

/// What the scheduler has said of nodes: which it drains, which it keeps for a tenant, and what it offers of each. A node of which it
/// has said nothing takes jobs with all that the site file says. What the plant keeps shut is shut whatever the scheduler says. Guarded
/// by its owner.
public final class Registrations {
    private final Nodes nodes;
    private final @Nullable NodeRegistration[] newest;
    private final boolean[] shut;

    Registrations(Nodes nodes) {
        this.nodes = nodes;
        newest = new NodeRegistration[nodes.count()];
        shut = new boolean[nodes.count()];
    }

    /// @return false where a newer generation has come before; then nothing has changed
    public boolean put(int node, NodeRegistration registration) {
        NodeRegistration before = newest[node];
        if (before != null && registration.generation() < before.generation()) {
            return false;
        }
        newest[node] = registration;
        return true;
    }

    /// Whether the plant lets no new jobs go there: out of service, or its inlet air is beyond what servers are allowed.
    public void shut(int node, boolean closed) {
        shut[node] = closed;
    }

    /// What was said last; null for nothing.
    public @Nullable NodeRegistration of(int node) {
        return newest[node];
    }

    /// Whether the node takes jobs of anybody.
    public boolean open(int node) {
        NodeRegistration said = newest[node];
        return !shut[node] && (said == null || said.state() == State.READY);
    }

    /// Whether the node takes jobs of the tenant.
    public boolean openTo(int node, String tenant) {
        NodeRegistration said = newest[node];
        return !shut[node] && (said == null || said.state() == State.READY || said.state() == State.RESERVED && tenant
                .equals(said.tenant()));
    }

    /// GPUs that the site file promises and the scheduler does not offer.
    public int missingGpus(int node) {
        NodeRegistration said = newest[node];
        return said == null || said.capacity() == null ? 0 : nodes.type(node).gpus() - said.capacity().gpu();
    }

    public long missingCpuMilli(int node) {
        NodeRegistration said = newest[node];
        return said == null || said.capacity() == null
                ? 0
                : nodes.type(node).cpuMilli() - said.capacity().cpuMilli();
    }

    public long missingMemMiB(int node) {
        NodeRegistration said = newest[node];
        return said == null || said.capacity() == null ? 0 : nodes.type(node).memMiB() - said.capacity().memMiB();
    }
}
