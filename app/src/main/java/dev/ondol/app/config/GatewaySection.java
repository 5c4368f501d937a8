package dev.ondol.app.config;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/// Of the role gateway: which plant is behind it. One of `modbus`, `sparkplug` and `simulated` must be there.
///
/// @param folder    frames that are not stored yet and the memory of commands, looked for beside ondol.yaml; absent: `gateway`
/// @param modbus    a file that says what the registers mean, looked for beside ondol.yaml: a real plant
/// @param sparkplug a file that says what the metrics of edge nodes mean, looked for beside ondol.yaml: a real plant
/// @param simulated a simulated plant
public record GatewaySection(Optional<String> folder, Optional<String> modbus, Optional<String> sparkplug,
        Optional<Simulated> simulated) {
    public GatewaySection {
        if (Stream.of(modbus, sparkplug, simulated).filter(Optional::isPresent).count() != 1) {
            throw new IllegalArgumentException(
                    "The gateway must have one of modbus (a register map), sparkplug (a metric map) and simulated, and only one.");
        }
    }

    /// @param speed        plant seconds a second; absent: 1
    /// @param seed         of everything random; absent: 1
    /// @param weather      a city or a file; absent: the climate of the site
    /// @param workload     `builtin` or a file; absent: builtin
    /// @param placementApi where its scheduler asks for places; absent: http://127.0.0.1:8081
    public record Simulated(Optional<Double> speed, Optional<Long> seed, Optional<String> weather,
            Optional<String> workload, Optional<String> placementApi) {
        private static final double FASTEST = 3600;

        public Simulated {
            if (speed.isPresent() && !(speed.get() > 0 && speed.get() <= FASTEST)) {
                throw new IllegalArgumentException("The speed (%s) must be above 0 and at most 3600.".formatted(speed
                        .get()));
            }
            placementApi.ifPresent(URI::create);
        }
    }
}
