package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.point.PointId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The set-points that an operator holds (priority 8), as the plant's gateway knows them; retained.
///
/// @param entries at most one a set-point
public record Overrides(List<Entry> entries) {
    public static final Overrides NONE = new Overrides(List.of());

    public Overrides {
        entries = List.copyOf(entries);
    }

    /// @param id        the intervention that asked for it
    /// @param point     the set-point
    /// @param value     in the unit of the point
    /// @param principal who holds it
    /// @param reason    in the operator's words; may be empty
    /// @param since     wall time in milliseconds since 1970-01-01T00:00Z
    /// @param until     wall time at which it ends by itself; absent: when it is released
    public record Entry(String id, PointId point, double value, String principal, String reason, long since,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Long until) {}
}
