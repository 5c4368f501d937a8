package dev.ondol.app.cli;

import dev.ondol.app.config.MappingFile;
import dev.ondol.app.config.UserError;
import dev.ondol.facility.mapping.ForeignNames;
import dev.ondol.facility.mapping.MappedName;
import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.NewPoint;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.discovery.Acceptance;
import dev.ondol.historian.discovery.Accepted;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.ListedPoint;
import dev.ondol.historian.discovery.NotAccepted;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol points accept`: one name by options, or many by a mapping file.
@Command(name = "accept", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Takes a name as a point of the site: what is held becomes readings, and what comes is stored from now on.",
        "Ingest need not be started again."})
final class PointsAcceptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "As ondol points list shows it.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--mapping", paramLabel = "FILE", description = "Accept what this mapping file says instead: docs/points.md.")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--as", paramLabel = "POINT", description = "Point of ours, equipment/quantity; made where the site has none of that name (default: NAME).")
    private Optional<String> point = Optional.empty();

    @Option(names = "--unit", paramLabel = "UNIT", description = "Unit in which the values come, for example degF (default: the point's).")
    private Optional<String> unit = Optional.empty();

    @Option(names = "--scale", paramLabel = "NUMBER", description = "What a value is multiplied with before (default: 1).")
    private Optional<Double> scale = Optional.empty();

    @Option(names = "--offset", paramLabel = "NUMBER", description = "What is added then, in the unit in which values come (default: 0).")
    private Optional<Double> offset = Optional.empty();

    @Option(names = "--brick-class", paramLabel = "CLASS", description = "Where the quantity is none of ours: its Brick class.")
    private Optional<String> brickClass = Optional.empty();

    @Option(names = "--point-unit", paramLabel = "UNIT", description = "... the UCUM code of the unit in which it is stored.")
    private Optional<String> pointUnit = Optional.empty();

    @Option(names = "--low", paramLabel = "NUMBER", description = "... its lowest plausible value.")
    private Optional<Double> low = Optional.empty();

    @Option(names = "--high", paramLabel = "NUMBER", description = "... its highest plausible value.")
    private Optional<Double> high = Optional.empty();

    @Option(names = "--period", paramLabel = "SECONDS", description = "... plant time between two readings (default: 60).")
    private Optional<Integer> period = Optional.empty();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    /// A name that could not be accepted.
    record Refused(String name, String reason) {}

    /// What became of all.
    ///
    /// @param unmatched unknown names that the mapping does not have
    record Outcome(String site, List<Accepted> accepted, List<Refused> refused, List<String> unmatched) {}

    @Override
    public Integer call() throws Exception {
        if (name.isPresent() == mapping.isPresent()) {
            throw new WrongUsage("Say either NAME or --mapping FILE.");
        }
        Optional<PointMapping> file = mapping.isPresent()
                ? Optional.of(MappingFile.read(mapping.get()))
                : Optional.empty();
        Optional<Acceptance> one = name.map(this::acceptance);
        Site site = siteOption.read();
        Outcome outcome;
        try (DatabaseOption.Opened opened = database.open(site.id())) {
            opened.historian().register(site.id(), PointCatalog.of(site).all());
            Discovery discovery = opened.historian().discovery(site.id());
            outcome = one.isPresent()
                    ? one(site.id(), discovery, one.get())
                    : all(site.id(), discovery, file.orElseThrow());
        }
        print(outcome);
        return outcome.refused().isEmpty() ? 0 : 1;
    }

    private Acceptance acceptance(String text) {
        if (!ForeignNames.isLegal(text)) {
            throw new WrongUsage("NAME must have 1 to 200 characters and no control characters.");
        }
        Optional<NewPoint> define = define();
        try {
            // a name may have braces of its own, so that it does not go through a mapping
            MappedName checked = new MappedName("NAME", point.orElse(text), unit, scale, offset, define);
            return new Acceptance(text, PointId.of(checked.point()), checked.conversion(), define);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(point.isEmpty() && !isPoint(text)
                    ? "(%s) is no name of ours: say with --as which point it is, equipment/quantity.".formatted(text)
                    : String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isPoint(String text) {
        int slash = text.indexOf('/');
        return slash >= 0 && PointId.isName(text.substring(0, slash)) && PointId.isName(text.substring(slash + 1));
    }

    private Optional<NewPoint> define() {
        if (brickClass.isEmpty() && pointUnit.isEmpty() && low.isEmpty() && high.isEmpty() && period.isEmpty()) {
            return Optional.empty();
        }
        if (brickClass.isEmpty() || pointUnit.isEmpty() || low.isEmpty() || high.isEmpty()) {
            throw new WrongUsage("A new quantity needs all of --brick-class, --point-unit, --low and --high.");
        }
        try {
            return Optional.of(new NewPoint(brickClass.get(), pointUnit.get(), low.get(), high.get(), period));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private static Outcome one(String site, Discovery discovery, Acceptance acceptance) {
        try {
            return new Outcome(site, List.of(discovery.accept(acceptance)), List.of(), List.of());
        } catch (NotAccepted e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /// Names that wait, and whole names of the mapping before they come. What was dismissed stays so.
    private static Outcome all(String site, Discovery discovery, PointMapping mapping) {
        NameIndex index = new NameIndex(mapping);
        Set<String> names = new LinkedHashSet<>();
        discovery.listed().stream().filter(listed -> listed.state() == ListedPoint.State.UNKNOWN)
                .map(ListedPoint::name).forEach(names::add);
        Set<String> waiting = Set.copyOf(names);
        mapping.names().stream().filter(MappedName::exact).map(MappedName::name).forEach(names::add);
        List<Accepted> accepted = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        List<String> unmatched = new ArrayList<>();
        for (String name : names) {
            Optional<NameIndex.Meaning> meaning = index.find(name);
            if (meaning.isEmpty()) {
                if (waiting.contains(name)) {
                    unmatched.add(name);
                }
                continue;
            }
            try {
                discovery.acceptUnlessDismissed(Acceptance.of(name, meaning.get())).ifPresent(accepted::add);
            } catch (NotAccepted e) {
                refused.add(new Refused(name, String.valueOf(e.getMessage())));
            }
        }
        return new Outcome(site, accepted, refused, unmatched);
    }

    private void print(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(JsonMessages.write(outcome), StandardCharsets.UTF_8));
        } else {
            for (Accepted accepted : outcome.accepted()) {
                out.println("%s is %s%s: %,d held readings stored%s.".formatted(accepted.name(), accepted.point(),
                        accepted.newPoint() ? ", a new point" : "", accepted.stored(),
                        accepted.refused() > 0
                                ? ", %,d refused (see rejected_frame)".formatted(accepted.refused())
                                : ""));
            }
            if (!outcome.unmatched().isEmpty()) {
                out.println("%d names are still unknown: ./ondol points list.".formatted(outcome.unmatched().size()));
            }
        }
        out.flush();
        outcome.refused().forEach(refused -> spec.commandLine().getErr().println("ondol: " + refused.reason()));
        spec.commandLine().getErr().flush();
    }
}
