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
import dev.ondol.historian.workload.WorkloadStore.Reported;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.placement.PlacementExplanation;
import dev.ondol.optimizer.placement.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /// Entries that are committed together.
    private static final int GROUP = 500;

    private record Entry(Writing what, CompletableFuture<Boolean> durable) {}

    /// What is to be written. What there is much of is written for many at once.
    private sealed interface Writing {
        record Answered(FirstAnswer answer) implements Writing {}

        record Changed(Placement placement) implements Writing {}

        record Happened(Reported report) implements Writing {}

        record Explained(PlacementExplanation explanation) implements Writing {}

        record Other(Runnable write) implements Writing {}
    }

    private final Historian historian;
    private final WorkloadStore workloads;
    private final PlanStore plans;
    private final ModelStore models;
    private final CostStore costs;
    private final NodeStore nodes;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = Thread.ofPlatform().daemon().name("optimizer-journal").unstarted(this::run);
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
        return keep(new Writing.Answered(new FirstAnswer(request, placement, idempotencyKey)));
    }

    @Override
    public void changed(Placement placement) {
        var _ = keep(new Writing.Changed(placement));
    }

    @Override
    public void happened(String placementId, PlacementEvent event) {
        var _ = keep(new Writing.Happened(new Reported(placementId, event)));
    }

    @Override
    public void explained(PlacementExplanation explanation) {
        var _ = keep(new Writing.Explained(explanation));
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
        return keep(new Writing.Other(write));
    }

    private CompletableFuture<Boolean> keep(Writing what) {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        if (!queue.offer(new Entry(what, durable))) {
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
                        writeAlone(entry);
                    }
                }
                group.clear();
            }
        } catch (InterruptedException e) {
            log.debug("The journal of the optimizer ends.", e);
        }
    }

    /// One commit for all.
    ///
    /// @return false where that failed; then nothing was written, and each entry has to be written by itself
    private boolean writeTogether(List<Entry> group) {
        try {
            historian.together(() -> write(group));
        } catch (RuntimeException e) {
            log.debug("{} entries are written one by one.", group.size(), e);
            return false;
        }
        group.forEach(entry -> entry.durable().complete(true));
        return true;
    }

    /// Kind by kind, so that the database is asked as often for many entries as for one. First answers go first: what else there is
    /// may only follow its own. Reports and newer answers of a placement touch different columns.
    private void write(List<Entry> group) {
        List<FirstAnswer> answers = new ArrayList<>();
        List<Placement> changes = new ArrayList<>();
        List<Reported> reports = new ArrayList<>();
        List<Explanation> explanations = new ArrayList<>();
        List<Runnable> others = new ArrayList<>();
        for (Entry entry : group) {
            switch (entry.what()) {
                case Writing.Answered(FirstAnswer answer) -> answers.add(answer);
                case Writing.Changed(Placement placement) -> changes.add(placement);
                case Writing.Happened(Reported report) -> reports.add(report);
                case Writing.Explained(PlacementExplanation of) -> explanations.add(new Explanation(of.placementId(), of
                        .generation(), new String(JsonMessages.write(of), StandardCharsets.UTF_8)));
                case Writing.Other(Runnable write) -> others.add(write);
            }
        }
        workloads.saveAll(answers);
        workloads.updateAll(changes);
        workloads.eventAll(reports);
        workloads.explainAll(explanations);
        others.forEach(Runnable::run);
    }

    private void writeAlone(Entry entry) throws InterruptedException {
        while (true) {
            try {
                historian.together(() -> write(List.of(entry)));
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
        queue.offer(new Entry(new Writing.Other(() -> {}), new CompletableFuture<>()));
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
