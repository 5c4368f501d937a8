package dev.ondol.controllers.watch;

import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmView;

/// Who is told of alarms beside the dashboard. Neither method blocks.
public interface Notices {
    /// Nobody.
    Notices NONE = new Notices() {
        @Override
        public void sounded(AlarmView alarm) {}

        @Override
        public void look(AlarmBoard board) {}
    };

    /// An alarm calls for attention for the first time.
    void sounded(AlarmView alarm);

    /// What stands now, about every second.
    void look(AlarmBoard board);
}
