package dev.ondol.controllers.alarm;

import dev.ondol.facility.operation.AlarmBoard.Counts;
import dev.ondol.facility.operation.AlarmState;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.Priority;
import java.util.Comparator;
import java.util.List;

/// In which order alarms are shown, and how many of each kind there are.
final class Display {
    /// What nobody has acknowledged first, the most urgent of it first, and the oldest of these.
    static final Comparator<AlarmView> ORDER = Comparator
            .comparing((AlarmView alarm) -> alarm.acknowledged() || shown(alarm) > 0)
            .thenComparingInt(Display::shown)
            .thenComparing(AlarmView::priority, Comparator.reverseOrder()).thenComparingLong(AlarmView::raisedWall)
            .thenComparing(AlarmView::id);

    private Display() {}

    static Counts counts(List<AlarmView> views) {
        List<AlarmView> own = views.stream().filter(alarm -> shown(alarm) == 0).toList();
        return new Counts((int) own.stream().filter(alarm -> !alarm.acknowledged()).count(),
                (int) own.stream().filter(AlarmView::active).count(), of(own, Priority.HIGH), of(own,
                        Priority.MEDIUM),
                of(own, Priority.LOW), in(views, AlarmState.SHELVED), in(views,
                        AlarmState.SUPPRESSED),
                in(views, AlarmState.OUT_OF_SERVICE));
    }

    private static int of(List<AlarmView> views, Priority priority) {
        return (int) views.stream().filter(alarm -> alarm.priority() == priority).count();
    }

    private static int in(List<AlarmView> views, AlarmState state) {
        return (int) views.stream().filter(alarm -> alarm.state() == state).count();
    }

    /// 0 for alarms that stand for themselves; the others are listed apart.
    private static int shown(AlarmView alarm) {
        return switch (alarm.state()) {
            case UNACK_ACTIVE, ACKED_ACTIVE, UNACK_CLEARED -> 0;
            case SHELVED -> 1;
            case SUPPRESSED -> 2;
            case OUT_OF_SERVICE -> 3;
        };
    }
}
