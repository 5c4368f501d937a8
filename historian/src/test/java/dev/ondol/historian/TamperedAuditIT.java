package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.HashChain.Break;
import dev.ondol.historian.audit.AuditLog;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// R20: rows of the audit log are flipped, deleted and swapped in the database itself, by somebody who owns it and takes its guard
/// away. Each time the look at the whole log must say where.
class TamperedAuditIT {
    private static final Logger LOG = LoggerFactory.getLogger(TamperedAuditIT.class);
    private static final boolean FULL = Boolean.getBoolean("ondol.full");
    private static final int ROWS = FULL ? 100_000 : 400;
    private static final int TIMES = FULL ? 1_000 : 30;
    private static final int BATCH = 1_000;
    /// One letter of the outcome.
    private static final String FLIP = "UPDATE audit SET body = replace(body, 'done', 'gone') WHERE site = '%1$s' AND seq = %2$d";
    private static final String DELETION = "DELETE FROM audit WHERE site = '%1$s' AND seq = %2$d";
    private static final String SWAP = "UPDATE audit a SET body = b.body, previous = b.previous, hash = b.hash FROM audit b "
            + "WHERE a.site = '%1$s' AND b.site = a.site AND a.seq IN (%2$d, %2$d + 1) AND b.seq = 2 * %2$d + 1 - a.seq";
    private static final List<String> WAYS = List.of(FLIP, DELETION, SWAP);

    private final Historian historian = TestDatabase.POSTGRESQL.shared();
    private final String site = "audit-" + UUID.randomUUID();
    private final AuditLog log = historian.audit(site);

    @Test
    @Tag("R20")
    void whatTheOwnerOfTheDatabaseDoesToRowsIsDetected() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int from = 0; from < ROWS; from += BATCH) {
            log.append(entries(from, Math.min(BATCH, ROWS - from)));
        }
        int detected = 0;
        for (int i = 0; i < TIMES; i++) {
            long at = 1L + random.nextInt(ROWS - 1);
            String statement = WAYS.get(i % WAYS.size()).formatted(site, at);
            Optional<Break> broken = tampered(statement);
            assertThat(broken).as("%s, seed %d", statement, seed).hasValueSatisfying(where -> assertThat(where.seq())
                    .isBetween(at, at + 1));
            detected += broken.isPresent() ? 1 : 0;
        }
        assertThat(log.verify().intact()).as("everything was rolled back").isTrue();
        LOG.info(
                "| R20 | {} audit rows in the database, one flipped, deleted or swapped with its neighbour {} times: {} detected, each at its place | seed {} |",
                "%,d".formatted(ROWS), "%,d".formatted(TIMES), "%,d".formatted(detected), seed);
    }

    /// Does it in a transaction that is rolled back after a look at the log.
    private Optional<Break> tampered(String statement) {
        List<Break> seen = new ArrayList<>();
        try {
            historian.together(() -> {
                execute("ALTER TABLE audit DISABLE TRIGGER audit_append_only");
                execute("ALTER TABLE audit DROP CONSTRAINT audit_site_key_key");
                execute(statement);
                historian.audit(site).verify().broken().ifPresent(seen::add);
                throw new RolledBack();
            });
        } catch (RolledBack e) {
            assertThat(e).hasNoCause();
        }
        return seen.stream().findFirst();
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void execute(String sql) {
        historian.database().transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static List<AuditEntry> entries(int from, int count) {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            entries.add(new AuditEntry("key-" + i, 1_000L * i, 7, "alarm", i % 2 == 0 ? "kim" : "lee", "ack", "subject-"
                    + i, "done", Map.of("value", 1.5)));
        }
        return entries;
    }
}
