package dev.ondol.controllers.alarm;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.operation.Priority;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One alarm as it was thought through before it may ever sound: a row of the rationalisation sheet (ISA-18.2).
///
/// @param id             stable name
/// @param clock          which clock rules the delays
/// @param onDelayS       seconds for which the condition must hold before it is an alarm
/// @param offDelayS      seconds for which it must be gone before the alarm has ended
/// @param timeToRespondS seconds of wall time within which an operator must act
/// @param causedBy       alarms that, if they stand in the same scope, are its cause: it does not sound then
/// @param words          by language: what it is, its cause, its consequence and what to do
/// @param limit          null where it is no limit of a number
/// @param deadBand       how far the number must come back
/// @param unit           UCUM code of both
public record Definition(String id, Priority priority, Clock clock, int onDelayS, int offDelayS, int timeToRespondS,
        List<String> causedBy, Map<String, Words> words, @JsonSetter(nulls = Nulls.SET) @Nullable Double limit,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double deadBand,
        @JsonSetter(nulls = Nulls.SET) @Nullable String unit) {
    /// Plant time rules what concerns the plant, wall time what concerns sockets.
    public enum Clock {
        PLANT, WALL
    }

    /// What an operator reads.
    public record Words(String title, String cause, String consequence, String action) {
        public Words {
            if (title.isBlank() || cause.isBlank() || consequence.isBlank() || action.isBlank()) {
                throw new IllegalArgumentException(
                        "The words of the alarm (%s) must have title, cause, consequence and action.".formatted(title));
            }
        }
    }

    public Definition {
        if (onDelayS < 0 || offDelayS < 0 || timeToRespondS <= 0) {
            throw new IllegalArgumentException(
                    "The delays of the alarm (%s) must not be negative, and its time to respond must be positive."
                            .formatted(id));
        }
        if (!words.keySet().containsAll(List.of("en", "ko"))) {
            throw new IllegalArgumentException("The alarm (%s) must have words in en and ko.".formatted(id));
        }
        causedBy = List.copyOf(causedBy);
        words = Map.copyOf(words);
    }

    long onDelayMs() {
        return onDelayS * 1_000L;
    }

    long offDelayMs() {
        return offDelayS * 1_000L;
    }
}
