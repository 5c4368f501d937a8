package dev.ondol.optimizer.cluster;

import dev.ondol.facility.site.NodeType;
import dev.ondol.optimizer.model.NodePower;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which nodes take jobs now, and when the others could. A node of which the plant says nothing counts as ready. Guarded by
/// its owner: one thread at a time.
public final class Readiness {
    /// Control carries orders of nodes out this often, milliseconds.
    public static final long ORDERS_EVERY_MS = 60_000;
    /// A node stays parked for at least this long, milliseconds.
    public static final long LEAST_PARKED_MS = 30 * 60_000;
    private static final long MINUTE_MS = 60_000;

    /// What the plant says of a node.
    public enum State {
        PARKED, WAKING, READY
    }

    private final Nodes nodes;
    private final State[] state;
    private final long[] since;
    private final boolean[] deepIdle;
    private int asleep;
    private long awakenings;

    Readiness(Nodes nodes) {
        this.nodes = nodes;
        state = new State[nodes.count()];
        Arrays.fill(state, State.READY);
        since = new long[nodes.count()];
        deepIdle = new boolean[nodes.count()];
    }

    /// @param now      plant time in milliseconds
    /// @param onDeepIdle whether the node is on deep idle while it has no work
    public void observe(int node, State seen, boolean onDeepIdle, long now) {
        deepIdle[node] = onDeepIdle;
        if (state[node] != seen) {
            if (state[node] == State.WAKING && seen == State.READY) {
                nodes.woke(node, (now - since[node]) / (double) MINUTE_MS);
            }
            asleep += (seen == State.READY ? 0 : 1) - (state[node] == State.READY ? 0 : 1);
            awakenings += seen == State.READY ? 1 : 0;
            state[node] = seen;
            since[node] = now;
        }
    }

    /// The node is to be parked: from now on no job is promised it. Where that is refused the plant will say so.
    public void ordered(int node, long now) {
        observe(node, State.PARKED, deepIdle[node], now);
    }

    public State of(int node) {
        return state[node];
    }

    /// How the node rests while it has no work; null while it wakes.
    public ServerFigures.@Nullable Rest rest(int node) {
        return switch (state[node]) {
            case PARKED -> ServerFigures.Rest.PARKED;
            case WAKING -> null;
            case READY -> deepIdle[node] ? ServerFigures.Rest.DEEP_IDLE : ServerFigures.Rest.IDLE;
        };
    }

    public boolean ready(int node) {
        return state[node] == State.READY;
    }

    /// How often a node has become ready.
    public long awakenings() {
        return awakenings;
    }

    /// True where some node takes no jobs.
    public boolean someAsleep() {
        return asleep > 0;
    }

    /// Whether the node would begin to wake with the next orders.
    public boolean canWake(int node, long now) {
        return state[node] == State.PARKED && now - since[node] >= LEAST_PARKED_MS;
    }

    /// Plant time in milliseconds at which the node takes jobs if it is wanted from now on; now where it is ready.
    public long readyAt(int node, long now) {
        long wakeMs = Math.round(nodes.type(node).wakeMinutes() * MINUTE_MS);
        return switch (state[node]) {
            case READY -> now;
            case WAKING -> Math.max(now + MINUTE_MS, since[node] + wakeMs);
            case PARKED -> {
                long orders = Math.ceilDiv(now, ORDERS_EVERY_MS) * ORDERS_EVERY_MS;
                yield Math.max(orders, since[node] + LEAST_PARKED_MS) + wakeMs;
            }
        };
    }

    /// Power of the node while it has no job, W.
    public double restW(int node) {
        NodeType type = nodes.type(node);
        return switch (state[node]) {
            case READY -> deepIdle[node] ? NodePower.deepIdleW(type) : NodePower.idleW(type);
            case WAKING -> NodePower.idleW(type);
            case PARKED -> NodePower.parkedW(type);
        };
    }
}
