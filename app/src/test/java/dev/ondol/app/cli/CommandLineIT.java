package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person gets to read when something on the command line cannot work.
class CommandLineIT {
    @TempDir
    Path folder = Path.of("target");

    @Test
    void aMissingWeatherFileIsNamed() {
        Answer answer = Answer.of("demo", "--weather", "no-such-year.epw", "--hours", "1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("no-such-year.epw").contains("seoul").doesNotContain("\tat ");
    }

    @Test
    void anUnknownSiteIsNamedWithThoseThatExist() {
        Answer answer = Answer.of("simulate", "--policy", "good-practice", "--site", "kr-xx", "--days", "1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("kr-xx").contains("kr-hn1").doesNotContain("\tat ");
    }

    @Test
    void aBrokenSiteFileIsReportedWithItsLine() throws IOException {
        Path site = Files.writeString(folder.resolve("mine.yaml"), "id: [mine\nname: }");
        Answer answer = Answer.of("demo", "--site", site.toString(), "--hours", "1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("mine.yaml").contains("line 2").contains("Not YAML").doesNotContain("\tat ");
    }

    @Test
    void anUnknownKeyOfASiteFileIsReportedWithTheKnownOnes() throws IOException {
        Path site = Files.writeString(folder.resolve("mine.yaml"), "id: mine\ncolour: blue\n");
        Answer answer = Answer.of("simulate", "--policy", "good-practice", "--site", site.toString(), "--days", "1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("line 2: colour: Unknown key").contains("nodeTypes");
    }

    @Test
    void aSiteWhosePartsDoNotFitTogetherIsRefusedByName() throws IOException {
        String edge;
        try (InputStream in = Objects.requireNonNull(SiteReader.class.getResourceAsStream("kr-edge.yaml"))) {
            edge = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String without = edge.replaceFirst("(?s)\ncooling:\n.*?\nelectrical:", "\ncooling: {}\nelectrical:");
        String site = Files.writeString(folder.resolve("mine.yaml"), without).toString();
        for (String[] command : new String[][]{{"demo", "--site", site, "--hours", "1", "--database", "embedded"},
                {"simulate", "--site", site, "--policy", "good-practice", "--days", "1"}}) {
            Answer answer = Answer.of(command);
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).contains("kr-edge").contains("without chillers").doesNotContain("\tat ");
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = Answer.of("demo", "--hours", "1", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err()).contains("Port " + taken.getLocalPort()).contains("in use");
        }
    }

    @Test
    void anUnreachableDatabaseIsNamedWithTheRemedy() {
        Answer answer = Answer.of("demo", "--hours", "1", "--database",
                "jdbc:postgresql://127.0.0.1:1/ondol?user=nobody&password=secret-word");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("127.0.0.1:1").doesNotContain("\tat ").doesNotContain("secret-word");
    }

    @Test
    void anUnreachableBrokerIsNamedWithTheRemedy() {
        Answer answer = Answer.of("demo", "--hours", "1", "--broker", "tcp://127.0.0.1:1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("tcp://127.0.0.1:1").contains("--broker embedded").doesNotContain("\tat ");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(Answer.of("demo", "--hours", "0").code()).isEqualTo(2);
        assertThat(Answer.of("demo", "--speed", "fast").code()).isEqualTo(2);
        assertThat(Answer.of("demo", "--mode", "manual").err()).contains("shadow, advise or auto");
        assertThat(Answer.of("simulate", "--policy", "wishful", "--days", "1").code()).isEqualTo(2);
        assertThat(Answer.of("simulate", "--policy", "good-practice", "--from", "summer", "--days", "1").err())
                .contains("2022-07-01");
        assertThat(Answer.of("nonsense").code()).isEqualTo(2);
    }

    @Test
    void anIngestProcessSaysWhatItsConfigurationLacks() throws IOException {
        assertThat(Answer.of("ingest").code()).isEqualTo(2);
        Answer none = Answer.of("ingest", "--config", folder.resolve("none.yaml").toString());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("none.yaml").contains("docs/ondol.example.yaml").doesNotContain("\tat ");
        Path broken = Files.writeString(folder.resolve("ondol.yaml"), "site: kr-edge\nbroker: {url: here}\n");
        Answer answer = Answer.of("ingest", "--config", broken.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("line 2: broker: The broker's url (here)").contains("database: Missing")
                .doesNotContain("\tat ");
    }

    @Test
    void aDemoWithoutIngestNeedsABrokerAndADatabaseThatAnIngestProcessCanReach() {
        Answer answer = Answer.of("demo", "--without", "ingest", "--hours", "1");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("--broker URL");
        assertThat(Answer.of("demo", "--without", "cooling").err()).contains("ingest, optimize, control, dashboard");
    }

    @Test
    void aPolicyThatHasLearnedNothingForASiteSaysHowToTeachIt() {
        Answer answer = Answer.of("simulate", "--site", "kr-edge", "--policy", "best-static", "--days", "1");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("./ondol tune --site kr-edge").doesNotContain("\tat ");
    }

    @Test
    void mistakesInAScheduleOfFaultsAreReportedWithTheirLines() throws IOException {
        Path broken = Files.writeString(folder.resolve("faults.yaml"),
                "faults:\n  - {kind: LEAK, from: 2026-07-01T12:00, minutes: 5, value: 1}\n");
        Answer answer = Answer.of("simulate", "--policy", "good-practice", "--days", "1", "--faults",
                broken.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("line 2").contains("LEAK must have equipment").doesNotContain("\tat ");
        Path stranger = Files.writeString(folder.resolve("stranger.yaml"),
                "faults:\n  - {kind: UNIT_TRIP, equipment: chiller-99, from: 2026-07-01T12:00, minutes: 5}\n");
        Answer unknown = Answer.of("simulate", "--policy", "good-practice", "--days", "1", "--faults",
                stranger.toString());
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("no unit chiller-99").contains("chiller-01").doesNotContain("\tat ");
    }

    @Test
    void aFolderThatWouldBeDeletedMustBeEmpty() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "years of work");
        Answer answer = Answer.of("bench", "ingest", "--data", folder.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("not empty").doesNotContain("\tat ");
        assertThat(mine).hasContent("years of work");
    }

    @Test
    void recordingNeedsAFolder() {
        assertThat(Answer.of("simulate", "--policy", "good-practice", "--days", "1", "--record", "points").code())
                .isEqualTo(2);
    }

    @Test
    void randomFaultsOfASeedGiveTheSameFiguresAgain() {
        String[] command = {"simulate", "--policy", "good-practice", "--days", "2", "--faults", "7", "--json"};
        Answer first = Answer.of(command);
        assertThat(first.code()).isZero();
        assertThat(Answer.of(command).out()).isEqualTo(first.out());
    }

    @Test
    void aProofSaysWhatItCannotDo() {
        Answer unknown = Answer.of("validate", "--policies", "wishful");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("wishful").contains("ondol-cooling").doesNotContain("\tat ");
        assertThat(Answer.of("validate", "--days", "40").code()).isEqualTo(2);
        assertThat(Answer.of("validate", "--seeds", "0").code()).isEqualTo(2);
        assertThat(Answer.of("validate", "--quick", "--full").code()).isEqualTo(2);
    }

    @Test
    void aSmallProofPrintsOneObjectAndFillsItsFolder() throws IOException {
        Path out = folder.resolve("proof");
        String[] command = {"validate", "--site", "kr-edge", "--weather", "seoul", "--policies",
                "static,good-practice", "--days", "1", "--seeds", "1", "--out", out.toString(), "--json"};
        Answer answer = Answer.of(command);
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out().strip()).startsWith("{\"savings\":{").endsWith("}").doesNotContain("\n")
                .contains("\"policies\":{\"static\":{", "\"gates\":{", "\"seeds\":[1]", "\"days\":4")
                .doesNotContain("\"s4\"", "\"ondol\"");
        assertThat(out.resolve("report.html")).isRegularFile();
        assertThat(Answer.of(command).out().replaceAll("\"wallSeconds\":.*", "")).isEqualTo(answer.out().replaceAll(
                "\"wallSeconds\":.*", ""));
    }
}
