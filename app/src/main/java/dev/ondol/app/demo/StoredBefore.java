package dev.ondol.app.demo;

import dev.ondol.historian.Historian;
import java.time.Instant;

/// What a database held before a run, so that a kept or shared one does not count for it.
record StoredBefore(String site, long samples, long plans, long rejected) {
    private static final long FAR_FUTURE = Instant.parse("2900-01-01T00:00:00Z").toEpochMilli();

    static StoredBefore of(Historian historian, String site) {
        return new StoredBefore(site, samples(historian, site), historian.plans(site).count(),
                historian.commands(site).counts().rejected());
    }

    /// Rows that SQL counts now, less those of before.
    long samplesSince(Historian historian) {
        return samples(historian, site) - samples;
    }

    long plansSince(Historian historian) {
        return historian.plans(site).count() - plans;
    }

    long rejectedSince(Historian historian) {
        return historian.commands(site).counts().rejected() - rejected;
    }

    private static long samples(Historian historian, String site) {
        return historian.history(site).samples(0, FAR_FUTURE);
    }
}
