package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.audit.AuditRecords;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.audit.HashChain;
import dev.ondol.facility.audit.HashChain.Head;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An audit log in memory that does as the database's does: a key once, each row chained to the one before. Thread-safe.
final class ChainedLog implements AuditRecords {
    private final String site;
    private final boolean keysCount;
    private final List<AuditRow> rows = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private Head head = Head.NONE;

    /// @param keysCount false: a log that was broken on purpose, and takes the same entry twice
    ChainedLog(String site, boolean keysCount) {
        this.site = site;
        this.keysCount = keysCount;
    }

    @Override
    public synchronized void append(List<AuditEntry> entries) {
        for (AuditEntry entry : entries) {
            if (keys.add(entry.key()) || !keysCount) {
                String body = entry.canonical(site, head.seq() + 1);
                AuditRow row = new AuditRow(head.seq() + 1, head.hash(), HashChain.hash(head.hash(), body), body);
                rows.add(row);
                head = new Head(row.seq(), row.hash());
            }
        }
    }

    @Override
    public String model(long planned) {
        return "";
    }

    synchronized List<AuditRow> rows() {
        return List.copyOf(rows);
    }
}
