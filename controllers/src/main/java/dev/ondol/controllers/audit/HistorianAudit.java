package dev.ondol.controllers.audit;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.historian.Historian;
import dev.ondol.historian.audit.AuditLog;
import dev.ondol.historian.plan.ModelStore;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// The audit log of one site in the historian. Owned by the thread that writes.
public final class HistorianAudit implements AuditRecords {
    private static final String NAMEPLATE = "nameplate";

    private final AuditLog log;
    private final ModelStore models;
    private long asked = Long.MIN_VALUE;
    private String answer = NAMEPLATE;

    public HistorianAudit(Historian historian, String site) {
        this.log = historian.audit(site);
        this.models = historian.models(site);
    }

    @Override
    public void append(List<AuditEntry> entries) {
        log.append(entries);
    }

    @Override
    public String model(long planned) {
        if (planned != asked) {
            OptionalLong fitted = models.newestTime(planned);
            answer = fitted.isPresent() ? "fit-" + Instant.ofEpochMilli(fitted.getAsLong()) : NAMEPLATE;
            asked = planned;
        }
        return answer;
    }
}
