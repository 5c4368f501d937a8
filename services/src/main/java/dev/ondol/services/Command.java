package dev.ondol.services;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program of the operating system, run to its end.
///
/// @param exitCode -1 where it did not start or did not end in time
/// @param output what it wrote to both of its outputs, without surrounding blanks
record Command(int exitCode, String output) {
    boolean succeeded() {
        return exitCode == 0;
    }

    static Command run(Duration timeout, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PGTZ", "UTC");
        try {
            Process process = builder.start();
            CompletableFuture<String> output = new CompletableFuture<>();
            Thread.startVirtualThread(() -> output.complete(read(process.getInputStream())));
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Command(-1, "%s did not end within %d s".formatted(words.getFirst(), timeout.toSeconds()));
            }
            return new Command(process.exitValue(), output.completeOnTimeout("", 1, TimeUnit.SECONDS).join());
        } catch (IOException e) {
            return new Command(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Command(-1, "interrupted");
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
