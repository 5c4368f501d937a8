package dev.ondol.facility.message;

/// Who sets the set-points of the site.
public enum Mode {
    /// The optimizer plans and shows; nothing is sent to the plant.
    SHADOW,
    /// What would be written is recommended; an operator decides on each change.
    ADVISE,
    /// Verified plans are sent to the plant inside the operator's envelope.
    AUTO,
    /// Control cannot renew its lease: the set-points stay as they are, and no new ones are sent.
    HOLD,
    /// The plant's own local rules; the controller has relinquished every set-point.
    FALLBACK
}
