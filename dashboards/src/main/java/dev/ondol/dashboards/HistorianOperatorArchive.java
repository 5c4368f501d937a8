package dev.ondol.dashboards;

import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.dashboards.http.OperatorArchive;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.audit.HashChain.Head;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.historian.Historian;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.alarm.AlarmStore;
import dev.ondol.historian.alarm.AlarmStore.Cursor;
import dev.ondol.historian.alarm.ShiftLog;
import dev.ondol.historian.audit.AuditLog;
import dev.ondol.historian.audit.AuditQuery;
import dev.ondol.historian.report.SavingRow;
import dev.ondol.historian.report.SavingStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What was done, out of the historian.
final class HistorianOperatorArchive implements OperatorArchive {
    private final AlarmStore alarms;
    private final AuditLog audit;
    private final ShiftLog shiftLog;
    private final SavingStore savings;

    HistorianOperatorArchive(Historian historian, String site) {
        this.alarms = historian.alarms(site);
        this.audit = historian.audit(site);
        this.shiftLog = historian.shiftLog(site);
        this.savings = historian.savings(site);
    }

    private static <T> T asked(Supplier<T> work) throws Unavailable {
        try {
            return work.get();
        } catch (HistorianUnavailable e) {
            throw new Unavailable("The historian does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public Page alarms(int limit, Optional<String> before, Map<String, String> filter) throws Unavailable {
        List<AlarmView> found = asked(() -> alarms.history(new AlarmStore.Query(limit, before.flatMap(Cursor::of), of(
                filter, "definition"), of(filter, "source"), of(filter, "priority"))));
        return new Page(found, found.size() < limit
                ? null
                : new Cursor(found.getLast().raisedWall(), found.getLast().id()).text());
    }

    private static Optional<String> of(Map<String, String> filter, String name) {
        return Optional.ofNullable(filter.get(name));
    }

    @Override
    public Map<String, ?> head() throws Unavailable {
        return told(asked(audit::head));
    }

    private static Map<String, ?> told(Head head) {
        return Map.of("seq", head.seq(), "hash", head.hash());
    }

    @Override
    public Page audit(int limit, Optional<Long> before, Map<String, String> filter) throws Unavailable {
        AuditQuery query = new AuditQuery(limit, before, of(filter, "kind"), of(filter, "principal"), of(filter,
                "subject"), of(filter, "from").map(Long::valueOf), of(filter, "to").map(Long::valueOf));
        List<AuditRow> found = asked(() -> audit.rows(query));
        return new Page(found.stream().map(row -> told(row, false)).toList(), found.size() < limit
                ? null
                : Long.toString(found.getLast().seq()));
    }

    @Override
    public Optional<Map<String, ?>> row(long seq) throws Unavailable {
        return asked(() -> audit.row(seq)).map(row -> told(row, true));
    }

    private static Map<String, ?> told(AuditRow row, boolean whole) {
        AuditEntry entry = row.entry();
        Map<String, Object> detail = new LinkedHashMap<>(entry.detail());
        if (!whole) {
            detail.remove("inputs");
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("seq", row.seq());
        told.put("wall", entry.wall());
        told.put("plant", entry.plant());
        told.put("kind", entry.kind());
        told.put("principal", entry.principal());
        told.put("action", entry.action());
        told.put("subject", entry.subject());
        told.put("outcome", entry.outcome());
        told.put("detail", detail);
        told.put("previous", row.previous());
        told.put("hash", row.hash());
        return told;
    }

    @Override
    public Map<String, ?> verify() throws Unavailable {
        AuditLog.Check check = asked(audit::verify);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("rows", check.rows());
        told.put("intact", check.intact());
        told.put("firstBroken", check.broken().map(broken -> broken.seq()).orElse(null));
        told.put("why", check.broken().map(broken -> broken.why()).orElse(null));
        told.put("head", told(check.head()));
        return told;
    }

    @Override
    public void export(long from, long to, Consumer<String> line) throws Unavailable {
        asked(() -> {
            audit.each(row -> {
                long wall = row.entry().wall();
                if (wall >= from && wall < to) {
                    line.accept("{\"seq\":%d,\"previous\":\"%s\",\"hash\":\"%s\",\"body\":%s}".formatted(row.seq(), row
                            .previous(), row.hash(), row.body()));
                }
            });
            return true;
        });
    }

    @Override
    public Page shiftLog(int limit, Optional<Long> before) throws Unavailable {
        List<ShiftLog.Entry> found = asked(() -> shiftLog.newest(limit, before));
        return new Page(found, found.size() < limit ? null : Long.toString(found.getLast().id()));
    }

    @Override
    public List<SavingRow> savings() throws Unavailable {
        return asked(savings::newest);
    }

    @Override
    public Optional<String> evidence(String meter) throws Unavailable {
        return asked(() -> savings.evidence(meter));
    }
}
