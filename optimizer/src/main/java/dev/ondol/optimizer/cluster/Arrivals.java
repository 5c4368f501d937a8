package dev.ondol.optimizer.cluster;

import dev.ondol.facility.workload.PlacementRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// How many nodes of each GPU model jobs have asked for, the largest of them and their lowest priority, by five minutes of the last
/// two weeks. From it follows what may come while a node wakes, how large the next gang may be, and for whom others leave. Guarded by
/// its owner: one thread at a time.
public final class Arrivals {
    private static final long BIN_MS = 5 * 60_000;
    private static final int BINS = 14 * 24 * 12;
    /// What is known of less than a day says little of the busy hours.
    private static final int LEAST_BINS = 24 * 12;

    private final Nodes nodes;
    private final Map<String, Asked> asked = new HashMap<>();
    private long firstBin = -1;
    private long lastBin = -1;

    /// By bin: nodes of all jobs, nodes of the largest one, and the lowest priority.
    private static final class Asked {
        final int[] all = new int[BINS];
        final int[] largest = new int[BINS];
        final int[] leastPriority = new int[BINS];

        Asked() {
            clear(0, BINS);
        }

        void clear(int from, int to) {
            Arrays.fill(all, from, to, 0);
            Arrays.fill(largest, from, to, 0);
            Arrays.fill(leastPriority, from, to, Integer.MAX_VALUE);
        }
    }

    public Arrivals(Nodes nodes) {
        this.nodes = nodes;
        nodes.models().forEach(model -> asked.put(model, new Asked()));
    }

    /// Lets time pass; what is older than two weeks is forgotten.
    ///
    /// @param now plant time in milliseconds
    public void clock(long now) {
        long bin = Math.floorDiv(now, BIN_MS);
        if (firstBin < 0 || bin < lastBin || bin - lastBin >= BINS) {
            asked.values().forEach(bins -> bins.clear(0, BINS));
            firstBin = bin;
        } else {
            for (long each = lastBin + 1; each <= bin; each++) {
                int place = (int) (each % BINS);
                asked.values().forEach(bins -> bins.clear(place, place + 1));
            }
        }
        lastBin = bin;
    }

    /// A job has come, now.
    public void came(PlacementRequest request) {
        if (lastBin < 0) {
            return;
        }
        for (String model : nodes.models()) {
            if (accepts(request, model)) {
                int place = (int) (lastBin % BINS);
                int wanted = wholeNodes(request, model);
                Asked bins = asked(model);
                bins.all[place] += wanted;
                bins.largest[place] = Math.max(bins.largest[place], wanted);
                bins.leastPriority[place] = Math.min(bins.leastPriority[place], request.priority());
                return;
            }
        }
    }

    /// Nodes of a model that a request takes, packed.
    public int wholeNodes(PlacementRequest request, String model) {
        int gpus = nodes.type(nodes.ofModel(model)[0]).gpus();
        return Math.ceilDiv(request.gpus(), gpus);
    }

    public static boolean accepts(PlacementRequest request, String model) {
        return request.perReplica().gpuModels().isEmpty() || request.perReplica().gpuModels().contains(model);
    }

    /// Whether a whole day has been watched.
    public boolean known() {
        return lastBin - firstBin >= LEAST_BINS;
    }

    /// Nodes that come to be asked for within a time span in all but the given share of such spans.
    ///
    /// @param spanMs time span, milliseconds; whole bins count
    /// @param beyond share of spans in which more is asked for, 0 to 1
    public int most(String model, long spanMs, double beyond) {
        int width = (int) Math.max(1, Math.ceilDiv(spanMs, BIN_MS));
        int count = (int) Math.min(BINS, lastBin - firstBin + 1) - width + 1;
        if (count <= 0) {
            return 0;
        }
        int[] bins = asked(model).all;
        int[] sums = new int[count];
        long begin = lastBin - count - width + 2;
        for (int i = 0; i < count; i++) {
            for (int w = 0; w < width; w++) {
                sums[i] += bins[(int) ((begin + i + w) % BINS)];
            }
        }
        Arrays.sort(sums);
        int place = (int) Math.ceil((1 - beyond) * count) - 1;
        return sums[Math.clamp(place, 0, count - 1)];
    }

    /// Lowest priority of what has come in the last two weeks; [Integer#MAX_VALUE] where nothing has.
    public int leastPriority(String model) {
        return Arrays.stream(asked(model).leastPriority).min().orElse(Integer.MAX_VALUE);
    }

    /// Nodes that the largest job of the last two weeks has asked for.
    public int largest(String model) {
        return Arrays.stream(asked(model).largest).max().orElse(0);
    }

    private Asked asked(String model) {
        return Objects.requireNonNull(asked.get(model));
    }
}
