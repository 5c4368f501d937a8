package dev.ondol.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the program as a process writes to stdout, where only results belong.
class StdoutIT {
    @Test
    void aLibrarysOwnLogConfigurationLeavesStdoutToResults() throws Exception {
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "dev.ondol.app.Ondol", "export", "--database",
                "jdbc:postgresql://127.0.0.1:1/nobody", Path.of("target", "nothing.csv").toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(out).isEmpty();
    }
}
