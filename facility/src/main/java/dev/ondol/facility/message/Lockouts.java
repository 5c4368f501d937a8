package dev.ondol.facility.message;

import java.util.List;

/// The units that are out of service for maintenance, as control knows them; retained. Plans do without them.
///
/// @param entries at most one a unit
public record Lockouts(List<Entry> entries) {
    public static final Lockouts NONE = new Lockouts(List.of());

    public Lockouts {
        entries = List.copyOf(entries);
    }

    /// @param id        the intervention that asked for it
    /// @param unit      equipment, for example `crah-h1-03`
    /// @param principal who took it out
    /// @param reason    in the operator's words; may be empty
    /// @param since     wall time in milliseconds since 1970-01-01T00:00Z
    public record Entry(String id, String unit, String principal, String reason, long since) {}
}
