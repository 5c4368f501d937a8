package dev.ondol.simulator.cluster;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The shadow queue of one GPU model that says when it is a job's turn: strictly first come, first served, whole GPUs
/// without regard to nodes, every job uncapped. It runs beside the real scheduler and decides nothing.
final class TurnQueue {
    private final ArrayDeque<WaitingJob> queue = new ArrayDeque<>();
    private final PriorityQueue<Holding> running = new PriorityQueue<>(Comparator.comparingLong(Holding::until));
    private int freeGpus;
    private long clock;

    private record Holding(long until, int gpus) {}

    TurnQueue(int gpus) {
        freeGpus = gpus;
    }

    /// A job that ran before the simulation began.
    void holds(int gpus, long until) {
        freeGpus -= gpus;
        running.add(new Holding(until, gpus));
    }

    /// A job arrives; jobs come in order of arrival.
    void arrives(WaitingJob job) {
        advance(job.job.arrival());
        queue.add(job);
    }

    /// Lets all happen that happens until then.
    void advance(long plantMillis) {
        while (true) {
            startWhatFits();
            Holding next = running.peek();
            if (next == null || next.until() > plantMillis) {
                return;
            }
            clock = Math.max(clock, next.until());
            freeGpus += next.gpus();
            running.poll();
        }
    }

    private void startWhatFits() {
        for (WaitingJob head = queue.peek(); head != null && head.job.gpus() <= freeGpus; head = queue.peek()) {
            queue.poll();
            head.turn = Math.max(clock, head.job.arrival());
            freeGpus -= head.job.gpus();
            running.add(new Holding(head.turn + head.job.durationMs(), head.job.gpus()));
        }
    }

    /// A job leaves the queue for good.
    void leaves(WaitingJob job) {
        queue.remove(job);
    }
}
