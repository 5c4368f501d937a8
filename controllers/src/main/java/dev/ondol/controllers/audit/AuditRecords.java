package dev.ondol.controllers.audit;

import dev.ondol.facility.audit.AuditEntry;
import java.util.List;

/// Where the rows go. Blocking; may throw [dev.ondol.historian.HistorianUnavailable] while the database is away.
public interface AuditRecords {
    /// Adds entries in their order, all or none, leaving out those that are there already.
    void append(List<AuditEntry> entries);

    /// Name of the plant model that the optimizer had at that plant time, in milliseconds.
    String model(long planned);
}
