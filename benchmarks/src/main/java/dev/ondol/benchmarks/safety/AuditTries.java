package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.audit.AuditTrail;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.audit.HashChain;
import dev.ondol.facility.audit.HashChain.Head;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Acknowledgement.Status;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// P11: whatever dies between a command and its answer, each command that went out has exactly one row in the end; and whoever flips, deletes, swaps or doubles a row
/// afterwards is found out.
public final class AuditTries {
    private static final long NOW = 1_700_000_400_000L;
    private static final int COMMANDS_A_LIFE = 500;
    /// Rows that are looked at after one was tampered with: a whole log would take too long each time.
    private static final int LOOKED_AT = 40;
    private static final int TAMPERED_SHARE = 10;
    private static final List<Status> STATUSES = List.of(Status.values());

    private final Random random;
    private final Path folder;
    private final Site site = SiteReader.builtIn("kr-edge").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final PointId point = catalog.all().stream().map(Point::id).filter(id -> id.toString().endsWith(
            "/supply-air-temperature-setpoint")).findFirst().orElseThrow();
    private final Evidence evidence = Evidence.of(new Verifier(site, catalog), new Proposal(point, 21.5, NOW, NOW
            + 900_000), new Observations(catalog), NOW);
    private final ChainedLog log;
    private long seq;

    private AuditTries(Random random, Path folder, boolean keysCount) {
        this.random = random;
        this.folder = folder;
        log = new ChainedLog(site.id(), keysCount);
    }

    /// @param folder for what processes leave behind
    public static Tried run(Path folder, long seed, long tries) throws IOException {
        return run(folder, seed, tries, true);
    }

    /// @param keysCount false: the log was broken on purpose
    static Tried run(Path folder, long seed, long tries, boolean keysCount) throws IOException {
        Tried tried = Tried.inMemory("P11");
        AuditTries of = new AuditTries(new Random(seed), Files.createDirectories(folder), keysCount);
        while (of.seq < tries) {
            of.life();
        }
        of.lastLife();
        of.judgeRows(tried);
        for (long tampered = 0; tampered < Math.max(1_000, tries / TAMPERED_SHARE); tampered++) {
            of.judgeTampering(tried);
        }
        return tried;
    }

    /// A process of control, which ends in order or dies, perhaps in the middle of a line.
    private void life() throws IOException {
        Path spool = spool();
        AuditTrail trail = new AuditTrail(log, Optional.of(spool));
        boolean dies = random.nextBoolean();
        if (!dies || random.nextBoolean()) {
            trail.start(); // otherwise it dies before anything is written
        }
        List<Long> waiting = new ArrayList<>();
        for (int sent = 0; sent < COMMANDS_A_LIFE;) {
            if (waiting.isEmpty() || random.nextInt(3) > 0) {
                sent++;
                trail.commanded(
                        new Command(site.id(), point, 21.5, "Cel", 3, ++seq, NOW, NOW + 300_000, "plan", "plan"),
                        evidence, seq);
                waiting.add(seq);
            } else {
                Status status = STATUSES.get(random.nextInt(STATUSES.size()));
                long answered = waiting.remove(random.nextInt(waiting.size()));
                trail.answered(
                        new Acknowledgement(point, 3, answered, status, status == Status.APPLIED ? 21.5 : null, NOW
                                + 1));
            }
        }
        if (dies) {
            Path left = folder.resolve("left.jsonl");
            Files.copy(spool, left, StandardCopyOption.REPLACE_EXISTING);
            trail.close();
            Files.copy(left, spool, StandardCopyOption.REPLACE_EXISTING);
            if (random.nextBoolean()) {
                Files.writeString(spool, "{\"action\":\"wri\n", StandardOpenOption.APPEND);
            }
        } else {
            trail.settle(Long.MAX_VALUE);
            trail.close();
        }
    }

    private void lastLife() {
        try (AuditTrail last = new AuditTrail(log, Optional.of(spool()))) {
            last.start();
            last.settle(Long.MAX_VALUE);
        }
    }

    private Path spool() {
        return folder.resolve("audit.jsonl");
    }

    private void judgeRows(Tried tried) {
        Map<String, Integer> count = new HashMap<>();
        log.rows().forEach(row -> count.merge(row.entry().key(), 1, Integer::sum));
        for (long number = 1; number <= seq; number++) {
            String key = "command/3/" + number;
            int rows = count.getOrDefault(key, 0);
            tried.check(rows == 1, () -> "%s has %d rows".formatted(key, rows));
        }
        tried.check(broken(log.rows(), Head.NONE).isEmpty(), () -> "the chain of a log that nobody touched is broken");
    }

    private void judgeTampering(Tried tried) {
        List<AuditRow> rows = log.rows();
        int from = random.nextInt(rows.size() - LOOKED_AT);
        List<AuditRow> part = new ArrayList<>(rows.subList(from, from + LOOKED_AT));
        Head before = from == 0 ? Head.NONE : new Head(rows.get(from - 1).seq(), rows.get(from - 1).hash());
        AuditRow end = part.getLast();
        String what = tamper(part);
        HashChain chain = new HashChain(site.id(), before);
        part.forEach(chain::accept);
        tried.check(chain.end(new Head(end.seq(), end.hash())).isPresent(), () -> what + " was not found out");
    }

    private String tamper(List<AuditRow> rows) {
        int at = random.nextInt(rows.size());
        return switch (random.nextInt(4)) {
            case 0 -> {
                rows.set(at, flipped(rows.get(at)));
                yield "a flip in row " + at;
            }
            case 1 -> {
                rows.remove(at);
                yield "the loss of row " + at;
            }
            case 2 -> {
                int other = (at + 1 + random.nextInt(rows.size() - 1)) % rows.size();
                Collections.swap(rows, at, other);
                yield "a swap of the rows %d and %d".formatted(at, other);
            }
            default -> {
                rows.add(random.nextInt(rows.size() + 1), rows.get(at));
                yield "a copy of row " + at;
            }
        };
    }

    /// One bit of one of its texts; half of the time with a hash that fits.
    private AuditRow flipped(AuditRow row) {
        byte[] body = row.body().getBytes(StandardCharsets.US_ASCII);
        body[random.nextInt(body.length)] ^= 1;
        String changed = new String(body, StandardCharsets.US_ASCII);
        String hash = random.nextBoolean() ? row.hash() : HashChain.hash(row.previous(), changed);
        return new AuditRow(row.seq(), row.previous(), hash, changed);
    }

    private Optional<HashChain.Break> broken(List<AuditRow> rows, Head before) {
        HashChain chain = new HashChain(site.id(), before);
        rows.forEach(chain::accept);
        AuditRow end = rows.getLast();
        return chain.end(new Head(end.seq(), end.hash()));
    }
}
