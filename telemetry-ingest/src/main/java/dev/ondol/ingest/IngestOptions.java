package dev.ondol.ingest;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.ingest.sparkplug.SparkplugOptions;
import java.util.Optional;

/// What ingest listens to beside frames, and what it makes of foreign names.
///
/// @param plainValues whether it takes one value a message (`ondol/v1/{site}/value/{equipment}/{quantity}`)
/// @param sparkplug   the Sparkplug B groups of the site; empty where it has none
/// @param mapping     what others call points of the site: what it says is accepted
public record IngestOptions(boolean plainValues, Optional<SparkplugOptions> sparkplug, PointMapping mapping) {
    /// Frames and plain values.
    public static IngestOptions standard() {
        return new IngestOptions(true, Optional.empty(), PointMapping.NONE);
    }

    public IngestOptions withSparkplug(SparkplugOptions options) {
        return new IngestOptions(plainValues, Optional.of(options), mapping);
    }

    public IngestOptions withMapping(PointMapping newMapping) {
        return new IngestOptions(plainValues, sparkplug, newMapping);
    }
}
