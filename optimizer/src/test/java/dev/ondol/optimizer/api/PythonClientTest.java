package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Runs the tests of integrations/python with python3 against a real placement server.
class PythonClientTest {
    private static final Path CLIENT = Path.of("../integrations/python");

    private static String run(String url, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(CLIENT.toFile()).redirectErrorStream(true);
        builder.environment().put("ONDOL_URL", url);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process python = builder.start();
        String told = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!python.waitFor(60, TimeUnit.SECONDS)) {
            python.destroyForcibly();
        }
        return told + "exit " + python.exitValue();
    }

    private static boolean pythonIsThere() throws InterruptedException {
        try {
            return run("", "python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))").endsWith("exit 0");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void thePythonClientPassesItsTestsAgainstARealServer() throws Exception {
        assertThat(Files.isDirectory(CLIENT)).as("%s is there", CLIENT).isTrue();
        assumeTrue(pythonIsThere(), "python3 3.9 or newer is not here: its client is not tested");
        try (Served served = new Served("kr-edge")) {
            String told = run("http://127.0.0.1:" + served.port(), "python3", "-m", "unittest", "discover", "-s",
                    "tests",
                    "-t", ".", "-v");
            assertThat(told).endsWith("OK\nexit 0").contains("test_a_job_lives_from_request_to_end").doesNotContain(
                    "skipped");
        }
    }
}
