package dev.ondol.simulator.sweep;

import dev.ondol.facility.site.Site;
import dev.ondol.simulator.baseline.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The code that simulates, as it lies in this process: other code makes other figures.
public final class Program {
    private static final List<Class<?>> PARTS = List.of(Site.class, Program.class);

    private Program() {}

    /// Digest of the vocabulary and the simulator.
    public static String digest() {
        StringBuilder all = new StringBuilder();
        for (Class<?> part : PARTS) {
            try {
                all.append(digest(Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException("Code lies at no place that has a name.", e);
            }
        }
        return Digests.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return Digests.of(Files.readAllBytes(place));
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(place.relativize(file)).append(Digests.of(Files.readAllBytes(file)));
            }
        }
        return all.toString();
    }
}
