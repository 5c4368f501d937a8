package dev.ondol.controllers.notify;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.operation.Priority;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one recipient is told at once. This is the body of a webhook ([docs/notification.md](../../../../../../../../docs/notification.md)).
///
/// @param version 1
/// @param id      the same when the same notice is sent again
/// @param wall    wall time in milliseconds
/// @param test    true: somebody tries whether notices arrive, and nothing has happened
/// @param raised  alarms that nobody has acknowledged, the most urgent first
/// @param ended   alarms of which this recipient was told and that need no answer any more
/// @param flood   null while there is none
/// @param link    where the dashboard is; null where it is not known
public record Notice(int version, String id, String site, long wall, boolean test, List<Raised> raised,
        List<Ended> ended, @JsonSetter(nulls = Nulls.SET) @Nullable Flood flood,
        @JsonSetter(nulls = Nulls.SET) @Nullable String link) {
    public static final int VERSION = 1;

    /// @param alarm       id of this occurrence
    /// @param source      equipment, hall or role that it is about
    /// @param value       what is too high or too low; null where it is no number
    /// @param step        0 for those who are told first
    /// @param minutes     for how long it has been unacknowledged
    /// @param words       by language: title, cause, consequence and action
    public record Raised(String alarm, String definition, Priority priority, String source,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double value,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double limit,
            @JsonSetter(nulls = Nulls.SET) @Nullable String unit, long raisedWall,
            @JsonSetter(nulls = Nulls.SET) @Nullable Long respondByWall, int step, long minutes,
            Map<String, Words> words) {
        public Raised {
            words = Map.copyOf(words);
        }
    }

    public record Words(String title, String cause, String consequence, String action) {}

    /// @param by who acknowledged or shelved it; null where nobody did
    public record Ended(String alarm, String definition, String source, How how,
            @JsonSetter(nulls = Nulls.SET) @Nullable String by, Map<String, String> titles) {
        public Ended {
            titles = Map.copyOf(titles);
        }
    }

    /// Why an alarm needs no answer any more.
    public enum How {
        ACKNOWLEDGED, SHELVED, CLEARED, OFF_THE_LIST
    }

    /// @param firstOut the alarm that came first
    /// @param count    alarms that sounded since
    public record Flood(String firstOut, int count) {}

    public Notice {
        raised = List.copyOf(raised);
        ended = List.copyOf(ended);
    }

    /// The most urgent of what was raised.
    public Priority priority() {
        return raised.stream().map(Raised::priority).reduce(Priority.LOW, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
