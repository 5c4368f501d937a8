package dev.ondol.controllers.notify;

import dev.ondol.facility.operation.Priority;
import java.time.Duration;
import java.util.List;

/// One rung of the escalation: whom to tell of an alarm that has stood unacknowledged for so long.
///
/// @param after wall time since the alarm was raised, 0 or more
/// @param least alarms of lower priority are not told
/// @param tell  all of these, at the same time
public record Step(Duration after, Priority least, List<Messenger> tell) {
    public Step {
        if (after.isNegative()) {
            throw new IllegalArgumentException("The time of a step (%s) must not be negative.".formatted(after));
        }
        if (tell.isEmpty()) {
            throw new IllegalArgumentException("A step must tell somebody.");
        }
        tell = List.copyOf(tell);
    }
}
