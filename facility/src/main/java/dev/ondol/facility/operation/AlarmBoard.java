package dev.ondol.facility.operation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every alarm that is not normal, retained on MQTT.
///
/// @param wall            wall time in milliseconds
/// @param plant           plant time in milliseconds
/// @param alarms          in the order of display
/// @param flood           null while there is none
/// @param lastClearedWall when an alarm left the list last; null where none did
public record AlarmBoard(long wall, long plant, List<AlarmView> alarms, Counts counts, Rates rates,
        @JsonSetter(nulls = Nulls.SET) @Nullable Flood flood,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long lastClearedWall) {
    public AlarmBoard {
        alarms = List.copyOf(alarms);
    }

    /// @param unacknowledged that stand for themselves
    public record Counts(int unacknowledged, int active, int high, int medium, int low, int shelved, int suppressed,
            int outOfService) {}

    /// The figures of EEMUA 191.
    ///
    /// @param last10Min         alarms that sounded in the last 10 minutes
    /// @param per10MinLastDay   mean of that over the last day, or since `since`
    /// @param floodShareLastDay part of that time that was flood, 0 to 1
    /// @param since             wall time from which on they are counted, at most a day back
    public record Rates(int last10Min, double per10MinLastDay, double floodShareLastDay,
            Map<Priority, Integer> prioritiesLastDay, int standing, int chattering, long since) {}

    /// @param firstOut the alarm that came first
    /// @param count    alarms that sounded since
    public record Flood(long sinceWall, String firstOut, int count) {}
}
