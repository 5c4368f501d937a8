package dev.ondol.facility.operation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One alarm as it is shown and kept. `...Wall` is wall time, `raised` plant time, in milliseconds.
///
/// @param id            names this occurrence
/// @param definition    which alarm it is
/// @param source        equipment, hall, source of telemetry or role that it is about
/// @param scope         hall, or `site`: where its causes and consequences are
/// @param active        whether its condition holds
/// @param acknowledged  whether somebody has said that they know
/// @param value         what is too high or too low; null where it is no number
/// @param params        more of it, for the sentence
/// @param clearedWall   when its condition ended last; null while it holds
/// @param changedWall   when its state changed last
/// @param count         how often it came while it was on the list
/// @param root          the alarm that is its cause; null where it stands for itself
/// @param annunciated   whether it ever sounded by itself
/// @param firstOut      whether it came when no other stood unacknowledged
/// @param standing      active for more than 24 h
/// @param respondByWall when the time to respond is over; null where none is needed
/// @param endedWall     when it left the list; null while it is on it
public record AlarmView(String id, String definition, String source, String scope, Priority priority, AlarmState state,
        boolean active, boolean acknowledged, @JsonSetter(nulls = Nulls.SET) @Nullable Double value,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double limit, @JsonSetter(nulls = Nulls.SET) @Nullable String unit,
        Map<String, String> params, long raised, long raisedWall,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long clearedWall, long changedWall, int count,
        @JsonSetter(nulls = Nulls.SET) @Nullable String root, boolean annunciated, boolean firstOut,
        boolean chattering, boolean standing, @JsonSetter(nulls = Nulls.SET) @Nullable String ackedBy,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long ackedWall,
        @JsonSetter(nulls = Nulls.SET) @Nullable Shelf shelved,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long respondByWall,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long endedWall) {
    /// Off the list for a while.
    ///
    /// @param oneShot true: only until its condition ends
    public record Shelf(String by, String reason, long sinceWall, long untilWall, boolean oneShot) {}

    public AlarmView {
        params = Map.copyOf(params);
    }

    /// The same but for the number and the parameters, which move all the time.
    public AlarmView withoutValue() {
        return new AlarmView(id, definition, source, scope, priority, state, active, acknowledged, null, limit, unit,
                Map.of(), raised, raisedWall, clearedWall, changedWall, count, root, annunciated, firstOut, chattering,
                standing, ackedBy, ackedWall, shelved, respondByWall, endedWall);
    }
}
