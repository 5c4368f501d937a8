package dev.ondol.controllers.alarm;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which alarm follows from which: one upstream cause sounds, what follows from it does not (ISA-18.2, suppression).
final class Causes {
    private Causes() {}

    /// A cause does not hide what is more urgent than itself.
    static boolean isCause(Definition cause, String causeScope, Definition consequence, String scope) {
        return consequence.causedBy().contains(cause.id()) && cause.priority().compareTo(consequence.priority()) >= 0
                && (causeScope.equals(Sign.SITE) || causeScope.equals(scope) || scope.equals(Sign.SITE));
    }

    /// Its cause is seen but not yet an alarm: whichever is first would be taken for the root.
    static boolean isOnItsWay(Condition consequence, Sign sign, Collection<Condition> all) {
        for (Condition other : all) {
            Sign cause = other.newest();
            if (cause != null && other.present() && !other.active() && isCause(other.definition(), cause.scope(),
                    consequence.definition(), sign.scope())) {
                return true;
            }
        }
        return false;
    }

    /// The cause that has no cause itself.
    static Optional<Alarm> root(Alarm alarm, Collection<Alarm> all) {
        Optional<Alarm> cause = all.stream().filter(other -> other != alarm && other.active && !other.outOfService
                && isCause(other.definition, other.scope, alarm.definition, alarm.scope))
                .min(Comparator.comparingLong((Alarm other) -> other.raisedWall).thenComparing(other -> other.id));
        return cause.map(found -> root(found, all).orElse(found));
    }
}
