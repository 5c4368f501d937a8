package dev.ondol.historian.audit;

import java.util.Optional;

/// Which rows of the audit log are wanted, the newest first.
///
/// @param limit     at most so many, 1 to 1000
/// @param before    only rows with a smaller number
/// @param kind      only of this kind
/// @param principal only by this person or role
/// @param subject   only about this
/// @param from      only at or after this wall time, milliseconds
/// @param to        only before this wall time, milliseconds
public record AuditQuery(int limit, Optional<Long> before, Optional<String> kind, Optional<String> principal,
        Optional<String> subject, Optional<Long> from, Optional<Long> to) {
    public static final int MOST = 1_000;

    public AuditQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("The limit (%d) must be 1 to %d.".formatted(limit, MOST));
        }
    }

    /// The newest rows.
    public static AuditQuery newest(int limit) {
        return new AuditQuery(limit, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional
                .empty(), Optional.empty());
    }
}
