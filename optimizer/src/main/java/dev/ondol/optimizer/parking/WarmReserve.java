package dev.ondol.optimizer.parking;

import dev.ondol.optimizer.cluster.Arrivals;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.Readiness;

/// How many nodes of a GPU model must be awake without work, and how many must be within reach: awake, or parked and ready to be
/// woken. The next replicas of services must start within two minutes, so as many stay awake as usually come while a node wakes.
/// Training must start within fifteen minutes of its turn: where a node wakes in less, its gangs need nodes within reach only;
/// where it takes longer, they need them awake, or held by work that leaves for them.
final class WarmReserve {
    /// Share of spans in which more may come than is kept for.
    private static final double BEYOND = 0.01;
    /// The same for gangs that would find no node in time: where one node is missing the work of all of them is lost, about a
    /// hundred times what one takes while it waits deeply idle (docs/levers.md).
    private static final double BEYOND_LOST = 0.002;
    /// Of a model's nodes, as long as arrivals are not known.
    private static final double UNKNOWN = 0.25;
    private static final long MINUTE_MS = 60_000;
    /// Training starts at the latest this long after its turn, milliseconds.
    private static final long START_MS = 15 * MINUTE_MS;
    /// From the request until the node begins to wake: the scheduler's tick; the orders follow at once.
    private static final long NOTICE_MS = MINUTE_MS;

    private final Nodes nodes;
    private final Arrivals gangs;
    private final Arrivals services;

    WarmReserve(Nodes nodes, Arrivals gangs, Arrivals services) {
        this.nodes = nodes;
        this.gangs = gangs;
        this.services = services;
    }

    /// Nodes of the model that must be awake without work.
    ///
    /// @param yielding nodes of the model held by work that leaves for gangs
    int awake(String model, int yielding) {
        int all = nodes.ofModel(model).length;
        long wakeMs = wakeMs(model);
        int most = services.most(model, wakeMs, BEYOND);
        if (wakeMs > START_MS) {
            most += Math.max(0, gangs.most(model, wakeMs, BEYOND_LOST) - yielding);
        }
        if (!gangs.known()) {
            most = Math.max(most, (int) Math.ceil(UNKNOWN * all));
        }
        return Math.min(all, most);
    }

    /// Nodes of the model that must be awake without work, or parked for long enough to be woken at once.
    int soon(String model, int yielding) {
        if (wakeMs(model) > START_MS) {
            return awake(model, yielding);
        }
        int gangsToo = gangs.most(model, Readiness.LEAST_PARKED_MS, BEYOND);
        return Math.max(awake(model, yielding), services.most(model, wakeMs(model), BEYOND) + gangsToo);
    }

    /// From a request until a node that was parked has woken for it.
    private long wakeMs(String model) {
        return NOTICE_MS + Math.round(nodes.longestWakeMinutes(nodes.ofModel(model)[0]) * MINUTE_MS);
    }
}
