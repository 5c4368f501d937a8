package dev.ondol.proof.measure;

import dev.ondol.facility.point.PointCatalog;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where the boundary of a measurement lies.
public enum Meter {
    /// The whole facility: option C. What is asked of it is work: a plan saves IT energy too.
    FACILITY(PointCatalog.FACILITY_METER, "C"),
    /// The cooling alone, all its energy measured: option B. What is asked of it is the heat of the IT load.
    COOLING(PointCatalog.COOLING_METER, "B");

    private final String equipment;
    private final String option;

    Meter(String equipment, String option) {
        this.equipment = equipment;
        this.option = option;
    }

    /// Name on the command line: `facility`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The option of the protocol.
    public String option() {
        return option;
    }

    String equipment() {
        return equipment;
    }

    /// The meter of that name.
    public static Optional<Meter> find(String id) {
        return Arrays.stream(values()).filter(meter -> meter.id().equals(id)).findFirst();
    }
}
