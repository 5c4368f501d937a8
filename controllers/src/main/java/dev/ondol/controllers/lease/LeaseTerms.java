package dev.ondol.controllers.lease;

import java.time.Duration;

/// How long a lease lasts and when it is asked for. Wall time.
///
/// @param length of the lease, by the clock of the database
/// @param renew  it is renewed so often
/// @param margin its holder takes it for ended so long before it ends
/// @param alive  it is renewed while control was seen alive within that
/// @param retry  who waits for it, or got no answer, asks again after that
public record LeaseTerms(Duration length, Duration renew, Duration margin, Duration alive,
        Duration retry) {
    /// A takeover takes six seconds at most.
    public static final LeaseTerms USUAL = new LeaseTerms(Duration.ofSeconds(5), Duration.ofMillis(1_500), Duration
            .ofMillis(500), Duration.ofSeconds(3), Duration.ofMillis(250));

    public LeaseTerms {
        if (length.compareTo(renew.plus(margin)) <= 0) {
            throw new IllegalArgumentException("The length (%s) must be longer than renew (%s) and margin (%s)."
                    .formatted(length, renew, margin));
        }
    }
}
