package dev.ondol.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.app.config.UserError;
import dev.ondol.facility.mapping.MappingWizard;
import dev.ondol.facility.mapping.MappingWizard.Foreign;
import dev.ondol.facility.mapping.MappingWizard.Proposal;
import dev.ondol.facility.mapping.NameList;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.messaging.capture.CapturedMessage;
import dev.ondol.messaging.capture.CapturedNames;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol map`: proposes the mapping of foreign point names.
@Command(name = "map", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Proposes what foreign names of points mean, by unit, Brick class and words, as the mapping file of docs/points.md.",
        "What is not plain is written as a remark: read it, and take away the mark or put another point."})
public final class MapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = {
            "CSV: a list with the columns name and perhaps unit and brickClass, or a recording with time, point, value and perhaps unit; or recorded MQTT messages (docs/replay.md). .gz too."})
    private Path file = Path.of("");

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the mapping there instead of to stdout.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    /// A proposal as JSON.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(String name, @Nullable String unit, @Nullable String point, @Nullable String second,
            boolean plain) {
        static Line of(Proposal proposal) {
            return new Line(proposal.foreign().name(), proposal.foreign().unit().orElse(null), proposal.point().map(
                    Object::toString).orElse(null), proposal.second().map(Object::toString).orElse(null),
                    proposal.plain());
        }
    }

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        PointCatalog catalog = PointCatalog.of(site);
        List<Proposal> proposals = new MappingWizard(catalog.all()).propose(names(catalog));
        String yaml = yaml(site, proposals);
        if (out.isPresent()) {
            write(out.get(), yaml);
        }
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(new String(JsonMessages.write(Map.of("site", site.id(), "names", proposals.stream().map(
                    Line::of).toList())), StandardCharsets.UTF_8));
        } else if (out.isEmpty()) {
            stdout.print(yaml);
        }
        stdout.flush();
        long plain = proposals.stream().filter(Proposal::plain).count();
        spec.commandLine().getErr()
                .println("ondol: %d names, %d of them plain, %d to be read by you".formatted(proposals
                        .size(), plain, proposals.size() - plain));
        return 0;
    }

    private List<Foreign> names(PointCatalog catalog) {
        try (BufferedInputStream in = new BufferedInputStream(open())) {
            boolean capture = CapturedMessage.begins(in);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            NameList found = capture
                    ? CapturedNames.read(lines, file.toString(), Long.MAX_VALUE, point -> catalog.find(point)
                            .isPresent())
                    : NameList.read(lines, file.toString(), Long.MAX_VALUE);
            return found.names();
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file %s.".formatted(file), e);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private InputStream open() throws IOException {
        InputStream raw = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private static String yaml(Site site, List<Proposal> proposals) {
        StringBuilder text = new StringBuilder("# proposed for %s; a line that begins with #? is not plain%nnames:%n"
                .formatted(site.id()));
        if (proposals.stream().noneMatch(Proposal::plain)) {
            text.append("  []%n".formatted());
        }
        for (Proposal each : proposals) {
            String unit = each.foreign().unit().map(code -> ", unit: " + quoted(code)).orElse("");
            text.append(each.point().map(point -> "%s- {name: %s, point: %s%s}%s%n".formatted(each.plain()
                    ? "  "
                    : "#?  ", quoted(each.foreign().name()), point, unit,
                    each.plain()
                            ? ""
                            : each.second().map(second -> "   # or " + second).orElse("")))
                    .orElseGet(
                            () -> "#?  nothing of this site fits %s%n".formatted(quoted(each.foreign()
                                    .name()))));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void write(Path to, String yaml) {
        try {
            Files.writeString(to, yaml);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s. Name a writable one with --out.".formatted(to, e
                    .getMessage()), e);
        }
    }
}
