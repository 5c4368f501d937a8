package dev.ondol.optimizer.placement;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.NodeRegistration.Capacity;
import dev.ondol.facility.workload.Placement.Reason;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.cluster.TrackedJob.Phase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Takes down what the scheduler says of nodes and tells what is known of them. Guarded by its owner.
public final class NodeBook {
    private final Account account;
    private final Ledger ledger;
    private final Records records;

    /// What became of a registration.
    public sealed interface Outcome {
        /// @param durable completes when it is durable, or with false where that must wait
        record Taken(NodeView view, CompletableFuture<Boolean> durable) implements Outcome {}

        /// There is no node of that name.
        record Unknown() implements Outcome {}

        /// A newer generation has come before.
        record Stale(NodeView view) implements Outcome {}

        /// @param field what the site file says otherwise
        /// @param expected what it says
        record Contradicts(String field, String expected) implements Outcome {}
    }

    NodeBook(Account account, Ledger ledger, Records records) {
        this.account = account;
        this.ledger = ledger;
        this.records = records;
    }

    Outcome register(String name, NodeRegistration registration, long now) {
        int node = account.nodes().index(name);
        if (node < 0) {
            return new Outcome.Unknown();
        }
        Optional<Outcome> contradiction = contradiction(account.nodes().type(node), registration.capacity());
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        if (!account.registrations().put(node, registration)) {
            return new Outcome.Stale(view(node));
        }
        takeBack(node, now);
        return new Outcome.Taken(view(node), records.registered(name, registration));
    }

    void recover(String name, NodeRegistration registration) {
        int node = account.nodes().index(name);
        if (node >= 0 && contradiction(account.nodes().type(node), registration.capacity()).isEmpty()) {
            account.registrations().put(node, registration);
        }
    }

    private static Optional<Outcome> contradiction(NodeType type,
            @org.jspecify.annotations.Nullable Capacity capacity) {
        if (capacity == null) {
            return Optional.empty();
        }
        if (!capacity.gpuModel().equals(type.gpuModel())) {
            return Optional.of(new Outcome.Contradicts("capacity.gpuModel", type.gpuModel()));
        }
        if (capacity.gpu() > type.gpus()) {
            return Optional.of(new Outcome.Contradicts("capacity.gpu", "at most " + type.gpus()));
        }
        if (capacity.cpuMilli() > type.cpuMilli()) {
            return Optional.of(new Outcome.Contradicts("capacity.cpuMilli", "at most " + type.cpuMilli()));
        }
        return capacity.memMiB() > type.memMiB()
                ? Optional.of(new Outcome.Contradicts("capacity.memMiB", "at most " + type.memMiB()))
                : Optional.empty();
    }

    /// Jobs that were promised the node and have not started wait again where they may not have it any more.
    private void takeBack(int node, long now) {
        String name = account.nodes().name(node);
        for (TrackedJob job : account.jobs()) {
            if ((job.phase() == Phase.PROMISED && job.placement().leaseExpires() != null
                    || job.phase() == Phase.CLAIMING)
                    && !account.registrations().openTo(node, job.request().tenant())
                    && job.placement().assignments().stream().anyMatch(share -> share.node().equals(name))) {
                ledger.takeBack(job, new Reason(Rules.NODE_STATE, 1, name), now);
            }
        }
    }

    Optional<NodeView> view(String name) {
        int node = account.nodes().index(name);
        return node < 0 ? Optional.empty() : Optional.of(view(node));
    }

    List<NodeView> views(String after, int most) {
        Nodes nodes = account.nodes();
        return IntStream.range(0, nodes.count()).filter(node -> nodes.name(node).compareTo(after) > 0).boxed().sorted(
                java.util.Comparator.comparing(nodes::name)).limit(most).map(this::view).toList();
    }

    private NodeView view(int node) {
        NodeType type = account.nodes().type(node);
        return new NodeView(account.nodes().name(node), type.gpuModel(), type.gpus(), Math.max(0, account.freeGpus(
                node)), Math.max(0, account.freeCpuMilli(node)), Math.max(0, account.freeMemMiB(node)), account
                        .readiness().ready(node),
                account.jobsOn(node), account.registrations().of(node));
    }
}
