package dev.ondol.app.plant;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.modbus.map.MappedSite;
import dev.ondol.modbus.map.RegisterMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that says what the registers of a plant behind Modbus TCP mean.
public final class RegisterMapFile {
    private RegisterMapFile() {}

    /// @throws InvalidConfiguration with every problem of the file
    /// @throws UserError            where it cannot be read
    public static MappedSite read(Path file, Site site) throws InvalidConfiguration {
        return MappedSite.of(file.toString(), RegisterMap.read(file.toString(), text(file)), PointCatalog.of(site));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(
                    "The register map %s cannot be read: %s. integrations/modbus/modbus.example.yaml is one to start from."
                            .formatted(file, e),
                    e);
        }
    }
}
