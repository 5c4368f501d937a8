package dev.ondol.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// What telemetry takes of each part of a cell, for ingest as one process and as several. All of one run on one machine.
///
/// @param samplesPerFrame readings in each frame
/// @param bytesPerFrame   size of a frame in CBOR
/// @param diskBytesPerSample of a stored reading, its index included, uncompressed
/// @param processors      that all parts shared
/// @param broker          which broker carried the frames
/// @param database        edition that stored them
/// @param rows            one for each arrangement
public record ShardSpeeds(int samplesPerFrame, int bytesPerFrame, double diskBytesPerSample, int processors,
        String broker, String database, List<Row> rows) {
    public ShardSpeeds {
        rows = List.copyOf(rows);
    }

    /// One arrangement of ingest.
    ///
    /// @param arrangement what runs
    /// @param processes   of ingest
    /// @param writers     connections that write
    /// @param samplesPerSecond from publishers over broker and ingest to committed rows
    /// @param ingestCpu   processor seconds of all processes of ingest, a million samples
    /// @param busiestCpu  of the process of ingest that took most
    /// @param brokerCpu   of the broker
    /// @param databaseCpu of the database with its workers
    /// @param lost        samples that are not in the table
    /// @param duplicated  rows that are in the table more than once
    public record Row(String arrangement, int processes, int writers, double samplesPerSecond,
            @JsonProperty("ingestCpuSecondsPerMillion") double ingestCpu,
            @JsonProperty("busiestCpuSecondsPerMillion") double busiestCpu,
            @JsonProperty("brokerCpuSecondsPerMillion") double brokerCpu,
            @JsonProperty("databaseCpuSecondsPerMillion") double databaseCpu, long lost, long duplicated) {}
}
