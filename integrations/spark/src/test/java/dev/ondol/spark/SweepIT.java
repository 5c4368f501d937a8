package dev.ondol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.sweep.FacilityYear;
import dev.ondol.simulator.sweep.Program;
import dev.ondol.simulator.sweep.SweepFolder;
import dev.ondol.simulator.sweep.SweepOrder;
import dev.ondol.simulator.sweep.SweepPlan;
import dev.ondol.simulator.sweep.SweepWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepIT {
    private static final String[] FOUR = {"--years", "4", "--days", "1", "--site", "kr-edge", "--policies",
            "static,good-practice", "--from", "2026-07-10", "--master", "local[2]"};

    @TempDir
    Path folder = Path.of("target");

    @Test
    void theFiguresAreThoseOfTheSingleJvmAndASecondRunMakesOnlyWhatIsMissing() throws IOException {
        JsonNode first = Sweep.of(folder, FOUR).result();
        assertThat(first.get("scenarios").asInt()).isEqualTo(4);
        assertThat(first.get("identicalToSingleJvm").asBoolean()).isTrue();
        assertThat(first.get("yearsPerCoreHour").asDouble()).isPositive();
        assertThat(first.get("computed").asInt()).isEqualTo(4);
        assertThat(first.get("checked").asInt()).isEqualTo(4);
        Map<String, String> rows = Sweep.rows(folder);
        assertThat(rows).containsOnlyKeys("policy=good-practice/site=kr-edge/years.csv",
                "policy=static/site=kr-edge/years.csv");
        assertThat(folder.resolve("report.html")).content().contains("good-practice, kr-edge", "static, kr-edge")
                .doesNotContain("<script", "http");

        Path file = folder.resolve("policy=static").resolve("site=kr-edge").resolve("years.csv");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 9));
        JsonNode second = Sweep.of(folder, FOUR).result();
        assertThat(second.get("computed").asInt()).isEqualTo(1);
        assertThat(second.get("identicalToSingleJvm").asBoolean()).isTrue();
        assertThat(Sweep.rows(folder)).isEqualTo(rows);

        JsonNode third = Sweep.of(folder, FOUR).result();
        assertThat(third.get("computed").asInt()).isZero();
        assertThat(third.get("scenarios").asInt()).isEqualTo(4);
        assertThat(third.get("yearsPerCoreHour").asDouble()).isPositive();

        Files.writeString(file, text.replaceFirst("(\\n(?:[^,]*,){5})[0-9.]+", "$11.5"));
        Sweep changed = Sweep.of(folder, FOUR);
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).contains("\"identicalToSingleJvm\":false");
        assertThat(changed.err()).contains("the single JVM has other figures for static, kr-edge");
    }

    @Test
    void wrongOptionsAreNamedWithTheRemedy() throws IOException {
        assertRefused(List.of("--years", "0"), "--years (0)");
        assertRefused(List.of("--days", "0"), "--days (0)");
        assertRefused(List.of("--policies", "best"), "--policies (best)", "good-practice");
        assertRefused(List.of("--from", "July"), "--from (July)");
        assertRefused(List.of("--memory", "much"), "--memory (much)");
        assertRefused(List.of("--check", "0"), "--check (0)");
        assertRefused(List.of("--master", "spark://10.0.0.7:7077"), "--listen");
        assertRefused(List.of("--site", "kr-edge,kr-edge"), "twice");
        Sweep weather = Sweep.of(folder, "--weather", "atlantis");
        assertThat(weather.code()).isEqualTo(1);
        assertThat(weather.err()).contains("atlantis", "seoul").doesNotContain("\tat ");
        Path file = Files.writeString(folder.resolve("file"), "");
        Sweep unwritable = Sweep.of(file, "--site", "kr-edge", "--days", "1");
        assertThat(unwritable.code()).isEqualTo(1);
        assertThat(unwritable.err()).contains("--out").doesNotContain("\tat ");
    }

    @Test
    void anEngineThatCannotStartIsAFailureInWords() {
        Sweep sweep = Sweep.of(folder, "--years", "1", "--days", "1", "--site", "kr-edge", "--master", "local[none]");
        assertThat(sweep.code()).isEqualTo(1);
        assertThat(sweep.err()).doesNotContain("\tat ").contains("Spark ended with 1 after 0 of 1 facility-years");
        assertThat(Sweep.count(folder)).isZero();
    }

    @Test
    void sparksProcessListensOnLoopbackAndEndsWithWhoeverOrderedAndLeavesWholeRows() throws Exception {
        Path jars = Path.of("target", "spark", "jars", "*");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@jvm.options", "-cp", jars.toString(), "dev.ondol.spark.SweepProcess")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        SweepWorld world = new SweepWorld(Program.digest(), Map.of("kr-edge", SiteReader.text("kr-edge")
                .orElseThrow()), Map.of());
        List<FacilityYear> years = LongStream.rangeClosed(1, 500).mapToObj(seed -> new FacilityYear("kr-edge", "seoul",
                seed, Policy.GOOD_PRACTICE, "2026-01-01", 365)).toList();
        try (OutputStream orders = process.getOutputStream(); BufferedReader news = process.inputReader()) {
            orders.write(JsonMessages.write(new SweepOrder(new SweepPlan(world, Map.of(), years), folder.toString(),
                    "local[2]", "127.0.0.1", Map.of())));
            orders.write('\n');
            orders.flush();
            assertThat(news.readLine()).contains("\"done\":1");
            assertThat(ListeningAddresses.of(process.toHandle())).isNotEmpty().isSubsetOf(ListeningAddresses.LOOPBACK);
        }
        assertThat(process.waitFor()).isEqualTo(1);
        try (SweepFolder left = SweepFolder.open(folder)) {
            assertThat(left.rows()).isNotEmpty().hasSizeLessThan(500);
        }
    }

    private void assertRefused(List<String> options, String... words) {
        Sweep sweep = Sweep.of(folder, options.toArray(String[]::new));
        assertThat(sweep.code()).as(sweep.err()).isEqualTo(2);
        assertThat(sweep.err()).contains(words).doesNotContain("\tat ");
    }
}
