package dev.ondol.dashboards.http;

import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.historian.report.SavingRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the pages read of what was done: alarms of the past, the audit log, the shift log, and what was
/// measured to be saved. Calls block: virtual threads only.
public interface OperatorArchive {
    /// A page of things and where the next one begins; null where there is none. Things have their JSON form.
    record Page(List<?> things, @org.jspecify.annotations.Nullable String next) {}

    /// Alarms that were ever raised, the newest first.
    ///
    /// @param filter definition, source, priority, where given
    Page alarms(int limit, Optional<String> before, Map<String, String> filter) throws Unavailable;

    /// The newest row of the audit log: seq and hash.
    Map<String, ?> head() throws Unavailable;

    /// Rows of the audit log, the newest first, without the inputs of commands.
    ///
    /// @param filter kind, principal, subject, from, to, where given
    Page audit(int limit, Optional<Long> before, Map<String, String> filter) throws Unavailable;

    /// One row whole; empty where there is none.
    Optional<Map<String, ?>> row(long seq) throws Unavailable;

    /// Looks at every row.
    Map<String, ?> verify() throws Unavailable;

    /// Every row between two wall times, as a line of JSON each.
    void export(long from, long to, Consumer<String> line) throws Unavailable;

    /// Entries of the shift log, the newest first.
    Page shiftLog(int limit, Optional<Long> before) throws Unavailable;

    /// Measured savings of the site, the newest of each meter.
    List<SavingRow> savings() throws Unavailable;

    /// The newest measurement of a meter whole, as JSON; empty where there is none.
    Optional<String> evidence(String meter) throws Unavailable;
}
