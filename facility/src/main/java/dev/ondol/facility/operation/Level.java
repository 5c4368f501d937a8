package dev.ondol.facility.operation;

/// How much control may do in a zone; a zone does at most what the mode of the site allows.
public enum Level {
    /// Compute and show.
    SHADOW,
    /// Recommend; an operator decides on each change.
    ADVISE,
    /// Write inside the limits.
    AUTO
}
