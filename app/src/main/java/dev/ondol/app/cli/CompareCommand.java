package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.whatif.ScenarioPage;
import dev.ondol.proof.whatif.ScenarioTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol compare`: kept scenarios side by side.
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Compares scenarios that ondol simulate --keep NAME has kept, each against the first: energy, water, peak, work, inlets.",
        "Without names it compares all of them."})
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Scenarios; the first is what the others are held against.")
    private List<String> names = List.of();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder that they are kept in (default: ./ondol-data/SITE).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the comparison there as an HTML page.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        ScenarioFolder folder = ScenarioFolder.in(data.orElse(Path.of("ondol-data", site.id())));
        List<String> wanted = names.isEmpty() ? folder.names() : names;
        if (wanted.isEmpty()) {
            throw new UserError("No scenario is kept in %s. Keep one with: ./ondol simulate ... --keep NAME".formatted(
                    folder.path()));
        }
        ScenarioTable table = ScenarioTable.of(wanted.stream().map(folder::read).toList());
        if (out.isPresent()) {
            write(out.get(), ScenarioPage.html(table));
        }
        json.print(spec, table, ScenarioPage::text);
        return 0;
    }

    private static void write(Path file, String html) {
        try {
            Files.writeString(file, html);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s. Name a writable one with --out.".formatted(file, e
                    .getMessage()), e);
        }
    }
}
