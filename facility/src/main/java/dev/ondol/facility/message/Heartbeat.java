package dev.ondol.facility.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sent by a role every wall second.
///
/// @param role   control, optimize or ingest
/// @param mode   of control: the autonomy mode in force; other roles say AUTO
/// @param epoch  of control: the epoch of its commands; 0 for other roles
/// @param wall   wall time in milliseconds since 1970-01-01T00:00Z
/// @param plant  newest plant time that the role has seen, in milliseconds; 0 before the first
/// @param leader of control: the name of the process that holds the site's lease; null for other roles
/// @param shards of ingest: by each shard that is a process of its own, whether that process stores its sources; null where there is none
public record Heartbeat(String role, Mode mode, long epoch, long wall, long plant,
        @JsonSetter(nulls = Nulls.SET) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leader,
        @JsonSetter(nulls = Nulls.SET) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Boolean> shards) {
    @JsonCreator
    public Heartbeat {
    }

    public Heartbeat(String role, Mode mode, long epoch, long wall, long plant, @Nullable String leader) {
        this(role, mode, epoch, wall, plant, leader, null);
    }

    public Heartbeat(String role, Mode mode, long epoch, long wall, long plant) {
        this(role, mode, epoch, wall, plant, null);
    }
}
