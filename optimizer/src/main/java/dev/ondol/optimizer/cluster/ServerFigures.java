package dev.ondol.optimizer.cluster;

import dev.ondol.facility.site.NodeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the servers of each type were seen to draw without work, and how long they were seen to wake; their nameplates until then.
/// Guarded by its owner; who reads from elsewhere may see older figures for a while.
public final class ServerFigures {
    /// A nameplate counts as much as this many sightings.
    private static final int PRIOR = 20;
    /// Older sightings fade: servers age, firmware changes.
    private static final double MEMORY = 5_000;
    private static final int PRIOR_WAKES = 3;
    private static final int WAKES = 50;
    /// So many make sure how long it may take.
    private static final int SURE = 10;
    /// Nodes are looked at each minute: one may have taken so much longer than it was seen to.
    private static final double LOOK_MINUTES = 1;
    /// A wake time may be longer than its nameplate by this.
    private static final double SLOWER = 1.1;
    /// Beyond these factors of its nameplate a sighting is another thing: a job nobody knows of, a node that was off.
    private static final double LEAST = 0.6;
    private static final double MOST = 1.6;

    /// How a node rests.
    public enum Rest {
        IDLE, DEEP_IDLE, PARKED
    }

    private final List<NodeType> nameplates;
    private final NodeType[] now;
    private final List<Map<Rest, Mean>> powers = new ArrayList<>();
    private final List<Deque<Double>> wakes = new ArrayList<>();

    private static final class Mean {
        private double sum;
        private double weight;

        void add(double ratio) {
            double kept = weight < MEMORY ? 1 : MEMORY / (weight + 1);
            sum = sum * kept + ratio;
            weight = weight * kept + 1;
        }

        double ratio() {
            return (sum + PRIOR) / (weight + PRIOR);
        }
    }

    ServerFigures(List<NodeType> nameplates) {
        this.nameplates = List.copyOf(nameplates);
        now = nameplates.toArray(NodeType[]::new);
        for (int type = 0; type < now.length; type++) {
            powers.add(new EnumMap<>(Rest.class));
            wakes.add(new ArrayDeque<>());
        }
    }

    NodeType type(int number) {
        return now[number];
    }

    /// A node without work was seen to draw some power.
    ///
    /// @param powerW at 20 C inlet, W
    void drew(int number, Rest rest, double powerW) {
        NodeType nameplate = nameplates.get(number);
        double ratio = powerW / (nameplate.nameplateW() * fraction(nameplate, rest));
        if (ratio >= LEAST && ratio <= MOST) {
            powers.get(number).computeIfAbsent(rest, ignored -> new Mean()).add(ratio);
            now[number] = learned(number);
        }
    }

    /// A node was seen to wake.
    ///
    /// @param minutes from its first to its last minute of waking
    void woke(int number, double minutes) {
        double ratio = minutes / nameplates.get(number).wakeMinutes();
        if (ratio >= LEAST && ratio <= MOST) {
            Deque<Double> seen = wakes.get(number);
            seen.addLast(minutes);
            if (seen.size() > WAKES) {
                seen.removeFirst();
            }
            now[number] = learned(number);
        }
    }

    /// How long a node may take to wake, minutes: a tenth longer than its nameplate until enough were seen, then as long as the
    /// slowest of the last ones, and a minute.
    double longestWakeMinutes(int number) {
        Deque<Double> seen = wakes.get(number);
        return seen.size() < SURE
                ? nameplates.get(number).wakeMinutes() * SLOWER
                : seen.stream().mapToDouble(Double::doubleValue).max().orElseThrow() + LOOK_MINUTES;
    }

    /// Types of which something was seen, as they are taken for now.
    public List<NodeType> learned() {
        List<NodeType> learned = new ArrayList<>();
        for (int number = 0; number < now.length; number++) {
            if (!now[number].equals(nameplates.get(number))) {
                learned.add(now[number]);
            }
        }
        return learned;
    }

    private NodeType learned(int number) {
        NodeType of = nameplates.get(number);
        Deque<Double> seen = wakes.get(number);
        double wake = (of.wakeMinutes() * PRIOR_WAKES + seen.stream().mapToDouble(Double::doubleValue).sum())
                / (PRIOR_WAKES + seen.size());
        double idle = Math.min(of.decodeFraction(), fraction(number, Rest.IDLE));
        double deepIdle = Math.min(idle, fraction(number, Rest.DEEP_IDLE));
        double parked = Math.min(deepIdle, fraction(number, Rest.PARKED));
        return new NodeType(of.id(), of.gpuModel(), of.gpus(), of.cpuMilli(), of.memMiB(), of.nameplateW(),
                of.busyFraction(), of.decodeFraction(), idle, deepIdle, parked, wake, of.gpuShare(),
                of.liquidFraction(), of.fanFraction(), of.airDeltaK());
    }

    private double fraction(int number, Rest rest) {
        Mean mean = powers.get(number).get(rest);
        return fraction(nameplates.get(number), rest) * (mean == null ? 1 : mean.ratio());
    }

    private static double fraction(NodeType of, Rest rest) {
        return switch (rest) {
            case IDLE -> of.idleFraction();
            case DEEP_IDLE -> of.deepIdleFraction();
            case PARKED -> of.parkedFraction();
        };
    }
}
