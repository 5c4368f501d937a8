package dev.ondol.optimizer.move;

import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.Draw;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.Slots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the earliest slot in which a gang fits beside others, and there the cheapest node and profile of those it looks at.
public final class Insertion {
    /// Anchors tried a slot, spread evenly, where there are few or all nodes must be of one rack.
    private static final int ANCHORS = 24;
    /// On a larger site, so many anchors of a GPU model with free nodes are compared.
    private static final int FREE_ANCHORS = 3;
    /// What a watt-hour in a node costs at the meter, about: it only decides between nodes and profiles of one slot.
    private static final double METER = 1.15;
    /// More than any run costs.
    private static final double A_SLOT_WH = 1e9;

    private final Horizon horizon;

    public Insertion(Horizon horizon) {
        this.horizon = horizon;
    }

    /// The place for a gang; null where there is none within the horizon.
    ///
    /// @param profiles those that may be chosen
    /// @param from     slot from which it is looked for
    /// @param phase    where among the anchors the first one that is tried lies, 0 to 1
    /// @param quick    of the places in that slot not the cheapest, but the cheapest of those with the earliest end
    public @Nullable Spot soonest(Timetable timetable, Gang gang, List<PowerProfile> profiles, int from,
            double phase, boolean quick) {
        for (int slot = Math.max(from, gang.earliestSlot()); slot < Slots.COUNT; slot++) {
            Spot best = null;
            double least = Double.POSITIVE_INFINITY;
            for (PowerProfile profile : profiles) {
                List<Integer> anchors = anchors(timetable, gang, slot, profile, phase);
                for (int anchor : anchors) {
                    Spot spot = new Spot(slot, anchor, profile);
                    double cost = timetable.fits(gang, spot) ? costWh(gang, spot) : Double.POSITIVE_INFINITY;
                    cost += quick ? A_SLOT_WH * spot.endSlot(gang) : 0;
                    if (cost < least) {
                        least = cost;
                        best = spot;
                    }
                }
                if (anchors.isEmpty()) {
                    // The next profiles are slower: what has no room now has none then.
                    break;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    private static List<Integer> anchors(Timetable timetable, Gang gang, int slot, PowerProfile profile, double phase) {
        if (!timetable.enough(gang, slot, profile)) {
            return List.of();
        }
        List<Integer> all = gang.anchors();
        if (gang.request().gang().strategy() != Strategy.STRICT_PACK && all.size() > ANCHORS) {
            return timetable.anchors(gang, slot, profile, phase, FREE_ANCHORS);
        }
        int tried = Math.min(all.size(), ANCHORS);
        int first = (int) (phase * all.size());
        List<Integer> some = new ArrayList<>(tried);
        for (int i = 0; i < tried; i++) {
            some.add(all.get((first + (int) ((long) i * all.size() / tried)) % all.size()));
        }
        return some;
    }

    private double costWh(Gang gang, Spot spot) {
        Draw draw = gang.draw(spot.anchor(), spot.slot(), spot.profile());
        Footprint footprint = draw.footprint();
        double wakingWh = 0;
        for (int i = 0; i < footprint.size(); i++) {
            wakingWh += horizon.base().wakingWh(footprint.node(i));
        }
        return wakingWh + METER * draw.totalW() * gang.minutes(spot.profile()) / 60;
    }
}
