package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ondol.app.Ondol;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
    static Stream<CommandSpec> commands() {
        return all(Ondol.commandLine(new PrintWriter(System.out), new PrintWriter(System.err)));
    }

    private static Stream<CommandSpec> all(CommandLine command) {
        return Stream.concat(Stream.of(command.getCommandSpec()), command.getSubcommands().values().stream().flatMap(
                HelpTest::all));
    }

    /// picocli takes each line for a format: a lone percent sign puts a warning before the help.
    @ParameterizedTest
    @MethodSource("commands")
    void everyLineOfHelpCanBeFormatted(CommandSpec command) {
        List<String> lines = Stream.concat(Arrays.stream(command.usageMessage().description()), command.options()
                .stream().flatMap(option -> Arrays.stream(option.description()))).toList();
        for (String line : lines) {
            assertThatCode(() -> String.format(line)).as("%s: %s", command.qualifiedName(), line)
                    .doesNotThrowAnyException();
        }
    }
}
