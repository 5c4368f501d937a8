package dev.ondol.app.role;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `ondol` with some arguments in a process of its own, as an operator starts it. What it says is appended to a log.
public final class OndolProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private OndolProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param heap     of the JVM, such as 600m
    /// @param password of the database
    public static OndolProcess start(Path log, String heap, String password, List<String> arguments)
            throws IOException {
        // A shell's background jobs ignore Ctrl-C, and so would what they start: env gives the signal its meaning back.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), "dev.ondol.app.Ondol"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(
                log.toFile()));
        builder.environment().put("ONDOL_DATABASE_PASSWORD", password);
        return new OndolProcess(builder.start(), log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// What it and those before it with the same log have said.
    public String log() throws IOException {
        return Files.readString(log);
    }

    /// kill -9, and waits for its end.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /// Ends it in order, by SIGTERM, and waits for its end.
    ///
    /// @return its exit code
    public int end() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
