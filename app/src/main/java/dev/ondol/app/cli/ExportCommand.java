package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.csv.CsvExport;
import dev.ondol.historian.rollup.Retention;
import dev.ondol.historian.rollup.Span;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol export`: stored readings as a CSV file.
@Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Writes stored readings as CSV: time (UTC), point, value, quality (empty: good), in order of time and point.",
        "A name that ends in .gz is compressed. ondol import reads it."})
public final class ExportCommand implements Callable<Integer> {
    private static final long HOUR = 3_600_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "File to write; must not exist.")
    private Path file = Path.of("");

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--from", paramLabel = "TIME", description = "Site-local, for example 2022-07-01 or 2022-07-01T06:00 (default: the first reading).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Site-local, exclusive (default: after the newest reading).")
    private Optional<String> to = Optional.empty();

    @Option(names = "--points", paramLabel = "NAME", split = ",", description = "Points, with * for any characters: 'meter-*/active-power' (default: all).")
    private List<String> points = List.of();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        ZoneId zone = site.location().zone();
        OptionalLong start = time("--from", from, zone);
        OptionalLong end = time("--to", to, zone);
        if (Files.exists(file)) {
            throw new UserError("The file %s exists already; name another.".formatted(file));
        }
        long written;
        try (DatabaseOption.Opened opened = database.open(site.id())) {
            opened.historian().upkeep(Retention.FOREVER).run();
            CsvExport csv = opened.historian().csvExport(site.id());
            Optional<Span> all = csv.range();
            long first = start.orElseGet(() -> all.map(Span::from).orElse(0L));
            long last = end.orElseGet(() -> all.map(Span::to).orElse(0L));
            written = write(csv, first, last);
        }
        spec.commandLine().getOut().println(json
                ? new String(JsonMessages.write(Map.of("file", file.toString(), "readings", written)),
                        StandardCharsets.UTF_8)
                : "%,d readings of %s written to %s.".formatted(written, site.id(), file));
        return 0;
    }

    private long write(CsvExport csv, long first, long last) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("export").setUnit(" h", HOUR)
                .setInitialMax(Math.max(1, last - first))
                .setConsumer(new ProgressLine(spec.commandLine().getErr())).build()) {
            long written;
            try (Writer out = new BufferedWriter(new OutputStreamWriter(stream(part), StandardCharsets.UTF_8))) {
                written = csv.run(out, points, first, last, time -> bar.stepTo(time - first));
            }
            Files.move(part, file);
            return written;
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s.".formatted(part, e), e);
        }
    }

    private OutputStream stream(Path part) throws IOException {
        OutputStream out = Files.newOutputStream(part);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
    }

    private static OptionalLong time(String option, Optional<String> text, ZoneId zone) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime local = text.get().contains("T")
                    ? LocalDateTime.parse(text.get())
                    : LocalDate.parse(text.get()).atStartOfDay();
            return OptionalLong.of(local.atZone(zone).toInstant().toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new WrongUsage(
                    "%s (%s) must look like 2022-07-01 or 2022-07-01T06:00.".formatted(option, text.get()), e);
        }
    }
}
