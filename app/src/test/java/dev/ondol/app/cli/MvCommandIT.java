package dev.ondol.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.historian.report.SavingRow;
import dev.ondol.services.Databases;
import dev.ondol.services.RunningDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `ondol mv` over a switchback of the simulated plant: the days of two runs with the same weather and jobs, dealt by a drawn
/// schedule. What is truly saved is known, because each day was run both ways.
class MvCommandIT {
    private static final Logger log = LoggerFactory.getLogger(MvCommandIT.class);
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final String METER = "meter-facility/active-power";
    private static final List<String> POINTS = List.of(METER, "weather-station/wet-bulb-temperature", "gpus-allocated");

    private final Path folder = folder();

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "databases")), "mv")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aSwitchbackOfTheSimulatedPlantIsPlannedMeasuredAndKept() throws IOException {
        Path schedule = folder.resolve("schedule.csv");
        Answer planned = Answer.of("mv", "plan", "--site", "kr-edge", "--from", "2022-05-02", "--weeks", "4", "--seed",
                "3", "--out", schedule.toString());
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(Answer.of("mv", "plan", "--site", "kr-edge", "--from", "2022-05-02", "--seed", "4", "--out", schedule
                .toString()).err()).contains("a schedule is drawn once");
        Map<LocalDate, String> arms = new HashMap<>();
        Map<LocalDate, String> uses = new HashMap<>();
        for (String line : Files.readAllLines(schedule)) {
            if (line.startsWith("2022")) {
                String[] fields = line.split(",", -1);
                arms.put(LocalDate.parse(fields[0]), fields[1]);
                uses.put(LocalDate.parse(fields[0]), fields[2]);
            }
        }
        List<String> with = readings("good-practice");
        List<String> without = readings("conventional");
        Path dealt = folder.resolve("dealt.csv");
        List<String> rows = new ArrayList<>(List.of("time,point,value"));
        with.stream().filter(row -> "ondol".equals(arms.get(day(row)))).forEach(rows::add);
        without.stream().filter(row -> "baseline".equals(arms.get(day(row)))).forEach(rows::add);
        Files.write(dealt, rows);
        double truth = 100 * (1 - energy(with, arms, uses) / energy(without, arms, uses));

        String[] evaluate = {"mv", "--site", "kr-edge", "--source", dealt.toString(), "--schedule", schedule
                .toString()};
        JsonNode file = json(evaluate);
        log.info("mv on the simulated plant: {} % ({} to {}), truly {} %", file.get("savingPercent"), file.get("low"),
                file.get("high"), truth);
        assertThat(truth).isBetween(file.get("low").asDouble(), file.get("high").asDouble());
        assertThat(file.get("option").asText()).isEqualTo("C");
        assertThat(file.get("model").get("energyFrom").asText()).isEqualTo("power");
        assertThat(Answer.of(evaluate).out()).contains("of the adjusted baseline, 95 %").contains("CUSUM");

        Path data = folder.resolve("data");
        try (RunningDatabase database = Databases.embedded(data.resolve("postgresql"), 0)) {
            Answer stored = Answer.of("import", dealt.toString(), "--site", "kr-edge", "--data", data.toString());
            assertThat(stored.code()).as(stored.err()).isZero();
            JsonNode history = json("mv", "--site", "kr-edge", "--source", "historian", "--data", data.toString(),
                    "--schedule", schedule.toString());
            assertThat(history.get("savingPercent").asDouble()).isEqualTo(file.get("savingPercent").asDouble());
            try (Historian historian = Historian.open(new DatabaseAddress(database.jdbcUrl(), database.user(), database
                    .password()))) {
                SavingRow row = historian.savings("kr-edge").newest().getFirst();
                assertThat(row.percent()).isEqualTo(file.get("savingPercent").asDouble());
                assertThat(row.low()).isEqualTo(file.get("low").asDouble());
                assertThat(row.significant()).isEqualTo(file.get("significant").asBoolean());
            }
        }
    }

    @Test
    void whatCannotBeMeasuredIsNamedWithTheRemedy() throws IOException {
        assertThat(Answer.of("mv").code()).isEqualTo(2);
        assertThat(Answer.of("mv").err()).contains("--source");
        assertThat(Answer.of("mv", "--source", "x.csv").err()).contains("ondol mv plan");
        assertThat(Answer.of("mv", "--source", "x.csv", "--schedule", "none.csv").err()).contains(
                "There is no file none.csv");
        assertThat(Answer.of("mv", "plan", "--from", "2026-12-01", "--seed", "1", "--weeks", "3").code()).isEqualTo(2);
        Path schedule = Files.writeString(folder.resolve("bad.csv"), "day,arm,use\n2026-12-01,human,measure\n");
        Answer bad = Answer.of("mv", "--source", "x.csv", "--schedule", schedule.toString());
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.err()).contains("Line 2 (2026-12-01,human,measure)").doesNotContain("\tat ");
        assertThat(Answer.of("mv", "--source", "x.csv", "--schedule", schedule.toString(), "--meter", "water").code())
                .isEqualTo(2);
    }

    private List<String> readings(String policy) throws IOException {
        Path run = folder.resolve(policy);
        Answer simulated = Answer.of("simulate", "--site", "kr-edge", "--policy", policy, "--from", "2022-05-01",
                "--days", "30", "--out", run.toString(), "--json");
        assertThat(simulated.code()).as(simulated.err()).isZero();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(run
                .resolve("readings.csv.gz"))), StandardCharsets.UTF_8))) {
            return in.lines().filter(row -> POINTS.stream().anyMatch(row::contains)).toList();
        }
    }

    private static LocalDate day(String row) {
        return Instant.parse(row.substring(0, row.indexOf(','))).atZone(SEOUL).toLocalDate();
    }

    /// Of the days of Ondol that count.
    private static double energy(List<String> rows, Map<LocalDate, String> arms, Map<LocalDate, String> uses) {
        return rows.stream().filter(row -> row.contains(METER) && "ondol".equals(arms.get(day(row)))
                && "measure".equals(uses.get(day(row)))).mapToDouble(row -> Double.parseDouble(row.split(",")[2]))
                .sum();
    }

    private static JsonNode json(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        Answer answer = Answer.of(all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return new ObjectMapper().readTree(answer.out());
    }
}
