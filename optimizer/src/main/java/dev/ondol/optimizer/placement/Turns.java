package dev.ondol.optimizer.placement;

import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.cluster.Crowding;
import dev.ondol.optimizer.cluster.Nodes;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// When it is each job's turn: for every GPU model a queue that only exists here, strictly first come, first served, whole GPUs
/// without regard to nodes, every job uncapped. Training is promised a start within fifteen minutes of its turn. Guarded by its
/// owner.
final class Turns {
    private final Nodes nodes;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, Member> members = new HashMap<>();

    /// A job in the line of one model. What it holds there ends when it would have ended uncapped, or when it really has.
    private static final class Member {
        final Line line;
        final int gpus;
        final long arrival;
        final long durationMs;
        long turn = Long.MAX_VALUE;

        Member(PlacementRequest request, Line line, long arrival) {
            this.line = line;
            gpus = request.gpus();
            this.arrival = arrival;
            durationMs = request.time().durationMs();
        }

        long end() {
            return turn + durationMs;
        }
    }

    private static final class Line {
        final ArrayDeque<Member> waiting = new ArrayDeque<>();
        final PriorityQueue<Member> running = new PriorityQueue<>(Comparator.comparingLong(Member::end));
        int freeGpus;
        long clock;

        Line(int gpus) {
            freeGpus = gpus;
        }

        void advance(long now) {
            startWhatFits();
            for (Member next = running.peek(); next != null && next.end() <= now; next = running.peek()) {
                clock = Math.max(clock, next.end());
                running.poll();
                freeGpus += next.gpus;
                startWhatFits();
            }
        }

        private void startWhatFits() {
            for (Member head = waiting.peek(); head != null && head.gpus <= freeGpus; head = waiting.peek()) {
                waiting.poll();
                start(head, Math.max(clock, head.arrival));
            }
        }

        void start(Member member, long turn) {
            member.turn = turn;
            freeGpus -= member.gpus;
            running.add(member);
        }

        void remove(Member member, long now) {
            if (running.remove(member)) {
                clock = Math.max(clock, now);
                freeGpus += member.gpus;
            } else {
                waiting.remove(member);
            }
        }
    }

    Turns(Nodes nodes) {
        this.nodes = nodes;
        for (String model : nodes.models()) {
            int gpus = 0;
            for (int node : nodes.ofModel(model)) {
                gpus += nodes.type(node).gpus();
            }
            lines.put(model, new Line(gpus));
        }
    }

    /// A job stands in line, now.
    void arrives(PlacementRequest request, long now) {
        join(request, now).ifPresent(member -> {
            member.line.advance(now);
            member.line.waiting.add(member);
            member.line.advance(now);
        });
    }

    /// A job runs that never stood in line.
    ///
    /// @param startedAt plant time in milliseconds
    void runs(PlacementRequest request, long startedAt) {
        if (!members.containsKey(request.jobId())) {
            join(request, startedAt).ifPresent(member -> member.line.start(member, startedAt));
        }
    }

    /// A job is over or has given up.
    void leaves(String jobId, long now) {
        Member member = members.remove(jobId);
        if (member != null) {
            member.line.advance(now);
            member.line.remove(member, now);
        }
    }

    void advance(long now) {
        lines.values().forEach(line -> line.advance(now));
    }

    /// Plant time in milliseconds at which it was the job's turn; [Long#MAX_VALUE] before.
    long turn(String jobId) {
        Member member = members.get(jobId);
        return member == null ? Long.MAX_VALUE : member.turn;
    }

    /// Empty for a job that runs on a model which this site does not have.
    private Optional<Member> join(PlacementRequest request, long arrival) {
        Line line = lines.get(Crowding.models(nodes, request).getFirst());
        if (line == null) {
            return Optional.empty();
        }
        Member member = new Member(request, line, arrival);
        members.put(request.jobId(), member);
        return Optional.of(member);
    }
}
