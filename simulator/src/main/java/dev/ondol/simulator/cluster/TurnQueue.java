package dev.ondol.simulator.cluster;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/// The shadow queue of one GPU model that says when it is a job's turn: strictly first come, first served, whole GPUs
/// without regard to nodes, every job uncapped. It runs beside the real scheduler and decides nothing.
final class TurnQueue {
    private final ArrayDeque<WaitingJob> queue = new ArrayDeque<>();
    /// What runs there, by its end.
    private final PriorityQueue<WaitingJob> running = new PriorityQueue<>(
            (a, b) -> Long.compare(until(a), until(b)));
    private int freeGpus;
    private long clock;

    TurnQueue(int gpus) {
        freeGpus = gpus;
    }

    /// A job that ran before the simulation began.
    void holds(WaitingJob job, long until) {
        job.turn = until - job.job.durationMs();
        freeGpus -= job.job.gpus();
        running.add(job);
    }

    private static long until(WaitingJob job) {
        return job.turn + job.job.durationMs();
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
            WaitingJob next = running.peek();
            if (next == null || until(next) > plantMillis) {
                return;
            }
            clock = Math.max(clock, until(next));
            freeGpus += next.job.gpus();
            running.poll();
        }
    }

    private void startWhatFits() {
        for (WaitingJob head = queue.peek(); head != null && head.job.gpus() <= freeGpus; head = queue.peek()) {
            queue.poll();
            head.turn = Math.max(clock, head.job.arrival());
            freeGpus -= head.job.gpus();
            running.add(head);
        }
    }

    /// A job leaves the queue for good.
    void leaves(WaitingJob job) {
        queue.remove(job);
    }
}
