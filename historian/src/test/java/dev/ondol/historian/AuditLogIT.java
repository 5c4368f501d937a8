package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.historian.audit.AuditLog;
import dev.ondol.historian.audit.AuditQuery;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditLogIT {
    private final Historian historian = TestDatabase.POSTGRESQL.shared();
    private final String site = "audit-" + UUID.randomUUID();
    private final AuditLog log = historian.audit(site);

    @Test
    void rowsAreChainedAndAKeyIsWrittenOnce() {
        assertThat(log.append(entries(0, 3))).isEqualTo(3);
        assertThat(log.append(entries(1, 5))).as("of five, two were there").isEqualTo(3);
        assertThat(log.rows(AuditQuery.newest(10))).extracting(AuditRow::seq).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(log.verify().intact()).isTrue();
        assertThat(log.verify().rows()).isEqualTo(6);
        assertThat(log.head().hash()).isEqualTo(log.row(6).orElseThrow().hash());
        assertThat(log.row(2).orElseThrow().entry()).isEqualTo(entry(1));
    }

    @Test
    void rowsAreFoundByWhatTheySay() {
        log.append(entries(0, 20));
        AuditQuery byKim = new AuditQuery(5, Optional.of(15L), Optional.of("alarm"), Optional.of("kim"), Optional
                .empty(), Optional.of(4_000L), Optional.of(12_000L));
        assertThat(log.rows(byKim)).extracting(row -> row.entry().wall()).containsExactly(10_000L, 8_000L, 6_000L,
                4_000L);
        assertThat(log.rows(new AuditQuery(5, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(
                "subject-7"), Optional.empty(), Optional.empty()))).extracting(AuditRow::seq).containsExactly(8L);
    }

    @Test
    void severalWritersMakeOneChain() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4).mapToObj(writer -> CompletableFuture.runAsync(
                () -> IntStream.range(0, 25).forEach(batch -> historian.audit(site).append(entries(1_000 * writer + 10
                        * batch, 10)))))
                .toList();
        writers.forEach(CompletableFuture::join);
        assertThat(log.verify()).isEqualTo(new AuditLog.Check(1_000, log.head(), Optional.empty()));
    }

    @Test
    void theTableTakesNoUpdateAndNoDelete() {
        log.append(entries(0, 3));
        for (String statement : List.of("UPDATE audit SET body = body", "DELETE FROM audit", "TRUNCATE audit")) {
            assertThatThrownBy(() -> execute(statement)).hasStackTraceContaining("The audit log takes no");
        }
        assertThat(log.verify().rows()).isEqualTo(3);
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
            entries.add(entry(i));
        }
        return entries;
    }

    private static AuditEntry entry(int number) {
        return new AuditEntry("key-" + number, 1_000L * number, 7, "alarm", number % 2 == 0 ? "kim" : "lee", "ack",
                "subject-" + number, "done", Map.of("value", 1.5));
    }
}
