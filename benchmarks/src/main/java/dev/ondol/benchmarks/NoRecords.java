package dev.ondol.benchmarks;

import dev.ondol.dashboards.http.OperatorArchive;
import dev.ondol.historian.report.SavingRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// An archive in which nothing was ever done: it is not asked while tabs are measured.
final class NoRecords implements OperatorArchive {
    private static final Page EMPTY = new Page(List.of(), null);

    @Override
    public Page alarms(int limit, Optional<String> before, Map<String, String> filter) {
        return EMPTY;
    }

    @Override
    public Map<String, ?> head() {
        return Map.of("seq", 0, "hash", "0".repeat(64));
    }

    @Override
    public Page audit(int limit, Optional<Long> before, Map<String, String> filter) {
        return EMPTY;
    }

    @Override
    public Optional<Map<String, ?>> row(long seq) {
        return Optional.empty();
    }

    @Override
    public Map<String, ?> verify() {
        return Map.of("rows", 0, "intact", true);
    }

    @Override
    public void export(long from, long to, Consumer<String> line) {}

    @Override
    public Page shiftLog(int limit, Optional<Long> before) {
        return EMPTY;
    }

    @Override
    public List<SavingRow> savings() {
        return List.of();
    }

    @Override
    public Optional<String> evidence(String meter) {
        return Optional.empty();
    }
}
