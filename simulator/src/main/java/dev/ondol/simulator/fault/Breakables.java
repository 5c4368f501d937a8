package dev.ondol.simulator.fault;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Leaks;
import java.util.List;
import java.util.Optional;

/// What can break in a facility, by name.
final class Breakables {
    /// The banks whose valves can get stuck.
    private static final String VALVES = "crah-";
    private final Facility facility;

    Breakables(Facility facility) {
        this.facility = facility;
    }

    /// Banks whose valves can get stuck.
    List<String> valves() {
        return facility.upkeep().conditions().keySet().stream().filter(bank -> bank.startsWith(VALVES)).toList();
    }

    /// Loops that can leak.
    List<String> loops() {
        return Leaks.loops().stream()
                .filter(loop -> facility.points().contains(PointId.of(loop, Quantity.SUPPLY_WATER_TEMPERATURE)))
                .toList();
    }

    /// What is wrong with a fault for this facility; empty where it can happen.
    Optional<String> objection(Fault fault) {
        String name = fault.where();
        return switch (fault.kind().concerns()) {
            case SITE -> Optional.empty();
            case UNIT -> facility.upkeep().units().contains(name)
                    ? Optional.empty()
                    : Optional.of(
                            "There is no unit %s; there are %s.".formatted(name, shortened(likely(name))));
            case LOOP -> one("loop", name, loops());
            case BANK -> one("bank", name, fault.kind() == Fault.Kind.STUCK_VALVE
                    ? valves()
                    : List.copyOf(facility.upkeep().conditions().keySet()));
            case POINT -> point(name);
        };
    }

    private static Optional<String> one(String what, String name, List<String> known) {
        return known.contains(name)
                ? Optional.empty()
                : Optional.of("There is no %s %s; there are %s.".formatted(what, name, String.join(", ", known)));
    }

    private Optional<String> point(String name) {
        try {
            return facility.points().contains(PointId.of(name))
                    ? Optional.empty()
                    : Optional.of("There is no point %s.".formatted(name));
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Units of the kind that was meant, if there is such a kind; else all.
    private List<String> likely(String name) {
        List<String> units = facility.upkeep().units();
        String kind = name.substring(0, name.lastIndexOf('-') + 1);
        List<String> ofKind = units.stream().filter(unit -> !kind.isEmpty() && unit.startsWith(kind)).toList();
        return ofKind.isEmpty() ? units : ofKind;
    }

    private static String shortened(List<String> names) {
        return names.size() <= 12
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 12)) + " and %d more".formatted(names.size() - 12);
    }
}
