package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.controllers.verify.Evidence;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.audit.CanonicalJson;
import dev.ondol.facility.audit.HashChain;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.audit.AuditLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol audit`: what was done, and whether the record of it is whole.
@Command(name = "audit", mixinStandardHelpOptions = true, sortOptions = false, subcommands = {AuditCommand.Verify.class,
        AuditCommand.Export.class, AuditCommand.Replay.class}, description = {
                "Looks into the audit log of a site.",
                "It holds every command with what the verifier saw and what the plant read back, and every act of an operator, in",
                "a chain of hashes."})
public final class AuditCommand {
    /// What every command about the log needs.
    public abstract static class OnTheLog implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private SiteOption siteOption = new SiteOption();

        @Mixin
        private DatabaseOption database = new DatabaseOption();

        @Option(names = "--json", description = "Print one JSON object to stdout.")
        private boolean json;

        abstract int run(Site site, AuditLog log) throws Exception;

        @Override
        public Integer call() throws Exception {
            Site site = siteOption.read();
            try (DatabaseOption.Opened opened = database.open(site.id())) {
                return run(site, opened.historian().audit(site.id()));
            }
        }

        void print(Map<String, ?> object, String text) {
            spec.commandLine().getOut().println(json ? CanonicalJson.write(object) : text);
        }
    }

    /// `ondol audit verify`.
    @Command(name = "verify", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Looks at every row. Ends with 0 where the chain is whole, with 1 where a row was changed, deleted or moved."})
    public static final class Verify extends OnTheLog {
        @Override
        int run(Site site, AuditLog log) {
            AuditLog.Check check = log.verify();
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("rows", check.rows());
            found.put("intact", check.intact());
            found.put("head", check.head().hash());
            check.broken().ifPresent(broken -> {
                found.put("firstBroken", broken.seq());
                found.put("why", broken.why());
            });
            print(found, check.broken().map(broken -> "BROKEN at row %d (%s), of %,d rows.".formatted(broken.seq(),
                    broken.why(), check.rows()))
                    .orElseGet(() -> "%,d rows of %s, all as they were written. Head %s".formatted(check.rows(), site
                            .id(), check.head().hash())));
            return check.intact() ? 0 : 1;
        }
    }

    /// `ondol audit export`.
    @Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Writes every row as a line of JSON: seq, previous hash, hash, body."})
    public static final class Export extends OnTheLog {
        @Parameters(paramLabel = "FILE", description = "File to write; must not exist.")
        private Path file = Path.of("");

        @Override
        int run(Site site, AuditLog log) {
            if (Files.exists(file)) {
                throw new UserError("The file %s exists already; name another.".formatted(file));
            }
            long[] rows = new long[1];
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                log.each(row -> {
                    write(out, row);
                    rows[0]++;
                });
            } catch (IOException | UncheckedIOException e) {
                throw new UserError("The file %s cannot be written: %s.".formatted(file, e), e);
            }
            print(Map.of("file", file.toString(), "rows", rows[0]), "%,d rows of %s written to %s.".formatted(rows[0],
                    site.id(), file));
            return 0;
        }

        private static void write(BufferedWriter out, AuditRow row) {
            try {
                out.write("{\"seq\":%d,\"previous\":\"%s\",\"hash\":\"%s\",\"body\":%s}%n".formatted(row.seq(), row
                        .previous(), row.hash(), row.body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// `ondol audit replay`.
    @Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Asks the verifier again about one command, on the inputs that were stored with it.",
            "Ends with 0 where the answer is the stored one, with 1 where it is another."})
    public static final class Replay extends OnTheLog {
        @Parameters(paramLabel = "SEQ", description = "Number of the row; its kind must be command.")
        private long seq;

        @Override
        int run(Site site, AuditLog log) {
            AuditRow row = log.row(seq).orElseThrow(() -> new UserError("The log of %s has no row %d.".formatted(site
                    .id(), seq)));
            AuditEntry entry = row.entry();
            if (!(entry.detail().get("inputs") instanceof Map<?, ?> inputs)) {
                throw new UserError("Row %d is of kind %s; only commands can be judged again.".formatted(seq, entry
                        .kind()));
            }
            Evidence evidence = Evidence.read(CanonicalJson.read(CanonicalJson.write(texts(inputs))));
            String answer = evidence.replay(site, PointCatalog.of(site));
            boolean hashed = HashChain.hash(row.previous(), row.body()).equals(row.hash());
            boolean same = answer.equals(evidence.verdict()) && hashed;
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("seq", seq);
            found.put("point", entry.subject());
            found.put("value", evidence.proposal().value());
            found.put("stored", evidence.verdict());
            found.put("replayed", answer);
            found.put("hash", hashed);
            found.put("readings", evidence.readings().size());
            print(found, "%s = %s: stored %s, judged again %s, on %d readings; hash %s.".formatted(entry.subject(),
                    evidence.proposal().value(), evidence.verdict(), answer, evidence.readings().size(), hashed
                            ? "right"
                            : "WRONG"));
            return same ? 0 : 1;
        }

        private static Map<String, Object> texts(Map<?, ?> map) {
            Map<String, Object> texts = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (value != null) {
                    texts.put(String.valueOf(key), value);
                }
            });
            return texts;
        }
    }
}
