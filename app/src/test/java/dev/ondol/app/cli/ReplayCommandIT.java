package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.FrameCodec;
import dev.ondol.facility.point.PointId;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `ondol replay` from a file and from a database.
class ReplayCommandIT {
    private static final Logger log = LoggerFactory.getLogger(ReplayCommandIT.class);

    private final Path folder = folder();

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "replay")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFileAndTheHistoryGiveTheSameAnswer() throws IOException {
        Path run = folder.resolve("run");
        Answer simulated = Answer.of("simulate", "--site", "kr-edge", "--policy", "good-practice", "--from",
                "2022-07-10", "--days", "2", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        Path readings = run.resolve("readings.csv.gz");
        JsonNode fromFile = replay("--site", "kr-edge", "--source", readings.toString(), "--out", folder.resolve(
                "report").toString());
        assertThat(fromFile.get("total").get("cvRmse").asDouble()).isBetween(0.0, 2.0);
        assertThat(fromFile.get("total").get("nmbe").asDouble()).isBetween(-0.5, 0.5);
        assertThat(fromFile.get("cooling").get("cvRmse").asDouble()).isBetween(0.0, 5.0);
        assertThat(fromFile.get("suspects").isArray()).isTrue();
        assertThat(fromFile.get("samplesPerSecond").asDouble()).isPositive();
        assertThat(folder.resolve("report").resolve("report.html")).content().contains("Replay of kr-edge");

        JsonNode fromMessages = replay("--site", "kr-edge", "--source", capture(readings).toString());
        assertThat(fromMessages.get("total")).isEqualTo(fromFile.get("total"));
        assertThat(fromMessages.get("cooling")).isEqualTo(fromFile.get("cooling"));
        assertThat(fromMessages.get("irregularities")).isEqualTo(fromFile.get("irregularities"));

        Path data = folder.resolve("data");
        try (RunningDatabase _ = Databases.embedded(data.resolve("postgresql"), 0)) {
            Answer stored = Answer.of("import", readings.toString(), "--site", "kr-edge", "--data", data.toString());
            assertThat(stored.code()).as(stored.err()).isZero();
            JsonNode fromHistory = replay("--site", "kr-edge", "--source", "historian", "--data", data.toString());
            assertThat(fromHistory.get("total")).isEqualTo(fromFile.get("total"));
            assertThat(fromHistory.get("cooling")).isEqualTo(fromFile.get("cooling"));
            assertThat(fromHistory.get("hours")).isEqualTo(fromFile.get("hours"));
        }
    }

    /// The rows of each instant as one frame, as mosquitto_sub records it.
    private Path capture(Path readings) throws IOException {
        Map<String, Map<PointId, Double>> instants = new LinkedHashMap<>();
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(
                readings)), StandardCharsets.UTF_8))) {
            rows.lines().filter(row -> Character.isDigit(row.charAt(0))).map(row -> row.split(",")).forEach(
                    row -> instants.computeIfAbsent(row[0], ignored -> new LinkedHashMap<>()).put(PointId.of(row[1]),
                            Double.valueOf(row[2])));
        }
        List<String> lines = new ArrayList<>();
        instants.forEach((time, values) -> lines.add(
                "{\"time\":%d.5,\"topic\":\"ondol/v1/kr-edge/frame/all\",\"retain\":0,\"hex\":\"%s\"}".formatted(Instant
                        .parse(time).getEpochSecond(),
                        HexFormat.of().formatHex(FrameCodec.CBOR.write(new Frame("b",
                                lines.size() + 1, Instant.parse(time).toEpochMilli(), values, Map.of()))))));
        return Files.write(folder.resolve("capture.jsonl"), lines);
    }

    @Test
    void thePlanThatWouldHaveBeenMadeIsToldWithItsReasons() throws IOException {
        Path run = folder.resolve("planned");
        Answer simulated = Answer.of("simulate", "--site", "kr-edge", "--policy", "good-practice", "--from",
                "2022-07-10", "--days", "1", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        String readings = run.resolve("readings.csv.gz").toString();
        JsonNode told = replay("--site", "kr-edge", "--source", readings, "--at", "2022-07-10T14:05");
        assertThat(told.get("at").asText()).isEqualTo("2022-07-10T05:05:00Z");
        assertThat(told.get("plan").get("setpoints")).isNotEmpty();
        assertThat(told.get("explanation").get("setpoints")).isNotEmpty().allSatisfy(each -> assertThat(each.get(
                "binding")).isNotEmpty());
        double expected = told.get("plan").get("expected").get("itKw").asDouble();
        JsonNode whole = replay("--site", "kr-edge", "--source", readings);
        double itKw = java.util.stream.StreamSupport.stream(whole.get("points").spliterator(), false).filter(
                point -> point.get("point").asText().equals("meter-it/active-power")).findFirst().orElseThrow().get(
                        "measured")
                .asDouble();
        assertThat(expected).as("the load that was recorded").isBetween(0.8 * itKw, 1.2 * itKw);
        Answer text = Answer.of("replay", "--site", "kr-edge", "--source", readings, "--at", "2022-07-10T14:05");
        assertThat(text.out()).contains("Ondol would have planned", "because of", "95 %");
        assertThat(replay("--site", "kr-edge", "--source", readings, "--at", "2022-07-10T14:05").get("plan").get(
                "setpoints")).isEqualTo(told.get("plan").get("setpoints"));
        Answer early = Answer.of("replay", "--site", "kr-edge", "--source", readings, "--at", "2022-07-10T01:00");
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err()).contains("--at must lie in the recording");
        assertThat(Answer.of("replay", "--source", readings, "--at", "2022-07-10T14:05", "--policy", "ondol").code())
                .isEqualTo(2);
    }

    @Test
    void setpointsOfTheOptimizerAreComparedWithThoseThatWereRecorded() throws IOException {
        Path run = folder.resolve("operated");
        Answer simulated = Answer.of("simulate", "--site", "kr-edge", "--policy", "good-practice", "--from",
                "2022-07-10", "--days", "2", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        JsonNode told = replay("--site", "kr-edge", "--source", run.resolve("readings.csv.gz").toString(), "--from",
                "2022-07-10", "--to", "2022-07-11T00:00", "--policy", "ondol");
        assertThat(told.get("counterfactual").get("operation").asText()).isEqualTo("ondol");
        assertThat(told.get("counterfactual").get("savingPercent").asDouble()).isBetween(-1.0, 10.0);
        assertThat(told.get("indicators").get(2).get("of").asText()).isEqualTo("ondol");
        assertThat(told.get("indicators").get(2).get("coolingKwh").asDouble()).isNotEqualTo(told.get("indicators").get(
                1).get("coolingKwh").asDouble());
    }

    @Test
    void whatCannotBeReplayedIsNamedWithTheRemedy() throws IOException {
        assertThat(Answer.of("replay").code()).isEqualTo(2);
        Answer policy = Answer.of("replay", "--source", "x.csv", "--policy", "best");
        assertThat(policy.code()).isEqualTo(2);
        assertThat(policy.err()).contains("best-static");
        assertThat(Answer.of("replay", "--source", "no-such.csv").err()).contains("There is no file no-such.csv");
        Path text = Files.writeString(folder.resolve("text.csv"), "hello\n");
        Answer answer = Answer.of("replay", "--source", text.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("time,point,value").doesNotContain("\tat ");
    }

    @Test
    @Tag("REPLAY")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true")
    void aWeekThroughBrokerAndDatabaseReplaysWithinTwoPercent() throws IOException {
        Path data = folder.resolve("demo");
        Answer demo = Answer.of("demo", "--site", "kr-hn1", "--mode", "shadow", "--from", "2026-05-10", "--hours",
                "168",
                "--data", data.toString(), "--json");
        assertThat(demo.code()).as(demo.err()).isZero();
        JsonNode result = replay("--site", "kr-hn1", "--source", "historian", "--data", data.toString());
        double cv = result.get("total").get("cvRmse").asDouble();
        double nmbe = result.get("total").get("nmbe").asDouble();
        log.info("| REPLAY | total CV(RMSE) {} %, NMBE {} % | {} hours, {} rows at {} a second |", "%.3f".formatted(cv),
                "%.3f".formatted(nmbe), result.get("hours"), "%,d".formatted(result.get("rows").asLong()),
                "%,.0f".formatted(result.get("samplesPerSecond").asDouble()));
        assertThat(cv).isLessThanOrEqualTo(2);
        assertThat(nmbe).isBetween(-0.5, 0.5);
    }

    private static JsonNode replay(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("replay", "--json"));
        all.addAll(List.of(args));
        Answer answer = Answer.of(all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return new ObjectMapper().readTree(answer.out());
    }
}
