package dev.ondol.simulator.facility;

import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.ScheduledFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Brings scheduled faults into the facility when their time comes and mends them when it is over.
final class FaultSequence {
    private final Facility facility;
    private final List<ScheduledFault> waiting = new ArrayList<>();
    private final List<ScheduledFault> active = new ArrayList<>();

    FaultSequence(Facility facility) {
        this.facility = facility;
    }

    void add(List<ScheduledFault> faults) {
        waiting.addAll(faults);
        waiting.sort(Comparator.comparingLong(ScheduledFault::fromMillis).reversed()); // next one last
    }

    void advance(long time) {
        while (!waiting.isEmpty() && waiting.getLast().fromMillis() <= time) {
            ScheduledFault next = waiting.removeLast();
            active.add(next);
            facility.set(next.fault(), true);
        }
        for (int i = active.size() - 1; i >= 0; i--) {
            if (active.get(i).toMillis() <= time) {
                Fault mended = active.remove(i).fault();
                facility.set(mended, false);
            }
        }
    }

    List<Fault> active() {
        return active.stream().map(ScheduledFault::fault).toList();
    }
}
