package dev.ondol.dashboards.http;

import dev.ondol.historian.report.SpanFigures;

/// What a report is made of. Calls block: virtual threads only.
@FunctionalInterface
public interface ReportFigures {
    /// @param from        plant time in milliseconds
    /// @param to          exclusive
    /// @param recommended upper end of the recommended range of inlets, Celsius
    SpanFigures read(long from, long to, double recommended) throws Archive.Unavailable;
}
