package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.run.Progress;
import dev.ondol.simulator.tune.QuickTuning;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Which fixed set-points best-static follows in a proof: those of a file that is named; else those that Ondol ships where they are
/// the site's and were found in the climate of the test; else some that are searched quickly on generated years of the built-in climate
/// that comes closest, and kept in the proof's folder.
final class TunedChoice {
    /// Other years than the one that stands for a city by itself.
    private static final List<Long> YEARS = List.of(101L, 102L);

    private final Site site;
    private final Path folder;
    private final int threads;
    private final PrintWriter err;

    /// @param folder  of the proof
    /// @param threads simulations at the same time
    TunedChoice(Site site, Path folder, int threads, PrintWriter err) {
        this.site = site;
        this.folder = folder;
        this.threads = threads;
        this.err = err;
    }

    /// The set-points of a file.
    TunedSite named(Path file) throws InvalidConfiguration {
        return told(read(file));
    }

    /// The set-points for a test on this weather.
    TunedSite of(Weather test) throws InvalidConfiguration, InterruptedException {
        String city = WeatherFiles.closestCity(test, site.location());
        Optional<TunedSite> shipped = TunedSite.shipped(site.id())
                .filter(of -> of.weather().stream().allMatch(year -> year
                        .name().toLowerCase(java.util.Locale.ROOT).contains(city)));
        if (shipped.isPresent()) {
            return told(shipped.get());
        }
        Path kept = folder.resolve("tuned-%s.yaml".formatted(city));
        if (Files.isRegularFile(kept)) {
            TunedSite before = read(kept);
            if (before.madeFor(site)) {
                return before;
            }
        }
        TunedSite found = search(city);
        write(kept, found);
        return found;
    }

    private TunedSite search(String city) throws InterruptedException {
        err.println(
                "ondol: nothing was tuned for %s in the climate of %s; searching quickly on %d generated years. Better set-points: ./ondol tune --site %s --weather FILE.. and --tuned."
                        .formatted(site.id(), city, YEARS.size(), site.id()));
        err.flush();
        List<Weather> years = YEARS.stream().map(seed -> WeatherFiles.generated(city, site.location(), seed)).toList();
        String command = "the quick search of ./ondol validate --site %s on the climate of %s".formatted(site.id(),
                city);
        try {
            return new QuickTuning(site, years, 1, threads).search(years.stream().map(year -> "").toList(), command,
                    Progress.NONE);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private TunedSite told(TunedSite of) {
        if (!of.madeFor(site)) {
            err.println(
                    "ondol: %s is described differently now than when the set-points of best-static were tuned; ./ondol tune makes them again."
                            .formatted(site.id()));
            err.flush();
        }
        return of;
    }

    private static TunedSite read(Path file) throws InvalidConfiguration {
        try {
            return TunedSite.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UserError("The tuned set-points %s cannot be read: %s.".formatted(file, e), e);
        }
    }

    private static void write(Path file, TunedSite found) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            Path part = Files.createTempFile(parent, "tuned", ".part");
            Files.writeString(part, found.toYaml());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written: %s. Name a writable folder with --out.".formatted(file,
                    e.getMessage()), e);
        }
    }
}
