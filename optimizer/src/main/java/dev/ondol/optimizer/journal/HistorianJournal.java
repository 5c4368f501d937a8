package dev.ondol.optimizer.journal;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.historian.plan.PlanStore;
import dev.ondol.historian.workload.CostStore;
import dev.ondol.historian.workload.NodeStore;
import dev.ondol.historian.workload.WorkloadStore;
import dev.ondol.historian.workload.WorkloadStore.Explanation;
import dev.ondol.historian.workload.WorkloadStore.FirstAnswer;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.placement.PlacementExplanation;
import dev.ondol.optimizer.placement.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps records in the historian on one thread. While the database is away entries wait and answers are not durable yet; when too
/// many wait, further ones are lost, counted and reported.
public final class HistorianJournal implements Records, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HistorianJournal.class);
    private static final int CAPACITY = 50_000;
    private static final long PAUSE_MS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Entries that are committed together.
    private static final int GROUP = 500;

    /// @param answer a first answer, which is written with those of others at once; null for anything else
    private record Entry(Runnable write, CompletableFuture<Boolean> durable, @Nullable FirstAnswer answer,
            @Nullable Explanation explanation) {}

    private final Historian historian;
    private final WorkloadStore workloads;
    private final PlanStore plans;
    private final ModelStore models;
    private final CostStore costs;
    private final NodeStore nodes;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = Thread.ofVirtual().name("optimizer-journal").unstarted(this::run);
    private volatile boolean away;
    private volatile boolean closing;

    public HistorianJournal(Historian historian, String site) {
        this.historian = historian;
        workloads = historian.workloads(site);
        plans = historian.plans(site);
        models = historian.models(site);
        costs = historian.costs(site);
        nodes = historian.nodes(site);
    }

    public void start() {
        writer.start();
    }

    @Override
    public CompletableFuture<Boolean> saved(PlacementRequest request, Placement placement,
            Optional<String> idempotencyKey) {
        FirstAnswer answer = new FirstAnswer(request, placement, idempotencyKey);
        return keep(() -> workloads.saveAll(List.of(answer)), answer, null);
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
    public void explained(PlacementExplanation explanation) {
        Explanation kept = new Explanation(explanation.placementId(), explanation.generation(), new String(JsonMessages
                .write(explanation), StandardCharsets.UTF_8));
        var _ = keep(() -> workloads.explainAll(List.of(kept)), null, kept);
    }

    @Override
    public CompletableFuture<Boolean> registered(String node, NodeRegistration registration) {
        return keep(() -> nodes.save(node, registration));
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
        return keep(write, null, null);
    }

    private CompletableFuture<Boolean> keep(Runnable write, @Nullable FirstAnswer answer,
            @Nullable Explanation explanation) {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        if (!queue.offer(new Entry(write, durable, answer, explanation))) {
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
            List<Entry> group = new ArrayList<>();
            while (!closing || !queue.isEmpty()) {
                group.add(queue.take());
                queue.drainTo(group, GROUP - 1);
                if (group.size() == 1 || !writeTogether(group)) {
                    for (Entry entry : group) {
                        write(entry);
                    }
                }
                group.clear();
            }
        } catch (InterruptedException e) {
            log.debug("The journal of the optimizer ends.", e);
        }
    }

    /// One commit for all. First answers go first: what else there is may only follow its own.
    ///
    /// @return false where that failed; then nothing was written, and each entry has to be written by itself
    private boolean writeTogether(List<Entry> group) {
        try {
            historian.together(() -> {
                workloads.saveAll(group.stream().map(Entry::answer).filter(Objects::nonNull).toList());
                workloads.explainAll(group.stream().map(Entry::explanation).filter(Objects::nonNull).toList());
                group.stream().filter(entry -> entry.answer() == null && entry.explanation() == null).forEach(
                        entry -> entry.write().run());
            });
        } catch (RuntimeException e) {
            log.debug("{} entries are written one by one.", group.size(), e);
            return false;
        }
        group.forEach(entry -> entry.durable().complete(true));
        return true;
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
        queue.offer(new Entry(() -> {}, new CompletableFuture<>(), null, null));
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
