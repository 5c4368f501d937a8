package dev.ondol.app.cli;

import dev.ondol.facility.message.JsonMessages;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// `--json`: the answer for programs instead of the one for people.
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object to stdout.")
    private boolean json;

    /// Prints an answer to stdout.
    <T> void print(CommandSpec spec, T answer, Function<T, String> text) {
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(json ? new String(JsonMessages.write(answer), StandardCharsets.UTF_8) : text.apply(answer));
        stdout.flush();
    }
}
