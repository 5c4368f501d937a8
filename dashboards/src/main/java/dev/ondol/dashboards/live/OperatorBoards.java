package dev.ondol.dashboards.live;

import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.RecommendationBoard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What control told last of alarms and recommendations. In a tick a part is absent while it has not changed.
///
/// @param alarms          null before any were told
/// @param recommendations null before any were told
public record OperatorBoards(@Nullable AlarmBoard alarms, @Nullable RecommendationBoard recommendations) {
    /// Before anything was told.
    public static final OperatorBoards NONE = new OperatorBoards(null, null);

    OperatorBoards with(AlarmBoard told) {
        return new OperatorBoards(told, recommendations);
    }

    OperatorBoards with(RecommendationBoard told) {
        return new OperatorBoards(alarms, told);
    }

    /// The same without the parts that are those of `before`.
    public OperatorBoards since(OperatorBoards before) {
        return new OperatorBoards(Objects.equals(alarms, before.alarms) ? null : alarms,
                Objects.equals(recommendations, before.recommendations)
                        ? null
                        : recommendations);
    }
}
