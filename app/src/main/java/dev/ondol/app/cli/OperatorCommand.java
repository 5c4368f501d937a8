package dev.ondol.app.cli;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.OperatorRequest;
import dev.ondol.facility.point.PointId;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ondol exit-auto`, `auto`, `override`, `release`, `lockout`: what operators do, over MQTT and past the dashboard. 0: done, 1: not
/// done or not known.
public abstract class OperatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlantLine line = new PlantLine();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the record.")
    private String reason = "";

    /// Asks control.
    final int request(OperatorRequest.Action action, String unanswered) throws Exception {
        return tell(line.ask(false, id -> new OperatorRequest(id, action, principal(), System.currentTimeMillis(),
                reason)), unanswered);
    }

    /// Does something by hand.
    final int byHand(Intervention.Action action, String target, @Nullable Double value, @Nullable Long seconds)
            throws Exception {
        return tell(line.ask(true, id -> new Intervention(id, action, target, value, seconds, principal(), System
                .currentTimeMillis(), reason)), action.atThePlant()
                        ? "The plant's gateway has not answered within 2 s; it is not known whether it was done."
                        : "Control has not answered within 2 s; it was not done.");
    }

    private int tell(Optional<OperatorReply> reply, String unanswered) {
        spec.commandLine().getOut().println(reply.map(answer -> answer.accepted()
                ? "Done; mode %s%s.".formatted(answer.mode(), answer.code().equals("done")
                        ? ""
                        : ", waiting: " + answer.code())
                : "Not done: %s; mode %s.".formatted(answer.code(), answer.mode())).orElse(unanswered));
        spec.commandLine().getOut().flush();
        return reply.map(OperatorReply::accepted).orElse(false) ? 0 : 1;
    }

    private static String principal() {
        return System.getProperty("user.name", "operator");
    }

    /// `ondol exit-auto`.
    @Command(name = "exit-auto", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Gives the plant back to its local rules at once. The plant's gateway obeys by itself, without control and dashboard."})
    public static final class ExitAuto extends OperatorCommand {
        @Override
        public Integer call() throws Exception {
            return request(OperatorRequest.Action.EXIT_AUTO,
                    "Control has not answered within 2 s. The gateway has been told and goes to local rules by itself.");
        }
    }

    /// `ondol auto`.
    @Command(name = "auto", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Lets verified plans reach the plant (again). Only of a plant that is simulated, until two persons can allow it."})
    public static final class Auto extends OperatorCommand {
        @Override
        public Integer call() throws Exception {
            return request(OperatorRequest.Action.CHOOSE_AUTO,
                    "Control has not answered within 2 s; the mode is as it was.");
        }
    }

    /// `ondol override`.
    @Command(name = "override", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Holds a set-point at a value, above the optimizer and below the plant's interlocks.",
            "For example ondol override hall-h1/supply-air-temperature-setpoint 21 --for 1h --reason \"door open\""})
    public static final class Hold extends OperatorCommand {
        private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(s|m|h|d)");

        @Parameters(index = "0", paramLabel = "POINT", description = "Set-point: equipment/quantity.")
        private String point = "";

        @Parameters(index = "1", paramLabel = "VALUE", description = "In the unit of the set-point, inside the operator's envelope.")
        private double value;

        @Option(names = "--for", paramLabel = "SPAN", description = "15m, 1h, 4h, ... (default: until released).")
        private Optional<String> span = Optional.empty();

        @Override
        public Integer call() throws Exception {
            return byHand(Intervention.Action.OVERRIDE, named(point), value, span.map(Hold::seconds).orElse(null));
        }

        private static Long seconds(String text) {
            Matcher matcher = SPAN.matcher(text.toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new WrongUsage("--for (%s) must be a number with s, m, h or d, for example 15m.".formatted(text));
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> count;
                case "m" -> Duration.ofMinutes(count).toSeconds();
                case "h" -> Duration.ofHours(count).toSeconds();
                default -> Duration.ofDays(count).toSeconds();
            };
        }
    }

    /// `ondol release`.
    @Command(name = "release", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Lets go of a set-point that was overridden; the local rules go on from its value until the next plan."})
    public static final class Release extends OperatorCommand {
        @Parameters(index = "0", paramLabel = "POINT", description = "Set-point: equipment/quantity.")
        private String point = "";

        @Override
        public Integer call() throws Exception {
            return byHand(Intervention.Action.RELEASE, named(point), null, null);
        }
    }

    /// `ondol lockout`.
    @Command(name = "lockout", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Takes a unit (crah-h1-03, chiller-02, node-h3-017-2) out of service for maintenance.",
            "Plans do without it, and what must survive the loss of a unit is reckoned without it. --return gives it back."})
    public static final class Lockout extends OperatorCommand {
        @Parameters(index = "0", paramLabel = "UNIT", description = "Equipment by name.")
        private String unit = "";

        @Option(names = "--return", description = "Give the unit back.")
        private boolean back;

        @Override
        public Integer call() throws Exception {
            return byHand(back ? Intervention.Action.RETURN : Intervention.Action.LOCK_OUT, unit, null, null);
        }
    }

    private static String named(String point) {
        try {
            return PointId.of(point).toString();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(
                    "POINT (%s) must be equipment/quantity, for example hall-h1/supply-air-temperature-setpoint."
                            .formatted(point));
        }
    }
}
