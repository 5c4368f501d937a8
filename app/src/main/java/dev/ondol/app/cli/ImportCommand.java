package dev.ondol.app.cli;

import dev.ondol.app.config.MappingFile;
import dev.ondol.app.config.UserError;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.Historian;
import dev.ondol.historian.csv.CsvImport.NoHistory;
import dev.ondol.historian.csv.CsvImport.Result;
import dev.ondol.historian.rollup.Retention;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol import`: history from a CSV file.
@Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Stores history from a CSV file with the columns time, point, value and perhaps quality; .gz is read, too.",
        "A reading that is stored already, with the same point and time, is passed over: import a file again after a",
        "failure as often as you like. Lines that are no readings go to FILE.rejected.csv with their number and reason."})
public final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "For example readings.csv.gz of ondol simulate --out.")
    private Path file = Path.of("");

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--mapping", paramLabel = "FILE", description = "What the file calls the points of the site, and in which units: docs/points.md.")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    private @Nullable BufferedWriter rejects;
    private int shown;

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        PointMapping names = mapping.isPresent() ? MappingFile.read(mapping.get()) : PointMapping.NONE;
        Result result;
        try (DatabaseOption.Opened opened = database.open(site.id())) {
            opened.historian().register(site.id(), PointCatalog.of(site).all());
            result = read(opened.historian(), site.id(), names);
            if (result.stored() > 0) {
                opened.historian().upkeep(Retention.FOREVER).run();
                opened.historian().refreshStatistics();
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json
                ? new String(JsonMessages.write(result), StandardCharsets.UTF_8)
                : "%,d readings stored, %,d were there already, %,d lines rejected%s.".formatted(result.stored(),
                        result.alreadyThere(), result.rejected(),
                        result.rejected() > 0 ? " (see " + rejected() + ")" : ""));
        out.flush();
        return result.rejected() == 0 ? 0 : 1;
    }

    private Result read(Historian historian, String site, PointMapping names) {
        AtomicLong bytes = new AtomicLong();
        try (InputStream raw = counting(Files.newInputStream(file), bytes);
                BufferedReader in = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8));
                ProgressBar bar = new ProgressBarBuilder().setTaskName("import").setUnit(" MB", 1_000_000)
                        .setInitialMax(Math.max(1, Files.size(file)))
                        .setConsumer(new ProgressLine(spec.commandLine().getErr())).build()) {
            Files.deleteIfExists(rejected());
            return historian.csvImport(site, names).run(in, this::reject, System.currentTimeMillis(),
                    lines -> bar.stepTo(bytes.get()));
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file %s.".formatted(file), e);
        } catch (NoHistory e) {
            throw new UserError("%s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UserError(
                    "Reading %s failed: %s. What was stored stays; import it again to go on.".formatted(file, e), e);
        } finally {
            close();
        }
    }

    private Path rejected() {
        return file.resolveSibling(file.getFileName() + ".rejected.csv");
    }

    private void reject(long number, String reason, String line) throws IOException {
        if (rejects == null) {
            rejects = Files.newBufferedWriter(rejected());
            rejects.write("line,reason,text\n");
        }
        rejects.write("%d,%s,%s%n".formatted(number, quoted(reason), quoted(line)));
        if (shown < SHOWN) {
            spec.commandLine().getErr().printf("ondol: %s line %d: %s%n", file, number, reason);
        } else if (shown == SHOWN) {
            spec.commandLine().getErr().printf("ondol: further lines only in %s%n", rejected());
        }
        shown++;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private void close() {
        try {
            if (rejects != null) {
                rejects.close();
            }
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s.".formatted(rejected(), e), e);
        }
    }

    /// How much of the file is read, compressed or not.
    private static InputStream counting(InputStream in, AtomicLong bytes) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                bytes.addAndGet(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                int read = super.read(block, offset, length);
                bytes.addAndGet(Math.max(0, read));
                return read;
            }
        };
    }
}
