package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.app.Ondol;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Which database `account` and `token` work on may be said before and after the word for what is done.
class WhichDatabaseTest {
    @ParameterizedTest
    @ValueSource(strings = {"account --site kr-edge --database jdbc:postgresql://db/x list",
            "account list --site kr-edge --database jdbc:postgresql://db/x",
            "account --site kr-edge add kim --role viewer --database jdbc:postgresql://db/x",
            "token --database jdbc:postgresql://db/x add slurm --role scheduler --site kr-edge",
            "token revoke 1a2b --site kr-edge --database jdbc:postgresql://db/x"})
    void optionsHoldWhereverTheyStand(String line) {
        String[] words = line.split(" ", -1);
        CommandLine all = Ondol.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer
                .nullWriter()));
        ParseResult parsed = all.parseArgs(words);
        CommandLine command = parsed.subcommand().commandSpec().commandLine();
        assertThat(value(command, "--site")).as(line).isEqualTo("kr-edge");
        assertThat(value(command, "--database")).as(line).contains("jdbc:postgresql://db/x");
    }

    private static String value(CommandLine command, String option) {
        OptionSpec found = command.getCommandSpec().findOption(option);
        return found == null ? "no such option" : Objects.toString(found.<Object>getValue());
    }
}
