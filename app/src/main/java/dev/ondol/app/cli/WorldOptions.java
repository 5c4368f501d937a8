package dev.ondol.app.cli;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.JobTrace;
import dev.ondol.simulator.workload.TraceFiles;
import dev.ondol.simulator.workload.UnusableTrace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What surrounds a simulated plant: weather, jobs, the hour at which it starts, the seed.
final class WorldOptions {
    @Option(names = "--weather", paramLabel = "CITY|FILE", description = "Built-in typical year (seoul, haenam, frankfurt, helsinki, singapore, san-francisco), an EPW file or an Open-Meteo JSON file (default: the site's climate).")
    private Optional<String> weather = Optional.empty();

    @Option(names = "--workload", paramLabel = "builtin|FILE", defaultValue = "builtin", description = "Jobs: the built-in generator or an openb pod list (CSV).")
    private String workload = "builtin";

    @Option(names = "--from", paramLabel = "DATE", description = "First hour, site-local: 2022-07-01 or 2022-07-01T06:00 (default: first hour of the weather).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    Weather weather(Site site) throws UnusableWeather {
        return WeatherFiles.open(weather.orElse(site.location().climate()), site.location(), seed);
    }

    JobTrace workload(Site site, long start) throws UnusableTrace {
        return TraceFiles.open(workload, site, start, seed);
    }

    /// Plant time at which the run begins, in milliseconds.
    long start(Site site, Weather air) {
        if (from.isEmpty()) {
            return air.firstMillis();
        }
        String text = from.get();
        try {
            LocalDateTime local = text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
            return local.atZone(site.location().zone()).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new WrongUsage("--from (%s) must look like 2022-07-01 or 2022-07-01T06:00.".formatted(text), e);
        }
    }

    /// The day on which a run of whole days begins, site-local.
    LocalDate startDay(Site site, Weather air) {
        return from.isEmpty()
                ? Scenario.firstDay(site, air)
                : Instant.ofEpochMilli(start(site, air)).atZone(site.location().zone()).toLocalDate();
    }

    boolean startsWhereAsked() {
        return from.isPresent();
    }

    long seed() {
        return seed;
    }
}
