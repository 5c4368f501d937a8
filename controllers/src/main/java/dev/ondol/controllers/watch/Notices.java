package dev.ondol.controllers.watch;

import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmView;
import java.util.List;

/// Who is told of alarms beside the dashboard. No method blocks.
public interface Notices {
    /// Nobody.
    Notices NONE = new Notices() {
        @Override
        public void sounded(AlarmView alarm) {}

        @Override
        public void look(AlarmBoard board) {}

        @Override
        public List<String> failing() {
            return List.of();
        }
    };

    /// An alarm calls for attention for the first time.
    void sounded(AlarmView alarm);

    /// What stands now, about every second.
    void look(AlarmBoard board);

    /// Those who cannot be reached, for which people are to be told.
    List<String> failing();
}
