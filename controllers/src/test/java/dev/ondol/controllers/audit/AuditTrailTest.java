package dev.ondol.controllers.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.controllers.verify.EdgeSite;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    private static final long NOW = 1_700_000_400_000L;
    private static final Evidence EVIDENCE = Evidence.of(new Verifier(EdgeSite.SITE, EdgeSite.CATALOG),
            new Proposal(EdgeSite.AIR, 21.5, NOW, NOW + 900_000), EdgeSite.watched(NOW), NOW);

    private static final List<Status> STATUSES = List.of(Status.values());

    @TempDir
    private Path folder = Path.of("");

    /// A log that takes a key once, as the database does.
    private static final class MemoryLog implements AuditRecords {
        final List<AuditEntry> rows = new CopyOnWriteArrayList<>();
        private final Set<String> keys = new HashSet<>();

        @Override
        public synchronized void append(List<AuditEntry> entries) {
            entries.stream().filter(entry -> keys.add(entry.key())).forEach(rows::add);
        }

        @Override
        public String model(long planned) {
            return "fit-of-" + planned;
        }
    }

    @Test
    void aCommandHasOneRowWithWhatTheVerifierSawAndWhatThePlantReadBack() {
        MemoryLog log = new MemoryLog();
        try (AuditTrail trail = new AuditTrail(log, Optional.empty())) {
            trail.start();
            trail.commanded(command(1), EVIDENCE, 5);
            trail.answered(answer(1, Status.APPLIED));
            trail.answered(answer(1, Status.DUPLICATE));
        }
        assertThat(log.rows).hasSize(1);
        AuditEntry row = log.rows.getFirst();
        assertThat(row.outcome()).isEqualTo("APPLIED");
        assertThat(row.subject()).isEqualTo(EdgeSite.AIR.toString());
        assertThat(row.detail()).containsEntry("planId", "plan-1").containsEntry("verdict", "accepted")
                .containsEntry("model", "fit-of-" + NOW)
                .containsEntry("effect", Map.of("status", "APPLIED", "applied", 21.5, "measuredAt", NOW + 1));
        assertThat(row.detail().get("inputs")).isEqualTo(EVIDENCE.told());
    }

    /// P11: random commands, answers and deaths of the process; each command that went out has exactly one row in the end.
    @Test
    void whateverDiesBetweenEachCommandHasExactlyOneRow() throws Exception {
        long seed = Long.getLong("ondol.seed", 11L);
        Random random = new Random(seed);
        MemoryLog log = new MemoryLog();
        Path spool = folder.resolve("audit.jsonl");
        List<String> sent = new ArrayList<>();
        long seq = 0;
        for (int life = 0; life < 30; life++) {
            AuditTrail trail = new AuditTrail(log, Optional.of(spool));
            boolean dies = random.nextBoolean();
            if (!dies || random.nextBoolean()) {
                trail.start(); // otherwise it dies before anything is written
            }
            List<Long> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                if (random.nextInt(3) > 0 || waiting.isEmpty()) {
                    trail.commanded(command(++seq), EVIDENCE, seq);
                    sent.add("command/3/" + seq);
                    waiting.add(seq);
                } else {
                    Status status = STATUSES.get(random.nextInt(STATUSES.size()));
                    trail.answered(answer(waiting.remove(random.nextInt(waiting.size())), status));
                }
            }
            if (dies) {
                Files.copy(spool, folder.resolve("left"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                trail.close();
                Files.copy(folder.resolve("left"), spool, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                if (random.nextBoolean()) {
                    Files.writeString(spool, "{\"action\":\"wri", StandardOpenOption.APPEND);
                    Files.writeString(spool, "\n", StandardOpenOption.APPEND);
                }
            } else {
                trail.settle(Long.MAX_VALUE);
                trail.close();
            }
        }
        try (AuditTrail last = new AuditTrail(log, Optional.of(spool))) {
            last.start();
            await().until(() -> last.waiting() == 0);
        }
        assertThat(log.rows.stream().map(AuditEntry::key)).as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(sent);
        assertThat(log.rows).allSatisfy(row -> assertThat(row.outcome()).isNotEqualTo("SENT"));
    }

    @Test
    void aCommandThatNobodyAnswersHasItsRowOnceItHasExpired() {
        MemoryLog log = new MemoryLog();
        try (AuditTrail trail = new AuditTrail(log, Optional.empty())) {
            trail.start();
            trail.commanded(command(1), EVIDENCE, 5);
            trail.settle(NOW + 300_000);
            trail.settle(NOW + 300_000 + 60_001);
        }
        assertThat(log.rows).extracting(AuditEntry::outcome).containsExactly("UNANSWERED");
    }

    @Test
    void theSpoolDoesNotGrowForEver() throws Exception {
        MemoryLog log = new MemoryLog();
        Path spool = folder.resolve("audit.jsonl");
        try (AuditTrail trail = new AuditTrail(log, Optional.of(spool))) {
            trail.start();
            for (int i = 1; i <= 200; i++) {
                trail.commanded(command(i), EVIDENCE, 5);
                trail.answered(answer(i, Status.APPLIED));
            }
            await().until(() -> Files.size(spool) == 0);
        }
        assertThat(log.rows).hasSize(200);
    }

    private static Command command(long seq) {
        return new Command("kr-edge", EdgeSite.AIR, 21.5, "Cel", 3, seq, NOW, NOW + 300_000, "plan-1", "plan");
    }

    private static Acknowledgement answer(long seq, Status status) {
        return new Acknowledgement(EdgeSite.AIR, 3, seq, status, status == Status.APPLIED ? 21.5 : null, NOW + seq);
    }
}
