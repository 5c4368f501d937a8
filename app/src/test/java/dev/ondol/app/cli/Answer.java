package dev.ondol.app.cli;

import dev.ondol.app.Ondol;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What a command line answered: exit code and both streams.
public record Answer(int code, String out, String err) {
    /// Runs the command in this JVM.
    public static Answer of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ondol.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
        return new Answer(code, out.toString(), err.toString());
    }
}
