package dev.ondol.optimizer;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.Conflict;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells in the log when a conflict comes and when it is over, once each: plans come every five minutes. One thread.
final class ConflictLog {
    private static final Logger log = LoggerFactory.getLogger(ConflictLog.class);

    private Set<Key> open = Set.of();

    private record Key(String rule, String where) {}

    void tell(Plan plan) {
        Set<Key> now = new HashSet<>();
        for (Conflict conflict : plan.conflicts()) {
            Key key = new Key(conflict.rule(), conflict.where());
            now.add(key);
            if (!open.contains(key)) {
                log.warn("{} at {} cannot be kept by plan {}: {} {} too much, in {} to {} minutes from now. {}",
                        conflict
                                .rule(),
                        conflict.where(), plan.id(), String.format(Locale.ROOT, "%.1f", conflict.amount()),
                        conflict.unit(), (conflict.from() - plan.cycle()) / 60_000, (conflict.until() - plan.cycle())
                                / 60_000,
                        conflict.remedy());
            }
        }
        for (Key key : open) {
            if (!now.contains(key)) {
                log.info("{} at {} is kept again by plan {}.", key.rule(), key.where(), plan.id());
            }
        }
        open = now;
    }
}
