package dev.ondol.controllers.watch;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.historian.Historian;
import dev.ondol.historian.alarm.AlarmStore;
import dev.ondol.historian.alarm.ShiftLog;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/// The watch's records of one site in the historian.
final class HistorianWatchRecords implements WatchRecords {
    private final AlarmStore alarms;
    private final ShiftLog shiftLog;

    HistorianWatchRecords(Historian historian, String site) {
        this.alarms = historian.alarms(site);
        this.shiftLog = historian.shiftLog(site);
    }

    @Override
    public List<AlarmView> open() {
        return alarms.open();
    }

    @Override
    public List<AlarmView> since(long wall) {
        return alarms.since(wall);
    }

    @Override
    public void save(Collection<AlarmView> changed) {
        alarms.save(changed);
    }

    @Override
    public String shiftLog(String key, Note note) {
        ShiftLog.Entry entry = new ShiftLog.Entry(0, note.wall(), note.plant(), note.principal(), note.kind(), note
                .text(), note.about().isEmpty() ? null : note.about());
        return new String(JsonMessages.write(shiftLog.add(key, entry)), StandardCharsets.UTF_8);
    }
}
