package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.point.PointId;
import java.util.Map;

/// The unit of telemetry: what one source saw at one instant. De-duplicated by (source, boot, seq), never by sample.
///
/// @param boot    names one life of the source; a new value restarts the sequence at 1
/// @param seq     1, 2, 3, ... within a boot, without holes
/// @param time    plant time in milliseconds since 1970-01-01T00:00Z
/// @param values  readings in the unit of each point; finite numbers only, a missing value is absent
/// @param quality codes of readings that are not good, for example "stale"; empty when all are good
public record Frame(String boot, long seq, @JsonProperty("t") long time,
        @JsonProperty("v") @JsonSetter(contentNulls = Nulls.SKIP) Map<PointId, Double> values,
        @JsonProperty("q") @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.SKIP) Map<PointId, String> quality) {}
