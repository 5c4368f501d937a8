package dev.ondol.app.plant;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.sparkplug.map.MappedEdge;
import dev.ondol.sparkplug.map.MetricMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that says what the metrics of a plant behind Sparkplug edge nodes mean.
public final class MetricMapFile {
    private MetricMapFile() {}

    /// @throws InvalidConfiguration with every problem of the file
    /// @throws UserError            where it cannot be read
    public static MappedEdge read(Path file, Site site) throws InvalidConfiguration {
        return MappedEdge.of(file.toString(), MetricMap.read(file.toString(), text(file)), PointCatalog.of(site));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(
                    "The metric map %s cannot be read: %s. integrations/sparkplug/sparkplug.example.yaml is one to start from."
                            .formatted(file, e),
                    e);
        }
    }
}
