package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ondol.app.Ondol;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

class HelpTest {
    static Stream<CommandSpec> commands() {
        return all(Ondol.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter())));
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
                .stream().flatMap(HelpTest::written)).toList();
        for (String line : lines) {
            assertThatCode(() -> String.format(line)).as("%s: %s", command.qualifiedName(), line)
                    .doesNotThrowAnyException();
        }
    }

    /// The list of commands shows the first line of each description and no more.
    @ParameterizedTest
    @MethodSource("commands")
    void theFirstLineOfACommandsDescriptionIsASentence(CommandSpec command) {
        String[] description = command.usageMessage().description();
        String line = description.length == 0 ? String.join("", command.usageMessage().header()) : description[0];
        assertThat(line).as(command.qualifiedName()).endsWith(".").hasSizeBetween(10, 135);
    }

    /// The description as it stands in the code: picocli's own getter has formatted it already.
    private static Stream<String> written(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement member && member.isAnnotationPresent(Option.class)
                ? Arrays.stream(member.getAnnotation(Option.class).description())
                : Stream.empty();
    }
}
