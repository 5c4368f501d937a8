package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.measure.ScheduledDay;
import dev.ondol.proof.measure.Switchback;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol mv plan`: which days are run with Ondol and which without, by lot.
@Command(name = "plan", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Draws a schedule of days with Ondol and days without.",
        "It has blocks of two weeks, in each of which every weekday is once each arm's, in runs of days, the first days",
        "after each switch as washout. Make it before the first day, and keep to it."})
public final class MvPlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day at the site, for example 2026-12-01.")
    private String from = "";

    @Option(names = "--weeks", paramLabel = "N", defaultValue = "12", description = "How long, an even number (default: ${DEFAULT-VALUE}).")
    private int weeks = 12;

    @Option(names = "--run", paramLabel = "DAYS", defaultValue = "3", description = "Least days between two switches (default: ${DEFAULT-VALUE}).")
    private int run = 3;

    @Option(names = "--washout", paramLabel = "DAYS", defaultValue = "1", description = "Days after each switch that do not count (default: ${DEFAULT-VALUE}).")
    private int washout = 1;

    @Option(names = "--seed", required = true, paramLabel = "N", description = "Of the lot. Choose it before you look at forecasts, and write it down.")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the schedule there instead of to stdout. A file that exists is not overwritten.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    /// The drawn schedule as JSON.
    private record Day(String day, String arm, String use) {
        static Day of(ScheduledDay day) {
            return new Day(day.day().toString(), day.arm().id(), day.use().id());
        }
    }

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        Switchback plan;
        try {
            plan = Switchback.plan(LocalDate.parse(from), weeks, run, washout, seed);
        } catch (DateTimeParseException e) {
            throw new WrongUsage("--from (%s) must look like 2026-12-01.".formatted(from), e);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
        String csv = plan.csv("site=%s zone=%s weeks=%d run=%d washout=%d seed=%d".formatted(site.id(), site.location()
                .zone(), weeks, run, washout, seed));
        if (out.isPresent()) {
            write(out.get(), csv);
        }
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            List<Day> days = plan.days().stream().map(Day::of).toList();
            stdout.println(new String(JsonMessages.write(Map.of("site", site.id(), "seed", seed, "days", days)),
                    StandardCharsets.UTF_8));
        } else if (out.isEmpty()) {
            stdout.print(csv);
        } else {
            spec.commandLine().getErr().println("ondol: written to " + out.get());
        }
        stdout.flush();
        return 0;
    }

    private static void write(Path file, String csv) {
        if (Files.exists(file)) {
            throw new UserError("The file %s exists already: a schedule is drawn once. Name another one with --out."
                    .formatted(file));
        }
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s. Name a writable one with --out.".formatted(file, e
                    .getMessage()), e);
        }
    }
}
