package dev.ondol.simulator.sweep;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.baseline.Digests;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.SimulationRun;
import dev.ondol.simulator.weather.UnusableWeather;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// All that facility-years name: descriptions of sites, weather files. It travels to whatever machine simulates them.
///
/// @param program digest of Ondol itself, see [Program]
/// @param sites   YAML by id
/// @param weather digests of the weather files by name; built-in cities are not in it
public record SweepWorld(String program, Map<String, String> sites, Map<String, String> weather)
        implements
            Serializable {
    private static final int STEP_SECONDS = 60;
    private static final int DIGITS = 16;

    public SweepWorld {
        sites = Map.copyOf(sites);
        weather = Map.copyOf(weather);
    }

    /// Tells results of other programs, descriptions and weather from those that count.
    public String digest(FacilityYear year) {
        String learned = year.policy().tuned() ? TunedSite.shipped(year.site()).map(TunedSite::toYaml).orElse("") : "";
        String all = String.join("\n", program, yaml(year), weather.getOrDefault(year.weather(), ""), learned);
        return Digests.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /// What is simulated.
    ///
    /// @param files where a weather file of that name lies
    /// @throws IllegalArgumentException if it cannot be: with the reason
    public Scenario scenario(FacilityYear year, Function<String, Path> files) {
        Site site = site(year);
        Weather air = air(year, site, files);
        Scenario scenario = new Scenario(site, year.policy(), air, new TypicalWorkload(site, year.seed()), LocalDate
                .parse(year.from()), year.days(), STEP_SECONDS, year.seed());
        return year.policy().tuned()
                ? scenario.tuned(TunedSite.shipped(site.id()).orElseThrow(() -> new IllegalArgumentException(
                        "Nothing was tuned for %s; the policy %s needs it.".formatted(site.id(), year.policy().id()))))
                : scenario;
    }

    /// Simulates a year in this thread.
    ///
    /// @param files where a weather file of that name lies
    /// @throws IllegalArgumentException if it cannot be simulated: with the reason
    public YearRow run(FacilityYear year, Function<String, Path> files) {
        return YearRow.of(year, digest(year), SimulationRun.run(scenario(year, files), Progress.NONE));
    }

    private Weather air(FacilityYear year, Site site, Function<String, Path> files) {
        try {
            return WeatherFiles.open(weather.containsKey(year.weather())
                    ? files.apply(year.weather()).toString()
                    : year.weather(), site.location(), year.seed());
        } catch (UnusableWeather e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Site site(FacilityYear year) {
        try {
            return SiteReader.read(year.site(), yaml(year));
        } catch (InvalidConfiguration e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private String yaml(FacilityYear year) {
        return Objects.requireNonNull(sites.get(year.site()), year.site());
    }
}
