package dev.ondol.controllers.alarm;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.operation.AlarmSheet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every alarm there can be. Immutable.
public final class Definitions {
    private final Map<String, Definition> byId = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if an id stands twice, a cause is unknown, or causes go in a circle
    public Definitions(List<Definition> all) {
        for (Definition definition : all) {
            if (byId.put(definition.id(), definition) != null) {
                throw new IllegalArgumentException("The alarm (%s) stands twice.".formatted(definition.id()));
            }
        }
        all.forEach(definition -> walk(definition.id(), definition.id(), new HashSet<>()));
    }

    private void walk(String start, String at, Set<String> seen) {
        for (String cause : of(at).causedBy()) {
            if (cause.equals(start)) {
                throw new IllegalArgumentException("The alarm (%s) must not be its own cause.".formatted(start));
            }
            if (seen.add(cause)) {
                walk(start, cause, seen);
            }
        }
    }

    /// Those that the product knows.
    public static Definitions shipped() {
        try {
            return new Definitions(List.of(JsonMessages.read(AlarmSheet.json(), Definition[].class)));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("The definitions of alarms cannot be read.", e);
        }
    }

    /// @throws IllegalArgumentException if there is none of that id
    public Definition of(String id) {
        Definition found = byId.get(id);
        if (found == null) {
            throw new IllegalArgumentException("There is no alarm (%s).".formatted(id));
        }
        return found;
    }

    public boolean knows(String id) {
        return byId.containsKey(id);
    }

    public Collection<Definition> all() {
        return List.copyOf(byId.values());
    }
}
