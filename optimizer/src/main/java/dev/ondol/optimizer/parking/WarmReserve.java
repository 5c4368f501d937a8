package dev.ondol.optimizer.parking;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.Readiness;
import dev.ondol.optimizer.cluster.TrackedJob;

/// How many nodes of a GPU model must be awake without work: a fifth of what services use now, because their next replicas
/// must start within two minutes, and what gangs usually ask for while a node wakes, because training must start within
/// fifteen minutes of its turn.
final class WarmReserve {
    private static final double OF_SERVICES = 0.2;
    /// Share of spans in which gangs may ask for more than the reserve; they wait for nodes to wake then.
    private static final double BEYOND = 0.01;
    /// Of a model's nodes, as long as arrivals are not known.
    private static final double UNKNOWN = 0.25;
    private static final long MINUTE_MS = 60_000;
    /// A wake time may be longer than its nameplate by this.
    private static final double SLOWER = 1.1;

    private final Nodes nodes;
    private final Arrivals arrivals;

    WarmReserve(Nodes nodes, Arrivals arrivals) {
        this.nodes = nodes;
        this.arrivals = arrivals;
    }

    /// Nodes of the model that must be awake without work.
    int nodes(Account account, String model) {
        int[] of = nodes.ofModel(model);
        int services = services(account, model);
        double wakeMinutes = nodes.type(of[0]).wakeMinutes() * SLOWER;
        long span = Readiness.ORDERS_EVERY_MS + Math.round(wakeMinutes * MINUTE_MS);
        int gangs = arrivals.most(model, span, BEYOND);
        if (!arrivals.known()) {
            gangs = Math.max(gangs, (int) Math.ceil(UNKNOWN * of.length));
        }
        return Math.min(of.length, services + gangs);
    }

    private int services(Account account, String model) {
        int gpus = 0;
        for (TrackedJob job : account.jobs()) {
            if (isService(job.request().workload()) && Arrivals.accepts(job.request(), model)) {
                gpus += job.request().gpus();
            }
        }
        int nodeGpus = nodes.type(nodes.ofModel(model)[0]).gpus();
        return (int) Math.ceil(OF_SERVICES * gpus / nodeGpus);
    }

    static boolean isService(JobClass of) {
        return switch (of) {
            case DECODE, PREFILL -> true;
            case TRAINING, BATCH -> false;
        };
    }
}
