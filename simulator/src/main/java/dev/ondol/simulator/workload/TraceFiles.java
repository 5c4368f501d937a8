package dev.ondol.simulator.workload;

import dev.ondol.facility.site.Site;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Opens the workload that a person names: the built-in one or a file.
public final class TraceFiles {
    /// Name of the built-in workload.
    public static final String BUILT_IN = "builtin";

    private TraceFiles() {}

    /// Opens `builtin` or a pod list of the openb traces (CSV); see [OpenbTrace] for how pods become jobs.
    ///
    /// @param nameOrPath  `builtin` or a file
    /// @param startMillis plant time at which a recorded trace begins
    /// @param seed        of the built-in workload
    /// @throws UnusableTrace with the file, the line and the remedy
    public static JobTrace open(String nameOrPath, Site site, long startMillis, long seed) throws UnusableTrace {
        if (nameOrPath.equals(BUILT_IN)) {
            return new TypicalWorkload(site, seed);
        }
        try {
            Path file = Path.of(nameOrPath);
            if (Files.isRegularFile(file)) {
                return OpenbTrace.read(file, site, startMillis);
            }
        } catch (InvalidPathException e) {
            throw new UnusableTrace(nameOrPath, "", "this is no file name.", e);
        }
        throw new UnusableTrace(nameOrPath, "",
                "there is no such file; name a pod list of the openb traces or %s.".formatted(BUILT_IN));
    }
}
