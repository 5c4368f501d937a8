package dev.ondol.controllers.command;

import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The set-points that this process has moved, and since when each of them is held blindly because an input is stale. A
/// value must not be held like that for long (property P3). Owned by one thread.
public final class HeldSetpoints {
    private static final long SEEING = Long.MAX_VALUE;

    private final Map<PointId, Long> blindSince = new HashMap<>();

    public void commanded(PointId point) {
        blindSince.putIfAbsent(point, SEEING);
    }

    /// The set-point that has been held blindly for longer than the limit, if there is one.
    ///
    /// @param now     plant time in milliseconds
    /// @param limitMs plant time in milliseconds
    public Optional<PointId> overdue(Verifier verifier, Observations plant, long now, long limitMs) {
        PointId first = null;
        for (Map.Entry<PointId, Long> held : blindSince.entrySet()) {
            long since = verifier.sees(held.getKey(), plant, now) ? SEEING : Math.min(held.getValue(), now);
            if (since != held.getValue()) {
                held.setValue(since);
            }
            if (since != SEEING && now - since > limitMs && (first == null || held.getKey().compareTo(first) < 0)) {
                first = held.getKey();
            }
        }
        return Optional.ofNullable(first);
    }

    public void clear() {
        blindSince.clear();
    }
}
