package dev.ondol.controllers.intervention;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The set-points that operators hold at the plant, as far as control was told: which of them are new, and which somebody let go of
/// while control did not hear who, because it was dead for instance. Owned by one thread.
public final class HeldByHand {
    private final Map<String, Overrides.Entry> held = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private boolean told;

    /// An operator asks the gateway for something; what follows from it is no riddle.
    public void asked(Intervention request) {
        asked.add(request.target());
    }

    /// The gateway did not do it.
    public void refused(Intervention request) {
        asked.remove(request.target());
    }

    /// What the gateway says of all that is held now.
    ///
    /// @param wall wall time in milliseconds
    /// @return what was let go of, nobody knows by whom
    public List<Overrides.Entry> told(Overrides now, long wall) {
        Map<String, Overrides.Entry> before = new LinkedHashMap<>(held);
        held.clear();
        now.entries().forEach(entry -> held.put(entry.id(), entry));
        told = true;
        return gone(before.values().stream().toList(), wall);
    }

    /// What was held when control wrote it down last, in an earlier life or by who led before.
    ///
    /// @return as [#told]; empty before the gateway has said what is held now
    public List<Overrides.Entry> remembered(List<Overrides.Entry> before, long wall) {
        if (told) {
            return gone(before, wall);
        }
        before.forEach(entry -> held.putIfAbsent(entry.id(), entry));
        return List.of();
    }

    /// What has ended by itself, or was replaced by another value, was not let go of.
    private List<Overrides.Entry> gone(List<Overrides.Entry> before, long wall) {
        Set<PointId> stillHeld = held.values().stream().map(Overrides.Entry::point).collect(Collectors.toSet());
        List<Overrides.Entry> gone = new ArrayList<>();
        for (Overrides.Entry entry : before) {
            Long until = entry.until();
            boolean over = until != null && until <= wall;
            if (!stillHeld.contains(entry.point()) && !asked.remove(entry.point().toString()) && !over) {
                gone.add(entry);
            }
        }
        return gone;
    }
}
