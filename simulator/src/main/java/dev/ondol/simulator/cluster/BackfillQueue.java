package dev.ondol.simulator.cluster;

import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.simulator.cluster.NodeTable.Reservation;
import dev.ondol.simulator.workload.Job;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// First come, first served for each GPU model, inference before all else. Where the first job does not fit, later ones
/// may pass it only if they end before it is expected to start or leave enough GPUs for it (EASY backfilling, Lifka
/// 1995): a gang of 512 GPUs neither blocks the site nor starves.
final class BackfillQueue {
    /// Jobs that are tried behind a blocked one of a model at one tick.
    private static final int BACKFILL_DEPTH = 64;

    private final Choice choice;
    private final Map<String, Reservation> reservations = new HashMap<>();

    /// Chooses nodes for a gang; empty where it does not fit.
    interface Choice {
        List<Assignment> nodes(NodeTable table, String model, int replicas, int gpusPerReplica);
    }

    BackfillQueue(Choice choice) {
        this.choice = choice;
    }

    void place(Situation situation) {
        forgetThoseWhoLeft(situation);
        for (Job job : situation.waiting()) {
            if (ActiveJob.isInference(job)) {
                start(situation, job);
            }
        }
        Map<String, Integer> tried = new HashMap<>();
        for (Job job : situation.waiting()) {
            if (!ActiveJob.isInference(job)) {
                inTurn(situation, job, tried);
            }
        }
    }

    private void forgetThoseWhoLeft(Situation situation) {
        if (!reservations.isEmpty()) {
            Set<String> waiting = new HashSet<>();
            situation.waiting().forEach(job -> waiting.add(job.id()));
            reservations.values().removeIf(reservation -> !waiting.contains(reservation.gang));
        }
    }

    private boolean start(Situation situation, Job job) {
        List<Assignment> nodes = choice.nodes(situation.nodes(), job.gpuModel(), job.replicas(), job.gpusPerReplica());
        return !nodes.isEmpty() && situation.start(job, nodes);
    }

    private void inTurn(Situation situation, Job job, Map<String, Integer> tried) {
        @Nullable
        Reservation reservation = reservations.get(job.gpuModel());
        if (reservation == null || reservation.gang.equals(job.id())) {
            if (start(situation, job)) {
                reservations.remove(job.gpuModel());
            } else if (reservation == null || reservation.at <= situation.plantMillis()) {
                reserve(situation, job);
            }
        } else if (tried.merge(job.gpuModel(), 1, Integer::sum) <= BACKFILL_DEPTH) {
            backfill(situation, job, reservation);
        }
    }

    private void reserve(Situation situation, Job job) {
        Reservation reservation = situation.nodes().reserve(job, situation.active(), situation.plantMillis());
        if (reservation == null) {
            reservations.remove(job.gpuModel());
            situation.refuse(job, "The gang does not fit on the empty site.");
        } else {
            reservations.put(job.gpuModel(), reservation);
        }
    }

    private void backfill(Situation situation, Job job, Reservation reservation) {
        boolean endsBefore = situation.plantMillis() + job.durationMs() <= reservation.at;
        if ((endsBefore || job.gpus() <= reservation.spareGpus) && start(situation, job) && !endsBefore) {
            reservation.spareGpus -= job.gpus();
        }
    }
}
