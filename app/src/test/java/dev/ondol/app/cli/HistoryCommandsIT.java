package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// History in and out by the command line, on the database of a data folder.
class HistoryCommandsIT {
    private static final String POINT = "meter-it/active-power";

    private Path folder = Path.of("target");
    private Path csv = Path.of("target");

    @BeforeEach
    void files() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "history")
                .toAbsolutePath();
        csv = Files.writeString(folder.resolve("history.csv"), """
                time,point,value
                2026-01-01T00:00:00Z,%1$s,400.5
                2026-01-01T00:01:00Z,%1$s,warm
                2026-01-01T00:02:00Z,no-such/point,1
                2026-01-01T00:03:00Z,%1$s,401.25
                """.formatted(POINT));
    }

    private RunningDatabase start(String data) {
        return Databases.embedded(folder.resolve(data).resolve("postgresql"), 0);
    }

    private Answer ondol(String command, Path file, String data) {
        return Answer.of(command, file.toString(), "--site", "kr-edge", "--data", folder.resolve(data).toString());
    }

    @Test
    void historyIsImportedOnceExportedBackedUpAndRestoredOnARunningAndOnAStoppedDatabase() throws IOException {
        Path exported = folder.resolve("out.csv.gz");
        Path backup = folder.resolve("backup.tar.gz");
        try (RunningDatabase _ = start("a")) {
            Answer first = ondol("import", csv, "a");
            assertThat(first.code()).isEqualTo(1);
            assertThat(first.out()).contains("2 readings stored, 0 were there already, 2 lines rejected");
            assertThat(first.err()).contains("line 3: value (warm) is not a number", "line 4: point (no-such/point)");
            assertThat(Files.readAllLines(folder.resolve("history.csv.rejected.csv"))).containsExactly(
                    "line,reason,text",
                    "3,\"value (warm) is not a number\",\"2026-01-01T00:01:00Z,%s,warm\"".formatted(POINT),
                    "4,\"point (no-such/point) is not a point of kr-edge\",\"2026-01-01T00:02:00Z,no-such/point,1\"");
            assertThat(ondol("import", csv, "a").out()).contains("0 readings stored, 2 were there already");
            assertThat(ondol("backup", backup, "a").out()).contains("The running postgresql database");
            assertThat(ondol("backup", backup, "a").err()).contains("exists already");
        }
        assertThat(ondol("export", exported, "a").out()).contains("2 readings of kr-edge written");
        assertThat(ondol("restore", backup, "a").err()).contains("There is a database").doesNotContain("\tat ");
        assertThat(ondol("restore", backup, "b").code()).isZero();
        Answer again = ondol("import", exported, "b");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("0 readings stored, 2 were there already, 0 lines rejected");
    }

    @Test
    void whatCannotBeDoneIsNamedWithTheRemedy() throws IOException {
        for (List<String> command : List.of(List.of("import", csv.toString()), List.of("export", "x.csv"),
                List.of("backup", folder.resolve("x").toString()))) {
            Answer answer = ondol(command.get(0), Path.of(command.get(1)), "nowhere");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).contains("There is no database in").contains("--data").doesNotContain("\tat ");
        }
        assertThat(ondol("restore", folder.resolve("no-such-file"), "b").err()).contains("There is no file");
        Path text = Files.writeString(folder.resolve("text"), "no backup");
        Answer restore = ondol("restore", text, "b");
        assertThat(restore.code()).isEqualTo(1);
        assertThat(restore.err()).contains("could not be restored").doesNotContain("\tat ");
        assertThat(Answer.of("export", "x.csv", "--database", "mysql://x").code()).isEqualTo(2);
        assertThat(Answer.of("export", "x.csv", "--from", "summer").code()).isEqualTo(2);
        assertThat(Answer.of("import").code()).isEqualTo(2);
    }
}
