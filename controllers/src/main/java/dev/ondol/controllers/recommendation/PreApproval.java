package dev.ondol.controllers.recommendation;

import dev.ondol.facility.operation.RecommendationView.Change;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an operator may approve without more ado. Beyond it, and for a whole hall, the name of the zone has to be given with the
/// approval, so that nobody approves it by a slip.
final class PreApproval {
    /// What a change may be, as a share of the width of its limits.
    private static final double SHARE = 0.1;
    private static final double ROUNDING = 1e-9;
    private static final String HALL = "hall-";

    private PreApproval() {}

    /// The name to give; null where the bare approval does.
    static @Nullable String wordFor(String zone, List<Change> changes) {
        if (zone.startsWith(HALL)) {
            return zone.substring(HALL.length()).toUpperCase(Locale.ROOT);
        }
        return changes.stream().allMatch(PreApproval::within) ? null : zone.toUpperCase(Locale.ROOT);
    }

    /// Whether that is the name, in capitals or not.
    static boolean confirms(String given, @Nullable String word) {
        return word == null || given.strip().equalsIgnoreCase(word);
    }

    private static boolean within(Change change) {
        return Math.abs(change.to() - change.from()) <= SHARE * (change.max() - change.min()) + ROUNDING;
    }
}
