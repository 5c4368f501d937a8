package dev.ondol.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Where the clock stood when the gateway last ran. A second start on the same data folder goes on from here; the plant
/// itself is not kept, its temperatures settle anew within some plant minutes and jobs that ran are gone.
///
/// @param site  the site it belongs to
/// @param run   the life of the clock that wrote it
/// @param plant plant time in milliseconds of the newest instant that may have been published
public record ResumePoint(String site, String run, long plant) {
    /// The resume point that a folder keeps for a site, if any.
    public static Optional<ResumePoint> read(Path data, String site) {
        return file(data).read().filter(point -> point.site().equals(site));
    }

    void write(StateFile<ResumePoint> file) throws IOException {
        file.write(this);
    }

    static StateFile<ResumePoint> file(Path data) {
        return new StateFile<>(data.resolve("clock.json"), ResumePoint.class);
    }
}
