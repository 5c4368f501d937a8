package dev.ondol.dashboards.live;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Mode;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What was done last, for the card of last actions: changes of mode, plans carried out, refusals of the plant. It holds
/// what this dashboard has seen since it started; the full record lies in the historian. Not thread-safe.
final class Logbook {
    private static final int KEPT = 12;

    private final ArrayDeque<Happening> newestFirst = new ArrayDeque<>();

    void mode(Mode before, Mode after, long plant, long wall) {
        add(new Happening(plant, wall, "mode-changed",
                Map.of("from", before.name(), "to", after.name())));
    }

    /// A cycle without commands is no news.
    void cycle(CycleApplied cycle, long wall) {
        if (cycle.sent() == 0 && cycle.rejected() == 0) {
            return;
        }
        add(new Happening(cycle.cycle(), wall, "plan-carried-out",
                Map.of("plan", cycle.planId(), "sent", Integer.toString(cycle.sent()), "rejected",
                        Integer.toString(cycle.rejected()))));
    }

    void acknowledged(Acknowledgement ack, long wall) {
        switch (ack.status()) {
            case APPLIED, DUPLICATE -> {
            }
            case EXPIRED, SUPERSEDED, REFUSED, LOCAL, OVERRIDDEN -> refused(ack, wall);
        }
    }

    List<Happening> newest() {
        return List.copyOf(newestFirst);
    }

    /// Refusals for the same reason at the same time are one entry with a count: a plant on local rules refuses them all.
    private void refused(Acknowledgement ack, long wall) {
        String status = ack.status().name();
        int count = 1;
        for (Iterator<Happening> all = newestFirst.iterator(); all.hasNext();) {
            Happening old = all.next();
            if (old.code().equals("command-not-applied") && status.equals(old.params().get("status"))
                    && ack.measuredAt() - old.plant() < 60_000) {
                count = Integer.parseInt(old.params().getOrDefault("count", "1")) + 1;
                all.remove();
                break;
            }
        }
        add(new Happening(ack.measuredAt(), wall, "command-not-applied", Map.of("status", status, "point",
                ack.point().toString(), "count", Integer.toString(count))));
    }

    private void add(Happening happening) {
        newestFirst.addFirst(happening);
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }
}
