package dev.ondol.app.cli;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--site`: a shipped site by name, or a YAML file.
final class SiteOption {
    @Option(names = "--site", paramLabel = "NAME|FILE", defaultValue = "kr-hn1", description = "Site: kr-hn1, kr-edge, kr-campus or a YAML file (default: ${DEFAULT-VALUE}).")
    String site = "kr-hn1";

    /// The site as built.
    Site read() throws InvalidConfiguration {
        Optional<Site> builtIn = SiteReader.builtIn(site);
        return builtIn.isPresent() ? builtIn.get() : SiteReader.read(site, text());
    }

    /// The YAML that it is read from.
    String text() {
        return SiteReader.text(site).orElseGet(() -> text(Path.of(site)));
    }

    /// The site with changes of its plant laid over it.
    ///
    /// @param changes file of the keys that are other
    Site read(Path changes) throws InvalidConfiguration {
        return SiteReader.amended("%s with %s".formatted(site, changes), text(), changes(changes));
    }

    private static String changes(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The changes of the plant (%s) cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no site %s: it is neither one of %s nor a file.".formatted(file,
                    SiteReader.builtIn()), e);
        } catch (IOException e) {
            throw new UserError("The site file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
