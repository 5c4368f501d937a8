package dev.ondol.kubernetes.round;

import dev.ondol.facility.workload.Placement;
import java.util.List;
import java.util.Optional;

/// What the watcher has told Ondol of a job so far.
///
/// @param placementId empty where Ondol has no placement of it
/// @param stage       the last report
/// @param places      where the whole gang runs; empty before it does
record Followed(Optional<String> placementId, Stage stage, List<Placement.Assignment> places) {
    /// In this order.
    enum Stage {
        SEEN, BOUND, STARTED
    }

    static final Followed NEW = new Followed(Optional.empty(), Stage.SEEN, List.of());

    Followed {
        places = List.copyOf(places);
    }
}
