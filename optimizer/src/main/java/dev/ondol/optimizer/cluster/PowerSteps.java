package dev.ondol.optimizer.cluster;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// When jobs begin to draw power. Within any ten seconds those that begin together add no more than a tenth of the nameplate of all
/// nodes (or 50 kW, where that is more; a job that adds more by itself begins alone), so that supplies, generators and the feeder see
/// steps that they can follow. Guarded by its owner.
public final class PowerSteps {
    /// Plant time within which steps count as one, milliseconds.
    public static final long WINDOW_MS = 10_000;
    private static final double SHARE = 0.1;
    /// About five busy nodes: no supply of a data center minds that.
    private static final double UNMINDED_W = 50_000;

    private final NavigableMap<Long, Long> wattsAt = new TreeMap<>();
    private final long mostW;

    PowerSteps(Nodes nodes) {
        double nameplateW = 0;
        for (int rack = 0; rack < nodes.racks(); rack++) {
            nameplateW += nodes.rackNameplateW(rack);
        }
        mostW = Math.round(Math.max(UNMINDED_W, SHARE * nameplateW));
    }

    /// What may be added within the window, W.
    public long mostW() {
        return mostW;
    }

    /// The first time from which on a step fits.
    ///
    /// @param from  plant time in milliseconds
    /// @param stepW what the job adds, W
    public long earliest(long from, double stepW) {
        long watts = Math.round(stepW);
        long at = from;
        while (true) {
            NavigableMap<Long, Long> near = wattsAt.subMap(at - WINDOW_MS, false, at + WINDOW_MS, false);
            long beside = near.values().stream().mapToLong(Long::longValue).sum();
            if (fits(beside, watts)) {
                return at;
            }
            for (Map.Entry<Long, Long> each : near.entrySet()) { // no sooner than so many of them lie a window back
                beside -= each.getValue();
                at = each.getKey() + WINDOW_MS;
                if (fits(beside, watts)) {
                    break;
                }
            }
        }
    }

    private boolean fits(long beside, long watts) {
        return beside == 0 || beside + watts <= mostW;
    }

    void add(long at, double stepW) {
        wattsAt.merge(at, Math.round(stepW), Long::sum);
    }

    void remove(long at, double stepW) {
        wattsAt.computeIfPresent(at, (_, watts) -> watts == Math.round(stepW)
                ? null
                : Long.valueOf(watts - Math.round(stepW)));
    }
}
