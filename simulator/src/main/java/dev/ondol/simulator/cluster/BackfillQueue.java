package dev.ondol.simulator.cluster;

import dev.ondol.simulator.workload.Job;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// First come, first served for each GPU model, inference before all else. Where a job does not fit, it and each one behind it
/// is promised the earliest nodes that leave all earlier promises as they are, and starts now if that is now (conservative
/// backfilling, Mu'alem and Feitelson 2001): a later job never delays an earlier one, large or small. Promises are counted
/// in whole nodes and made anew each tick.
final class BackfillQueue {
    /// Jobs that are looked at behind a blocked one of a model at one tick.
    private static final int BACKFILL_DEPTH = 64;

    private final Choice choice;
    private final Seats seats = new Seats();
    /// Of each model the outlook that promises are made on, once a job of it was blocked at this tick.
    private @Nullable Outlook[] blocked = {};
    /// Of each model the jobs that were looked at since, the blocked one included.
    private int[] tried = {};

    /// Seats a gang on the nodes of its model; false where it does not fit.
    interface Choice {
        boolean seat(ModelNodes nodes, Job gang, Seats seats);
    }

    BackfillQueue(Choice choice) {
        this.choice = choice;
    }

    void place(Situation situation) {
        begin(situation.models());
        List<WaitingJob> waiting = situation.waiting();
        for (int i = 0; i < waiting.size(); i++) {
            WaitingJob job = waiting.get(i);
            if (job.inference() && choice.seat(job.nodes, job.job, seats)) {
                situation.start(job, seats);
            }
        }
        for (int i = 0; i < waiting.size(); i++) {
            WaitingJob job = waiting.get(i);
            int model = job.nodes.number();
            if (!job.inference() && tried[model] <= BACKFILL_DEPTH) {
                inTurn(situation, job);
                if (blocked[model] != null) {
                    tried[model]++;
                }
            }
        }
    }

    private void begin(int models) {
        if (tried.length != models) {
            tried = new int[models];
            blocked = new @Nullable Outlook[models];
        }
        Arrays.fill(tried, 0);
        Arrays.fill(blocked, null);
    }

    private void inTurn(Situation situation, WaitingJob job) {
        @Nullable
        Outlook outlook = blocked[job.nodes.number()];
        if (outlook == null) {
            if (choice.seat(job.nodes, job.job, seats)) {
                situation.start(job, seats);
                return;
            }
            if (!job.nodes.couldFit(job.job)) {
                situation.refuse(job, "The gang does not fit on the empty site.");
                return;
            }
            outlook = job.nodes.outlook(situation.plantMillis());
            blocked[job.nodes.number()] = outlook;
        }
        promise(situation, job, outlook);
    }

    /// Behind a blocked job, nodes in use are filled before another one is touched, whatever the choice is else.
    private void promise(Situation situation, WaitingJob waiting, Outlook outlook) {
        Job job = waiting.job;
        ModelNodes nodes = waiting.nodes;
        long now = situation.plantMillis();
        long duration = job.durationMs();
        int whole = nodes.wholeNodes(job);
        long at = outlook.earliest(whole, duration);
        boolean fillsNodes = whole * nodes.nodeGpus() == job.gpus();
        if ((at <= now || !fillsNodes) && nodes.packed(job, seats)) {
            int untouched = nodes.untouched(seats);
            if ((untouched == 0 || outlook.earliest(untouched, duration) <= now) && situation.start(waiting, seats)) {
                outlook.take(untouched, now, now + duration);
                return;
            }
        }
        if (at < Outlook.NEVER) {
            outlook.take(whole, at, at + duration);
        } else {
            outlook.take(whole, now, Outlook.NEVER); // it gets what comes free, until services need less
        }
    }
}
