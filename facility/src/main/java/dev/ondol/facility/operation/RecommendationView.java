package dev.ondol.facility.operation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.point.PointId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One recommendation as it is shown and kept. `...Wall` is wall time, other instants plant time, in milliseconds.
///
/// @param version      grows when a newer plan wants other values
/// @param changes      at most fifty, the largest first
/// @param changesInAll how many there are
/// @param confirm      what has to be given with an approval, as it goes beyond what is pre-approved; null where nothing has
/// @param worstInlet   of the zone; null where it has none
/// @param savesKw      the plan's own estimate for the whole site; null where it has none
/// @param expires      after which nobody can approve it
/// @param reason       the operator's; null where none was given
/// @param watchUntil   end of the watch after it was carried out; null before
/// @param progress     while it is being carried out
/// @param outcome      code of how it ended; null before
public record RecommendationView(String id, int version, String zone, RecommendationState state, String planId,
        List<Change> changes, int changesInAll, @JsonSetter(nulls = Nulls.SET) @Nullable String confirm,
        @JsonSetter(nulls = Nulls.SET) @Nullable WorstInlet worstInlet,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double savesKw, long proposed, long proposedWall, long expires,
        @JsonSetter(nulls = Nulls.SET) @Nullable String decidedBy,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long decidedWall,
        @JsonSetter(nulls = Nulls.SET) @Nullable String reason,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long watchUntil,
        @JsonSetter(nulls = Nulls.SET) @Nullable Progress progress,
        @JsonSetter(nulls = Nulls.SET) @Nullable String outcome) {
    public RecommendationView {
        changes = List.copyOf(changes);
    }

    /// One set-point, in its unit.
    ///
    /// @param from       in force when it was proposed
    /// @param to         recommended, or what the operator chose instead
    /// @param savingStep by how much it may move in five minutes of plant time in the direction that saves: above 0 where that is upwards, below 0
    ///                   where it is downwards; in the other direction it goes at once
    /// @param reason     constraint that binds it, or "energy"
    public record Change(PointId point, String unit, double from, double to, double min, double max, double savingStep,
            String reason) {}

    /// @param marginK to the upper end of the recommended range
    public record WorstInlet(String rack, double valueC, double marginK) {}

    /// @param arrived set-points that are where they are to be
    public record Progress(int arrived, int of) {}
}
