package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// `ondol account` as a process of its own, as people and scripts call it.
class AccountCommandIT {
    @Test
    void aPasswordIsReadFromStdinWhereThatIsNoTerminal() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "account")
                .toAbsolutePath();
        try (RunningDatabase database = Databases.embedded(folder.resolve("postgresql"), 0);
                Historian historian = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database
                        .password()))) {
            Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString(), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                    System.getProperty("java.class.path"), "dev.ondol.app.Ondol", "account", "add", "kim", "--role",
                    "engineer", "--data", folder.toString())).redirectErrorStream(true).redirectOutput(folder.resolve(
                            "log").toFile())
                    .start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write("a-long-password-1\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
            assertThat(historian.accounts().accounts()).singleElement().satisfies(account -> {
                assertThat(account.name()).isEqualTo("kim");
                assertThat(account.role()).isEqualTo("engineer");
            });
        }
    }
}
