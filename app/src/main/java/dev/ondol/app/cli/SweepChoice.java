package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.baseline.Digests;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.sweep.FacilityYear;
import dev.ondol.simulator.sweep.FacilityYear.Case;
import dev.ondol.simulator.sweep.Program;
import dev.ondol.simulator.sweep.SweepPlan;
import dev.ondol.simulator.sweep.SweepWorld;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// Which facility-years a sweep makes.
final class SweepChoice {
    @Option(names = "--years", paramLabel = "N", defaultValue = "20", description = "Facility-years: each site, weather and policy with the first seed, then with the next one, until there are N (default: ${DEFAULT-VALUE}).")
    private int years = 20;

    @Option(names = "--days", paramLabel = "D", defaultValue = "365", description = "Each year is cut to so many days (default: ${DEFAULT-VALUE}).")
    private int days = 365;

    @Option(names = "--site", split = ",", paramLabel = "NAME|FILE", defaultValue = "kr-hn1", description = "Sites: kr-hn1, kr-edge, kr-campus or YAML files, with commas between (default: ${DEFAULT-VALUE}).")
    private List<String> sites = List.of("kr-hn1");

    @Option(names = "--weather", split = ",", paramLabel = "CITY|FILE", description = "Built-in cities (seoul, haenam, frankfurt, helsinki, singapore, san-francisco: another year with each seed), EPW or Open-Meteo JSON files (default: each site's climate).")
    private List<String> weather = List.of();

    @Option(names = "--policies", split = ",", paramLabel = "NAME", defaultValue = "good-practice", description = "Policies of ondol simulate: conventional, static, best-static, good-practice, good-practice-plus (default: ${DEFAULT-VALUE}).")
    private List<String> policies = List.of("good-practice");

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The first seed of jobs, units and built-in weather (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--from", paramLabel = "DATE", description = "First day, site-local: 2022-07-01 (default: first day of the weather).")
    private Optional<String> from = Optional.empty();

    /// The plan; nothing of it is refused later.
    SweepPlan plan() throws InvalidConfiguration, UnusableWeather {
        if (years < 1) {
            throw new WrongUsage("--years (%d) must be at least 1.".formatted(years));
        }
        Map<String, String> yaml = new LinkedHashMap<>();
        Map<String, String> digests = new HashMap<>();
        Map<String, String> files = new HashMap<>();
        Map<Case, String> firstDays = new LinkedHashMap<>();
        List<Policy> chosen = policies.stream().map(SweepChoice::policy).distinct().toList();
        for (String name : sites) {
            String text = SiteReader.text(name).orElseGet(() -> text(Path.of(name)));
            Site site = SiteReader.read(name, text);
            if (yaml.putIfAbsent(site.id(), text) != null) {
                throw new WrongUsage("--site names %s twice.".formatted(site.id()));
            }
            for (String source : weather.isEmpty() ? List.of(site.location().climate()) : weather) {
                Weather air = WeatherFiles.open(source, site.location(), seed);
                String key = WeatherFiles.builtIn().contains(source) ? source : file(source, files, digests);
                for (Policy policy : chosen) {
                    firstDays.put(new Case(policy, site.id(), key), firstDay(site, air));
                }
            }
        }
        SweepPlan plan = new SweepPlan(new SweepWorld(Program.digest(), yaml, digests), files, SweepPlan.years(
                List.copyOf(firstDays.keySet()), years, seed, (each, of) -> new FacilityYear(each.site(), each
                        .weather(), of, each.policy(), Objects.requireNonNull(firstDays.get(each)), days())));
        try {
            plan.check();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()), e);
        }
        return plan;
    }

    /// How the same years are asked for again.
    String words() {
        List<String> words = new ArrayList<>(List.of("--years", Integer.toString(years), "--days", Integer.toString(
                days), "--site", String.join(",", sites)));
        if (!weather.isEmpty()) {
            words.addAll(List.of("--weather", String.join(",", weather)));
        }
        words.addAll(List.of("--policies", String.join(",", policies), "--seed", Long.toString(seed)));
        from.ifPresent(day -> words.addAll(List.of("--from", day)));
        return String.join(" ", words);
    }

    private int days() {
        if (days < 1) {
            throw new WrongUsage("--days (%d) must be at least 1.".formatted(days));
        }
        return days;
    }

    private String firstDay(Site site, Weather air) {
        try {
            return from.map(LocalDate::parse).orElseGet(() -> Scenario.firstWholeDay(site.location().zone(), air))
                    .toString();
        } catch (DateTimeParseException e) {
            throw new WrongUsage("--from (%s) must look like 2022-07-01.".formatted(from.orElse("")), e);
        }
    }

    private static Policy policy(String name) {
        return Policy.find(name).orElseThrow(() -> new WrongUsage("--policies (%s) must be of %s.".formatted(name,
                Arrays.stream(Policy.values()).map(Policy::id).collect(Collectors.joining(", ")))));
    }

    /// Executors know a weather file by its name alone.
    private static String file(String source, Map<String, String> files, Map<String, String> digests) {
        Path path = Path.of(source).toAbsolutePath().normalize();
        String name = String.valueOf(path.getFileName());
        String before = files.put(name, path.toString());
        if (before != null && !before.equals(path.toString())) {
            throw new WrongUsage("--weather names two files %s; give them names of their own.".formatted(name));
        }
        try {
            digests.put(name, Digests.of(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new UserError("The weather file %s cannot be read: %s.".formatted(path, e.getMessage()), e);
        }
        return name;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("There is no site %s: it is neither one of %s nor a file that can be read.".formatted(
                    file, SiteReader.builtIn()), e);
        }
    }
}
