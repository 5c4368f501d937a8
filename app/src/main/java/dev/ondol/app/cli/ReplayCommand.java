package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.Replay;
import dev.ondol.proof.ReplayResult;
import dev.ondol.proof.ReplayResult.Calibrated;
import dev.ondol.proof.replay.Fit;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import dev.ondol.proof.replay.UnusableRecording;
import dev.ondol.proof.suspect.Suspect;
import dev.ondol.proof.whatif.Counterfactual;
import dev.ondol.proof.whatif.Operation;
import dev.ondol.proof.whatif.PlanAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol replay`: recorded telemetry in the simulator.
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Replays recorded telemetry in the simulated plant.",
        "Weather, IT load and set-points as recorded, the rest by the equations, and it tells how far the two are apart",
        "(docs/replay.md). Nothing is commanded."})
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private RecordingOption recording = new RecordingOption();

    @Option(names = "--from", paramLabel = "TIME", description = "Site-local, for example 2022-07-01 or 2022-07-01T06:00 (default: the first reading).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Site-local, exclusive (default: after the newest reading).")
    private Optional<String> to = Optional.empty();

    @Option(names = "--calibrate", description = "Fit the plant to the first 60 %% of the window and judge it on the rest.")
    private boolean calibrate;

    @Option(names = "--policy", paramLabel = "NAME", defaultValue = "recorded", description = {
            "recorded: as it was operated (default).",
            "good-practice, best-static, ondol: also what that operation would have taken with the same weather and IT load",
            "(ondol: set-points alone; jobs stay where they ran)."})
    private String policy = "recorded";

    @Option(names = "--plant", paramLabel = "FILE", description = "What is other in the plant, as YAML with the keys of the site: also what the window would have taken in it.")
    private Optional<Path> plant = Optional.empty();

    @Option(names = "--at", paramLabel = "TIME", description = "Instead: what the optimizer would have planned at that time (site-local), and why.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Also write replay.json and report.html there.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        recording.name();
        Optional<Operation> operation = operation();
        Optional<Site> otherPlant = plant.isPresent() ? Optional.of(siteOption.read(plant.get())) : Optional.empty();
        if (at.isPresent() && (calibrate || operation.isPresent() || otherPlant.isPresent() || out.isPresent())) {
            throw new WrongUsage("--at goes without --calibrate, --policy, --plant and --out.");
        }
        OptionalLong asked = at.isPresent() ? OptionalLong.of(time("--at", at.get(), site)) : OptionalLong.empty();
        ReplayResult result;
        try {
            Replay replay = new Replay(site, recording(site));
            if (asked.isPresent()) {
                return tell(replay, asked.getAsLong());
            }
            try (ProgressLines lines = new ProgressLines(spec.commandLine().getErr())) {
                result = replay.run(calibrate, operation, otherPlant, lines);
            }
            if (out.isPresent()) {
                write(out.get(), replay, result);
            }
        } catch (UnusableRecording | IllegalArgumentException e) {
            throw new UserError("%s: %s".formatted(recording.name(), e.getMessage()), e);
        }
        json.print(spec, result, ReplayCommand::text);
        return 0;
    }

    private int tell(Replay replay, long time) {
        PlanAt answer;
        try (ProgressLines lines = new ProgressLines(spec.commandLine().getErr())) {
            answer = replay.planAt(time, lines);
        }
        json.print(spec, answer, PlanText::of);
        return 0;
    }

    private Optional<Operation> operation() {
        Optional<Operation> operation = Operation.find(policy);
        if (operation.isEmpty() && !policy.equals("recorded")) {
            throw new WrongUsage(
                    "--policy (%s) must be one of recorded, good-practice, best-static, ondol.".formatted(policy));
        }
        return operation;
    }

    private static void write(Path folder, Replay replay, ReplayResult result) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("replay.json"), JsonMessages.write(result));
            Files.writeString(folder.resolve("report.html"), replay.html(result));
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be written: %s. Name a writable one with --out.".formatted(folder,
                    e.getMessage()), e);
        }
    }

    private Recording recording(Site site) throws Exception {
        long first = from.isPresent() ? time("--from", from.get(), site) : Long.MIN_VALUE;
        long last = to.isPresent() ? time("--to", to.get(), site) : Long.MAX_VALUE;
        if (first >= last) {
            throw new WrongUsage("--from must be before --to.");
        }
        return recording.read(site, Wanted.replayed(site, first, last), first, last, spec.commandLine().getErr());
    }

    private static long time(String option, String text, Site site) {
        try {
            LocalDateTime local = text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
            return local.atZone(site.location().zone()).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new WrongUsage("%s (%s) must look like 2022-07-01 or 2022-07-01T06:00.".formatted(option, text), e);
        }
    }

    private static String text(ReplayResult result) {
        StringBuilder text = new StringBuilder("%s, %s to %s: %d hours, %d of them not judged%n".formatted(
                result.site(), result.from(), result.to(), result.hours(), result.hoursLeftOut()));
        text.append("  %-22s %9s %9s%n".formatted("hourly, percent", "CV(RMSE)", "NMBE"));
        line(text, "total", result.total());
        line(text, "cooling", result.cooling());
        result.consumers().forEach((name, fit) -> line(text, "  " + name, fit));
        calibration(text, result);
        Counterfactual other = result.counterfactual();
        if (other != null) {
            text.append(
                    "  under %s%s: %.2f %% of all energy saved (%s), %.2f %% of the cooling, over %d days%n".formatted(
                            other.operation(), other.otherPlant() ? " in the other plant" : "", other.savingPercent(),
                            other.low() == null
                                    ? "no interval"
                                    : "95 %%: %.2f to %.2f".formatted(other.low(), other.high()),
                            other.coolingSavingPercent(),
                            other.days()));
            other.gates().forEach(gate -> text.append("    gate %s %s: %s%n".formatted(gate.name(), gate.holds()
                    ? "holds"
                    : "DOES NOT HOLD", gate.text())));
        }
        for (Suspect suspect : result.suspects()) {
            text.append("  suspect (%.1f): %s%n".formatted(suspect.score(), suspect.text()));
        }
        for (Irregularity each : result.irregularities()) {
            text.append("  %s%s%s: %s%n".formatted(each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    each.point().isEmpty() ? "" : " " + each.point(), each.from() == null ? "" : " at " + each.from(),
                    each.text()));
        }
        return text.append("  read %,d rows at %,.0f a second, replayed in %.1f s".formatted(result.rows(),
                result.samplesPerSecond(), result.replaySeconds())).toString();
    }

    private static void calibration(StringBuilder text, ReplayResult result) {
        Calibrated fitted = result.calibration();
        if (fitted != null) {
            line(text, "total, as described", fitted.totalBefore());
            line(text, "cooling, as described", fitted.coolingBefore());
            text.append("  fitted to the first %d hours:%n".formatted(fitted.trainedHours()));
            fitted.factors().forEach(factor -> text.append("    %-20s %6.3f +- %.3f, later %.3f%n".formatted(factor
                    .name(), factor.value(), factor.standardError(), factor.later())));
        }
    }

    private static void line(StringBuilder text, String name, Fit fit) {
        Double cv = fit.cvRmse();
        Double nmbe = fit.nmbe();
        if (cv != null && nmbe != null) {
            text.append("  %-22s %9.3f %9.3f%n".formatted(name, cv, nmbe));
        }
    }
}
