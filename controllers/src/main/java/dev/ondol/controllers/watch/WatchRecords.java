package dev.ondol.controllers.watch;

import dev.ondol.facility.operation.AlarmView;
import java.util.Collection;
import java.util.List;

/// What the watch keeps of one site. Blocking; every method may throw [dev.ondol.historian.HistorianUnavailable].
interface WatchRecords {
    /// Alarms on the list.
    List<AlarmView> open();

    /// Alarms raised at that wall time, in milliseconds, or later.
    List<AlarmView> since(long wall);

    void save(Collection<AlarmView> alarms);

    /// Keeps a line of the shift log, once for each key.
    ///
    /// @return it as kept, as JSON
    String shiftLog(String key, Note note);

    /// @param wall  wall time in milliseconds
    /// @param plant plant time in milliseconds
    /// @param about id of an alarm; empty: of none
    record Note(long wall, long plant, String principal, String kind, String text, String about) {}
}
