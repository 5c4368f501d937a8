package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.ListedPoint;
import dev.ondol.historian.discovery.NamedPoint;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol points`: what comes under names that the site does not know, and what a person decides about it.
@Command(name = "points", mixinStandardHelpOptions = true, sortOptions = false, subcommands = PointsAcceptCommand.class, description = {
        "Lists points that frames carry and the site does not know, and accepts or dismisses them.",
        "Their newest readings are held until then: docs/points.md."})
public final class PointsCommand {
    /// Which points are listed.
    enum Which {
        UNKNOWN, DISMISSED, KNOWN, ALL;

        boolean shows(ListedPoint point) {
            return this == ALL || name().equals(point.state().name());
        }

        /// In a command line: small letters.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "Lists points, unknown ones where nothing else is asked.")
    int list(
            @Parameters(arity = "0..1", paramLabel = "WHICH", defaultValue = "unknown", description = "unknown, dismissed, known or all (default: ${DEFAULT-VALUE}).") String which,
            @Mixin SiteOption siteOption, @Mixin DatabaseOption database,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws Exception {
        Which wanted = which(which);
        Site site = siteOption.read();
        PrintWriter out = spec.commandLine().getOut();
        try (DatabaseOption.Opened opened = database.open(site.id())) {
            Discovery discovery = opened.historian().discovery(site.id());
            List<ListedPoint> listed = discovery.listed().stream().filter(wanted::shows).toList();
            List<NamedPoint> known = wanted == Which.KNOWN || wanted == Which.ALL ? discovery.known() : List.of();
            if (json) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("site", site.id());
                answer.put("points", Stream.concat(listed.stream().map(PointsCommand::fields),
                        known.stream().map(PointsCommand::fields)).toList());
                answer.put("unlistedSamples", discovery.unlisted());
                out.println(new String(JsonMessages.write(answer), StandardCharsets.UTF_8));
            } else {
                print(out, site.id(), wanted, listed, known);
            }
        }
        out.flush();
        return 0;
    }

    private static Which which(String text) {
        return Stream.of(Which.values()).filter(which -> which.toString().equals(text)).findFirst()
                .orElseThrow(() -> new WrongUsage(
                        "(%s) must be unknown, dismissed, known or all.".formatted(text)));
    }

    private static Map<String, Object> fields(ListedPoint point) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", point.name());
        fields.put("state", point.state().code());
        fields.put("source", point.source());
        if (point.samples() > 0) {
            fields.put("firstSeen", Instant.ofEpochMilli(point.firstSeen()).toString());
            fields.put("lastSeen", Instant.ofEpochMilli(point.lastSeen()).toString());
            fields.put("lastValue", point.lastValue());
        }
        fields.put("samples", point.samples());
        fields.put("held", point.held());
        fields.put("letGo", point.letGo());
        if (point.example() != null) {
            fields.put("example", point.example());
        }
        return fields;
    }

    private static Map<String, Object> fields(NamedPoint point) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", point.point());
        fields.put("state", "known");
        fields.put("source", point.source());
        fields.put("brickClass", point.brickClass());
        fields.put("unit", point.unit());
        fields.put("low", point.low());
        fields.put("high", point.high());
        fields.put("externalNames", point.externalNames());
        return fields;
    }

    private static void print(PrintWriter out, String site, Which wanted, List<ListedPoint> listed,
            List<NamedPoint> known) {
        if (listed.isEmpty() && known.isEmpty()) {
            out.println("There are no %spoints at %s.".formatted(wanted == Which.ALL ? "" : wanted + " ", site));
            return;
        }
        for (ListedPoint point : listed) {
            out.println("%-9s %s".formatted(point.state().code(), point.name()));
            out.println(
                    "          source %s, %,d readings to %s, last %s; %,d held, %,d let go".formatted(point.source(),
                            point.samples(), Instant.ofEpochMilli(point.lastSeen()), point.lastValue(), point.held(),
                            point.letGo()));
        }
        for (NamedPoint point : known) {
            out.println("known     %s, %s, %s%s".formatted(point.point(), point.unit(), point.brickClass(),
                    point.externalNames().isEmpty() ? "" : ", called " + String.join(", ", point.externalNames())));
        }
    }

    @Command(name = "dismiss", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Lets go of what is held of these names and only counts what comes.",
            "A name that was accepted for a point stands for it no longer; readings that are stored stay. Accept it to take it back."})
    int dismiss(
            @Parameters(arity = "1..*", paramLabel = "NAME", description = "As ondol points list shows it.") List<String> names,
            @Mixin SiteOption siteOption, @Mixin DatabaseOption database,
            @Option(names = "--json", description = "Print one JSON object to stdout.") boolean json)
            throws Exception {
        Site site = siteOption.read();
        List<String> dismissed = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        try (DatabaseOption.Opened opened = database.open(site.id())) {
            Discovery discovery = opened.historian().discovery(site.id());
            names.forEach(name -> (discovery.dismiss(name) ? dismissed : missing).add(name));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json
                ? new String(JsonMessages.write(Map.of("dismissed", dismissed, "missing", missing)),
                        StandardCharsets.UTF_8)
                : "%d name%s dismissed.".formatted(dismissed.size(), dismissed.size() == 1 ? "" : "s"));
        out.flush();
        if (!missing.isEmpty()) {
            throw new UserError("Nobody has seen %s at %s: ./ondol points list shows the names that came."
                    .formatted(String.join(", ", missing), site.id()));
        }
        return 0;
    }
}
