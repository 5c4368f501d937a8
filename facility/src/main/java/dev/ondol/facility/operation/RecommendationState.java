package dev.ondol.facility.operation;

/// The life of a recommendation.
///
/// ```
/// PROPOSED --approve--> APPROVED ---+--> APPLYING --all read back--> VERIFIED --> WATCHING --10 min--> DONE
///    |  \---override--> OVERRIDDEN -+       |                                        |
///    |                                      +--refused, not reached--> FAILED        +--limit, operator--> ROLLED_BACK
///    +--> REJECTED | EXPIRED | WITHDRAWN    +--operator, limit-------------------------------------------> ROLLED_BACK
/// ```
public enum RecommendationState {
    PROPOSED(false), APPROVED(false), OVERRIDDEN(false), REJECTED(true), EXPIRED(true), WITHDRAWN(true), APPLYING(
            false), VERIFIED(false), FAILED(true), WATCHING(false), DONE(true), ROLLED_BACK(true);

    private final boolean end;

    RecommendationState(boolean end) {
        this.end = end;
    }

    /// True where nothing follows.
    public boolean end() {
        return end;
    }
}
