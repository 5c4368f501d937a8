package dev.ondol.historian.reading;

/// How readings are loaded.
public enum Loader {
    /// Binary COPY: what every real server does fastest.
    COPY,
    /// INSERT from arrays: for servers that cannot COPY.
    INSERT
}
