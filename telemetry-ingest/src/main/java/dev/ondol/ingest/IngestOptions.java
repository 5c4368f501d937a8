package dev.ondol.ingest;

import dev.ondol.ingest.sparkplug.SparkplugOptions;
import java.util.Optional;

/// What ingest listens to beside frames.
///
/// @param plainValues whether it takes one value a message (`ondol/v1/{site}/value/{equipment}/{quantity}`)
/// @param sparkplug   the Sparkplug B groups of the site; empty where it has none
public record IngestOptions(boolean plainValues, Optional<SparkplugOptions> sparkplug) {
    /// Frames and plain values.
    public static IngestOptions standard() {
        return new IngestOptions(true, Optional.empty());
    }

    public IngestOptions withSparkplug(SparkplugOptions options) {
        return new IngestOptions(plainValues, Optional.of(options));
    }
}
