package dev.ondol.app.sweep;

import dev.ondol.simulator.sweep.SweepFolder;
import dev.ondol.simulator.sweep.SweepNews;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;

/// How fast the sweeps of a folder went: `throughput.csv`, a line each time that Spark made years to its end.
public final class Throughput {
    private static final String FILE = "throughput.csv";
    private static final String HEADER = "program,years,coreHours\n";

    private Throughput() {}

    /// Adds a line.
    ///
    /// @param program digest of Ondol
    public static void keep(SweepFolder folder, String program, SweepNews last) throws IOException {
        if (last.years() > 0) {
            folder.write(FILE, folder.read(FILE).orElse(HEADER) + String.format(Locale.ROOT, "%s,%s,%s%n", program, last
                    .years(), last.coreHours()));
        }
    }

    /// Facility-years a core-hour, over all lines of this program; empty where there is none.
    ///
    /// @param program digest of Ondol
    public static OptionalDouble yearsPerCoreHour(SweepFolder folder, String program) throws IOException {
        double years = 0;
        double coreHours = 0;
        for (String line : folder.read(FILE).orElse(HEADER).lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            if (cells.length == 3 && cells[0].equals(program)) {
                years += Double.parseDouble(cells[1]);
                coreHours += Double.parseDouble(cells[2]);
            }
        }
        return coreHours > 0 ? OptionalDouble.of(years / coreHours) : OptionalDouble.empty();
    }
}
