package dev.ondol.facility.operation;

/// States of an alarm that is on the list (ISA-18.2); a normal one is not.
public enum AlarmState {
    /// Active, and nobody has said that they know.
    UNACK_ACTIVE,
    /// Active and known.
    ACKED_ACTIVE,
    /// No longer active, and nobody has said that they know.
    UNACK_CLEARED,
    /// Taken off the list for a while, with a reason.
    SHELVED,
    /// By design: another alarm is its cause.
    SUPPRESSED,
    /// Its equipment is out of service.
    OUT_OF_SERVICE
}
