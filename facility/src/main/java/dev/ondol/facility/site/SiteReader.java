package dev.ondol.facility.site;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.config.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The sites that Ondol ships, and any other site from its YAML text.
public final class SiteReader {
    private static final List<String> BUILT_IN = List.of("kr-hn1", "kr-edge", "kr-campus");
    private static final String TWIN = "-conventional";

    private SiteReader() {}

    /// Names of the sites on the class path.
    public static List<String> builtIn() {
        return BUILT_IN;
    }

    /// A shipped site, or empty where none has that name.
    public static Optional<Site> builtIn(String id) {
        return BUILT_IN.contains(id) ? Optional.of(resource(id)) : Optional.empty();
    }

    /// The conventional twin of a shipped site: the same IT on a plant of yesterday.
    public static Optional<Site> conventionalTwin(String id) {
        return BUILT_IN.contains(id) ? Optional.of(resource(id + TWIN)) : Optional.empty();
    }

    /// A site from its YAML text.
    ///
    /// @param name what is read, for messages
    /// @throws InvalidConfiguration with every problem of the text and its line
    public static Site read(String name, String yaml) throws InvalidConfiguration {
        return RecordReader.read(name, yaml, Site.class);
    }

    /// A site with changes laid over it: a unit more, another limit; `null` takes a part away, items of lists are found by their
    /// `id` or `prefix`.
    ///
    /// @param name    of both, for messages
    /// @param yaml    of the site
    /// @param changes YAML of the keys that are other
    /// @throws InvalidConfiguration if the result is no site
    public static Site amended(String name, String yaml, String changes) throws InvalidConfiguration {
        return RecordReader.amended(name, yaml, changes, Site.class);
    }

    /// The YAML of a shipped site, or empty where none has that name.
    public static Optional<String> text(String id) {
        return BUILT_IN.contains(id) ? Optional.of(yaml(id + ".yaml")) : Optional.empty();
    }

    private static Site resource(String name) {
        String file = name + ".yaml";
        try {
            return read(file, yaml(file));
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("A shipped site is broken.", e);
        }
    }

    private static String yaml(String file) {
        try (InputStream in = SiteReader.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The site (%s) is missing from the class path.".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
