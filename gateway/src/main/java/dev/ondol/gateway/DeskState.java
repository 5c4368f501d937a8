package dev.ondol.gateway;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ondol.facility.message.Overrides;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [CommandDesk] must remember across a restart, so that no command is applied twice and no operator is overruled.
///
/// @param epoch     highest epoch seen; 0 before the first
/// @param seq       highest sequence number handled in it; everything up to it counts as handled
/// @param exited    true if an operator has left AUTO and not come back
/// @param overrides set-points that an operator holds; absent in the memory of older gateways
public record DeskState(long epoch, long seq, boolean exited,
        @JsonSetter(nulls = Nulls.SET) List<Overrides.Entry> overrides) {
    /// Of a gateway that starts for the first time.
    public static final DeskState NEW = new DeskState(0, 0, false, List.of());

    public DeskState(long epoch, long seq, boolean exited, @Nullable List<Overrides.Entry> overrides) {
        this.epoch = epoch;
        this.seq = seq;
        this.exited = exited;
        this.overrides = overrides == null ? List.of() : List.copyOf(overrides);
    }
}
