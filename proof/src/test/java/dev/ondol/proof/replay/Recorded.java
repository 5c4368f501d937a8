package dev.ondol.proof.replay;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.report.RunFolder;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Recordings of a simulated kr-hn1 under good practice, as `ondol simulate --out` writes them.
public final class Recorded {
    public static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();

    private Recorded() {}

    public static Scenario scenario(LocalDate from, int days, long seed) throws UnusableWeather {
        Weather weather = WeatherFiles.open(SITE.location().climate(), SITE.location(), seed);
        return new Scenario(SITE, Policy.GOOD_PRACTICE, weather, new TypicalWorkload(SITE, seed), from, days, 60, seed);
    }

    /// Runs it and gives the readings, row by row, the header first.
    public static List<String> rows(Scenario scenario, Path folder) throws IOException {
        return rows(scenario, new Simulation(scenario), folder);
    }

    /// The same of another plant than the described one.
    public static List<String> rows(Scenario scenario, Simulation simulation, Path folder) throws IOException {
        new RunFolder(folder, false).run(scenario, simulation, Progress.NONE);
        return rows(folder.resolve("readings.csv.gz"));
    }

    public static List<String> rows(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /// The recording of those rows that are kept; remarks and header stay.
    public static Recording read(List<String> rows, Predicate<String> kept) throws IOException, UnusableRecording {
        Stream<String> lines = rows.stream()
                .filter(row -> row.startsWith("#") || row.startsWith("time") || kept.test(row));
        byte[] text = String.join("\n", lines.toList()).getBytes(StandardCharsets.UTF_8);
        return new RecordingReader(SITE, PointMapping.NONE,
                RecordingReader.Wanted.replayed(SITE, Long.MIN_VALUE, Long.MAX_VALUE), Long.MIN_VALUE,
                Long.MAX_VALUE).read(new ByteArrayInputStream(text), ignored -> {});
    }
}
