package dev.ondol.optimizer.journal;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.historian.plan.PlanStore;
import dev.ondol.historian.workload.CostStore;
import dev.ondol.historian.workload.WorkloadStore;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.placement.Records;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps records in the historian on one thread. While the database is away entries wait and answers are not durable yet; when too
/// many wait, further ones are lost, counted and reported.
public final class HistorianJournal implements Records, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HistorianJournal.class);
    private static final int CAPACITY = 50_000;
    private static final long PAUSE_MS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Entry(Runnable write, CompletableFuture<Boolean> durable) {}

    private final WorkloadStore workloads;
    private final PlanStore plans;
    private final ModelStore models;
    private final CostStore costs;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = Thread.ofVirtual().name("optimizer-journal").unstarted(this::run);
    private volatile boolean away;
    private volatile boolean closing;

    public HistorianJournal(Historian historian, String site) {
        workloads = historian.workloads(site);
        plans = historian.plans(site);
        models = historian.models(site);
        costs = historian.costs(site);
    }

    public void start() {
        writer.start();
    }

    @Override
    public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement,
            Optional<String> idempotencyKey) {
        return keep(() -> workloads.save(request, placement, idempotencyKey));
    }

    @Override
    public void changed(Placement placement) {
        var _ = keep(() -> workloads.update(placement));
    }

    @Override
    public void happened(String placementId, PlacementEvent event) {
        var _ = keep(() -> workloads.event(placementId, event));
    }

    @Override
    public void planned(Plan plan) {
        var _ = keep(() -> plans.save(plan));
    }

    /// Keeps what a job took that has ended.
    public void metered(JobCost cost) {
        var _ = keep(() -> costs.save(cost.jobId(), cost.from(), JsonMessages.write(cost)));
    }

    /// Keeps why a plan is as it is, beside the plan.
    public void explained(PlanExplanation explanation) {
        var _ = keep(() -> plans.explain(explanation.plan(), JsonMessages.write(explanation)));
    }

    /// Keeps what was learned of the plant.
    public void learned(ModelCard card) {
        var _ = keep(() -> models.save(card.fitted(), JsonMessages.write(card)));
    }

    private CompletableFuture<Boolean> keep(Runnable write) {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        if (!queue.offer(new Entry(write, durable))) {
            if (Long.bitCount(lost.incrementAndGet()) == 1) {
                log.error(
                        "The journal of the optimizer is full; {} entries are lost. The database has been away for too long.",
                        lost.get());
            }
            durable.complete(false);
        } else if (away) {
            durable.complete(false);
        }
        return durable;
    }

    /// Entries that wait for the database.
    public int waiting() {
        return queue.size();
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                write(queue.take());
            }
        } catch (InterruptedException e) {
            log.debug("The journal of the optimizer ends.", e);
        }
    }

    private void write(Entry entry) throws InterruptedException {
        while (true) {
            try {
                entry.write().run();
                if (away) {
                    away = false;
                    log.warn("The optimizer writes to the historian again; {} entries waited.", queue.size() + 1);
                }
                entry.durable().complete(true);
                return;
            } catch (HistorianUnavailable e) {
                if (!away) {
                    away = true;
                    log.warn("The optimizer goes on without the historian and keeps what it has to write: {}", e
                            .getMessage());
                }
                entry.durable().complete(false);
                queue.forEach(waiting -> waiting.durable().complete(false));
                Thread.sleep(PAUSE_MS);
            } catch (RuntimeException e) {
                lost.incrementAndGet();
                entry.durable().complete(false);
                log.error("An entry of the optimizer's journal cannot be written and is given up.", e);
                return;
            }
        }
    }

    /// Writes what waits, for at most two seconds.
    @Override
    public void close() {
        closing = true;
        queue.offer(new Entry(() -> {}, new CompletableFuture<>()));
        try {
            if (!writer.join(PATIENCE)) {
                writer.interrupt();
                writer.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
        if (!queue.isEmpty()) {
            log.error("{} entries of the optimizer's journal were not written before the end.", queue.size());
        }
    }
}
