package dev.ondol.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.SimulationRun;
import dev.ondol.simulator.run.Summary;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class RunFolderTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    @TempDir
    Path folder = Path.of("target");

    private static Scenario scenario(int days) throws UnusableWeather {
        return new Scenario(SITE, Policy.GOOD_PRACTICE, WeatherFiles.open("haenam", SITE.location(), 1),
                new TypicalWorkload(SITE, 1), LocalDate.of(2026, 7, 1), days, 60, 1);
    }

    private List<String> readings() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("readings.csv.gz"))),
                StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    @Test
    void a_run_leaves_readings_summary_and_report() throws UnusableWeather, IOException {
        List<Integer> progress = new ArrayList<>();
        Summary summary = new RunFolder(folder, false).run(scenario(2), (done, total) -> progress.add(done));
        assertThat(progress).containsExactly(0, 1, 2);
        assertThat(Files.readAllBytes(folder.resolve("summary.json"))).isEqualTo(JsonMessages.write(summary));
        List<String> lines = readings();
        assertThat(lines.get(0)).isEqualTo(
                "# site=kr-hn1 policy=good-practice from=2026-07-01 days=2 step=60 seed=1 weather=haenam");
        assertThat(lines.get(1)).isEqualTo("time,point,value");
        List<String> rows = lines.subList(2, lines.size());
        assertThat(rows.getFirst()).startsWith("2026-06-30T15:05:00Z,");
        assertThat(rows.stream().filter(row -> row.contains(",weather-station/dry-bulb-temperature,")).count())
                .isEqualTo(2 * 288);
        assertThat(rows).anyMatch(row -> row.contains(",it-h1/active-power,"))
                .noneMatch(row -> row.contains(",node-") || row.contains(",rack-"));
    }

    @Test
    void whoever_looks_on_changes_nothing() throws UnusableWeather, IOException {
        Summary watched = new RunFolder(folder, false).run(scenario(1), Progress.NONE);
        assertThat(SimulationRun.run(scenario(1), Progress.NONE)).isEqualTo(watched);
    }

    @Test
    void all_points_are_recorded_each_minute_where_asked() throws UnusableWeather, IOException {
        Site small = SiteReader.builtIn("kr-edge").orElseThrow();
        new RunFolder(folder, true).run(new Scenario(small, Policy.GOOD_PRACTICE,
                WeatherFiles.open("seoul", small.location(), 1), new TypicalWorkload(small, 1),
                LocalDate.of(2026, 7, 1),
                1, 60, 1), Progress.NONE);
        String rack = small.halls().getFirst().racks().getFirst().rack(1);
        assertThat(readings().stream().filter(row -> row.contains("," + rack + "/inlet-air-temperature,")).count())
                .isEqualTo(24 * 60);
    }

    @Test
    void a_lost_network_leaves_a_hole_in_the_readings_and_a_line_in_the_report() throws UnusableWeather, IOException {
        Fault lost = new Fault(Fault.Kind.NETWORK_LOSS, Optional.empty(), Optional.empty(), "2026-07-01T06:00", 60,
                Optional.empty());
        new RunFolder(folder, false).run(scenario(1).faults(new FaultPlan(List.of(lost))), Progress.NONE);
        assertThat(readings().stream().filter(row -> row.contains(",weather-station/dry-bulb-temperature,")).count())
                .isEqualTo(288 - 12);
        assertThat(Files.readString(folder.resolve("report.html"))).contains("network loss");
    }

    @Test
    void the_report_is_one_page_without_scripts_or_anything_from_elsewhere_and_its_charts_are_well_formed()
            throws UnusableWeather, IOException, ParserConfigurationException, SAXException {
        new RunFolder(folder, false).run(scenario(3), Progress.NONE);
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("kr-hn1", "Published cases not met in full", "+11.7 % here", "Where the energy went",
                        "prefers-color-scheme: dark")
                .doesNotContain("<script").doesNotContain("http:").doesNotContain("https:").doesNotContain("NaN")
                .doesNotContain("Infinity").doesNotContain("url(");
        Matcher charts = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (charts.find()) {
            count++;
            assertThat(charts.group()).contains("role=\"img\"").contains("aria-label=\"");
            DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(charts.group())));
        }
        assertThat(count).isEqualTo(7);
    }
}
