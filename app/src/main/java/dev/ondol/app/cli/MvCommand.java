package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.report.SavingRow;
import dev.ondol.proof.measure.DayMeters;
import dev.ondol.proof.measure.DayMeters.Driver;
import dev.ondol.proof.measure.MeasuredSaving;
import dev.ondol.proof.measure.Meter;
import dev.ondol.proof.measure.Switchback;
import dev.ondol.proof.measure.SwitchbackMeasurement;
import dev.ondol.proof.measure.UnusableSchedule;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.UnusableRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol mv`: what Ondol saves on the live site, measured and verified.
@Command(name = "mv", mixinStandardHelpOptions = true, sortOptions = false, subcommands = MvPlanCommand.class, description = {
        "Measures what Ondol saves on a live site: days with it against days without, changed by lot (docs/measurement.md).",
        "ondol mv plan draws the schedule; ondol mv evaluates what was recorded."})
public final class MvCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Mixin
    private RecordingOption recording = new RecordingOption();

    @Option(names = "--schedule", paramLabel = "FILE", description = "The days as they were run: what ondol mv plan has drawn, with days that must not count set to excluded.")
    private Optional<Path> schedule = Optional.empty();

    @Option(names = "--meter", paramLabel = "NAME", defaultValue = "facility", description = "facility: all energy, option C (default). cooling: the cooling alone, option B.")
    private String meter = "facility";

    @Option(names = "--adjust", paramLabel = "NAME", description = "What energy is held against beside the weather: work (default for facility; savings inside of the servers show) or it-load (default for cooling).")
    private Optional<String> adjust = Optional.empty();

    @Option(names = "--save", description = "Keep the result of a file as well in the database of --data or --database; that of the historian is always kept.")
    private boolean save;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Site site = siteOption.read();
        Meter measured = Meter.find(meter).orElseThrow(() -> new WrongUsage(
                "--meter (%s) must be facility or cooling.".formatted(meter)));
        Driver driver = driver(measured);
        String source = recording.name();
        Switchback days = schedule(schedule.orElseThrow(() -> new WrongUsage(
                "Name the schedule with --schedule; ondol mv plan draws one.")));
        long[] span = DayMeters.span(site, days);
        MeasuredSaving saving;
        try {
            saving = new SwitchbackMeasurement(site, days).of(recording.read(site, DayMeters.wanted(site), span[0],
                    span[1] + 1, spec.commandLine().getErr()), measured, driver);
        } catch (UnusableRecording e) {
            throw new UserError("%s: %s".formatted(source, e.getMessage()), e);
        }
        if (save || recording.stored()) {
            keep(site, saving);
        }
        json.print(spec, saving, MvCommand::text);
        return 0;
    }

    private Driver driver(Meter measured) {
        String name = adjust.orElse(measured == Meter.FACILITY ? "work" : "it-load");
        return switch (name) {
            case "work" -> Driver.WORK;
            case "it-load" -> Driver.IT_LOAD;
            default -> throw new WrongUsage("--adjust (%s) must be work or it-load.".formatted(name));
        };
    }

    private static Switchback schedule(Path file) {
        try {
            return Switchback.read(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file %s; make it with: ./ondol mv plan --out %s".formatted(file, file), e);
        } catch (IOException e) {
            throw new UserError("The schedule %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        } catch (UnusableSchedule e) {
            throw new UserError("The schedule %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void keep(Site site, MeasuredSaving saving) {
        try (DatabaseOption.Opened opened = recording.database().open(site.id())) {
            opened.historian().savings(site.id()).save(new SavingRow(saving.meter(), saving.from(), saving.to(), saving
                    .ondolDays(), saving.baselineDays(), saving.savingPercent(), saving.low(), saving.high(),
                    saving
                            .savedKwh(),
                    saving.significant()), JsonMessages.write(saving));
        }
    }

    private static String text(MeasuredSaving saving) {
        StringBuilder text = new StringBuilder(
                "%s, %s (option %s), %s to %s: %d days of ondol, %d of baseline, in %d runs; %d days left out%n"
                        .formatted(saving.site(), saving.meter(), saving.option(), saving.from(), saving.to(), saving
                                .ondolDays(), saving.baselineDays(), saving.runs(), saving.daysLeftOut()));
        text.append((saving.high() < 0
                ? "  no saving: the days of ondol took more, %.2f %% of the adjusted baseline, 95 %%: %.2f to %.2f; %,.0f kWh (%,.0f to %,.0f)%n"
                : saving.significant()
                        ? "  saving %.2f %% of the adjusted baseline, 95 %%: %.2f to %.2f; %,.0f kWh (%,.0f to %,.0f) on the days of ondol%n"
                        : "  not significant yet: %.2f %%, 95 %%: %.2f to %.2f holds 0; %,.0f kWh (%,.0f to %,.0f). Go on with the schedule.%n")
                .formatted(saving.savingPercent(), saving.low(), saving.high(), saving.savedKwh(), saving
                        .savedKwhLow(), saving.savedKwhHigh()));
        MeasuredSaving.Model model = saving.model();
        Double changePoint = model.changePointC();
        Double uncertainty = model.uncertainty68();
        text.append("  baseline by %s%s: CV(RMSE) %.2f %%, NMBE %.3f %%, R2 %.3f, %d parameters%n".formatted(saving
                .driver(), changePoint == null ? "" : " and wet bulb, change point %.1f C".formatted(changePoint),
                model
                        .cvRmse(),
                model.nmbe(), model.r2(), model.parameters()));
        text.append("  errors of neighbouring days correlate by %.2f; %.1f degrees of freedom%s%n".formatted(model
                .autocorrelation(), model.degreesOfFreedom(),
                uncertainty == null
                        ? ""
                        : "; uncertainty at 68 %% confidence %.0f %% of the saving".formatted(uncertainty)));
        if (model.outsideDays() > 0) {
            text.append("  %d days of ondol had weather or load that no day of the baseline had%n".formatted(model
                    .outsideDays()));
        }
        text.append("  CUSUM at the end: %,.0f kWh%n".formatted(saving.cusum().getLast().cumulativeKwh()));
        for (Irregularity each : saving.irregularities()) {
            text.append("  %s%s%s: %s%n".formatted(each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), each
                    .point().isEmpty() ? "" : " " + each.point(), each.from() == null ? "" : " at " + each.from(), each
                            .text()));
        }
        return text.toString().stripTrailing();
    }
}
