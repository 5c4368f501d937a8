package dev.ondol.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// How fast telemetry becomes rows, beside what the database can take. All of one run on one machine.
///
/// @param copySamplesPerSecond     rows a second of one binary COPY into the same table with its index: the limit
/// @param endToEndSamplesPerSecond samples a second from publisher over broker and ingest to committed rows, with `codec`
/// @param ratio                    endToEndSamplesPerSecond / copySamplesPerSecond
/// @param frames                   frames published
/// @param samplesPerFrame          readings in each
/// @param codec                    the way of the figures here: cbor
/// @param broker                   which broker carried them
/// @param database                 edition that stored them
/// @param lost                     samples that are not in the table
/// @param duplicated               rows that are in the table more than once
/// @param p50LagMs                 half of the frames were committed that soon after they were published, wall milliseconds
/// @param p99LagMs                 99 of 100 frames were
/// @param rows                     the same for each codec, and for Sparkplug B with as many metrics a message
public record IngestSpeeds(double copySamplesPerSecond, double endToEndSamplesPerSecond, double ratio, long frames,
        int samplesPerFrame, String codec, String broker, String database, long lost, long duplicated,
        @JsonProperty("p50LagMs") double p50LagMs, @JsonProperty("p99LagMs") double p99LagMs, List<Row> rows) {
    public IngestSpeeds {
        rows = List.copyOf(rows);
    }

    /// One way of sending readings.
    ///
    /// @param codec         json and cbor are frames; sparkplug is NDATA with aliases
    /// @param bytesPerFrame size of a message
    public record Row(String codec, double endToEndSamplesPerSecond, double ratio, int bytesPerFrame, long lost,
            long duplicated, @JsonProperty("p50LagMs") double p50LagMs, @JsonProperty("p99LagMs") double p99LagMs) {}
}
