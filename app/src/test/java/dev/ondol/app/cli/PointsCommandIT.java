package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.ForeignReading;
import dev.ondol.facility.message.Frame;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.reading.ReceivedFrame;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person can do about points that nobody knows, on the database of a data folder.
class PointsCommandIT {
    private static final long T = 1_767_225_600_000L;

    private Path folder = Path.of("target");

    @BeforeEach
    void files() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "points")
                .toAbsolutePath();
    }

    private Answer ondol(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--site", "kr-edge", "--data", folder.toString()));
        return Answer.of(all.toArray(String[]::new));
    }

    /// Two frames, each with a reading of these names.
    private static void frames(RunningDatabase running, String... names) {
        try (Historian historian = Historian.open(
                new DatabaseAddress(running.jdbcUrl(), running.user(), running.password()))) {
            for (int seq = 1; seq <= 2; seq++) {
                List<ForeignReading> foreign = new ArrayList<>();
                for (String name : names) {
                    foreign.add(new ForeignReading(name, 60 + seq, null));
                }
                historian.frames("kr-edge").write(List.of(new ReceivedFrame("bms", new Frame("b", seq, T + seq * 1_000L,
                        Map.of(), Map.of()), foreign, new byte[0], T, OptionalLong.empty())));
            }
        }
    }

    @Test
    void namesAreListedAcceptedOneByOneOrByAMappingAndDismissed() throws IOException {
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), """
                names:
                  - {name: "CRAH {n}", point: "crah-x-{n:2}/supply-air-temperature", unit: degF}
                  - {name: later, point: crah-x-99/supply-air-temperature}
                """);
        Path csv = Files.writeString(folder.resolve("history.csv"),
                "time,point,value\n2026-01-01T01:00:00Z,CRAH 8,50\n");
        try (RunningDatabase running = Databases.embedded(folder.resolve("postgresql"), 0)) {
            frames(running, "CRAH 7", "GEN {1}", "noise");
            assertThat(ondol("points", "list").out()).contains("unknown   CRAH 7", "source bms", "2 held")
                    .contains("unknown   GEN {1}");
            assertThat(ondol("points", "list", "--json").out()).startsWith("{\"site\":\"kr-edge\",\"points\":[")
                    .contains("\"name\":\"CRAH 7\",\"state\":\"unknown\",\"source\":\"bms\"",
                            "\"lastSeen\":\"2026-01-01T00:00:02Z\",\"lastValue\":62.0,\"samples\":2,\"held\":2,\"letGo\":0");
            Answer many = ondol("points", "accept", "--mapping", mapping.toString());
            assertThat(many.code()).isZero();
            assertThat(many.out())
                    .contains("CRAH 7 is crah-x-07/supply-air-temperature, a new point: 2 held readings stored.",
                            "later is crah-x-99/supply-air-temperature", "2 names are still unknown");
            Answer one = ondol("points", "accept", "GEN {1}", "--as", "generator-1/fuel-level", "--brick-class",
                    "Fuel_Level_Sensor", "--point-unit", "%", "--low", "0", "--high", "100", "--json");
            assertThat(one.out()).contains(
                    """
                            "accepted":[{"name":"GEN {1}","point":"generator-1/fuel-level","newPoint":true,"stored":2,"refused":0}]""");
            assertThat(ondol("points", "dismiss", "noise").out()).contains("1 name dismissed");
            assertThat(ondol("points", "list").out()).contains("There are no unknown points at kr-edge");
            assertThat(ondol("points", "list", "dismissed").out()).contains("noise").contains("2 let go");
            assertThat(ondol("points", "list", "known").out()).contains(
                    "crah-x-07/supply-air-temperature, Cel, Supply_Air_Temperature_Sensor, called CRAH 7",
                    "generator-1/fuel-level, %, Fuel_Level_Sensor, called GEN {1}", "meter-it/active-power, kW");
            assertThat(ondol("import", csv.toString(), "--mapping", mapping.toString()).out())
                    .contains("1 readings stored");
        }
    }

    @Test
    void whatCannotBeDoneIsNamedWithTheRemedy() throws IOException {
        assertThat(ondol("points", "list").err()).contains("There is no database in").contains("--data");
        assertThat(ondol("points", "list", "strange").code()).isEqualTo(2);
        assertThat(ondol("points", "accept").err()).contains("either NAME or --mapping FILE");
        assertThat(ondol("points", "accept", "CRAH 7").err()).contains("(CRAH 7) is no name of ours").contains("--as");
        assertThat(ondol("points", "accept", "CRAH 7", "--as", "crah-x-07/fan-speed", "--unit", "kPa").err())
                .contains("unit (kPa) must be one of %, 1");
        assertThat(ondol("points", "accept", "CRAH 7", "--as", "crah-x-07/loudness").err())
                .contains("quantity loudness is none of ours");
        assertThat(ondol("points", "accept", "CRAH 7", "--as", "crah-x-07/loudness", "--low", "1").err())
                .contains("--brick-class, --point-unit, --low and --high");
        assertThat(ondol("points", "accept", "--mapping", "no-such-file").err()).contains("There is no mapping file");
        Path broken = Files.writeString(folder.resolve("broken.yaml"),
                "names:\n  - {name: A, point: b/loudness}\n  - {name: C, point: d/fan-speed, colour: red}\n");
        for (Answer answer : List.of(ondol("points", "accept", "--mapping", broken.toString()),
                ondol("import", "x.csv", "--mapping", broken.toString()))) {
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).contains("broken.yaml has 2 problems", "line 2: ", "line 3: ", "Unknown key")
                    .doesNotContain("\tat ");
        }
        try (RunningDatabase running = Databases.embedded(folder.resolve("postgresql"), 0)) {
            frames(running, "CRAH 7");
            assertThat(ondol("points", "dismiss", "CRAH 8").err()).contains("Nobody has seen CRAH 8");
            Answer answer = ondol("points", "accept", "meter-it/active-power", "--as", "meter-it/active-energy");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).contains("meter-it/active-power is a point of the site itself")
                    .doesNotContain("\tat ");
            assertThat(ondol("points", "list").out()).contains("CRAH 7");
        }
    }
}
