package dev.ondol.facility.site;

import java.util.List;
import java.util.Optional;

/// One data hall with its racks and the units that cool it.
///
/// @param id            for example `h3`
/// @param recirculation least share of rack inlet air that is hot-aisle air, 0 to 1 (containment: 0.03 to 0.10)
/// @param bypass        least share of supplied air that returns unused, 0 to 1
/// @param racks         groups of racks
/// @param crah          chilled-water air handlers
/// @param crac          direct-expansion units (conventional twins)
/// @param rearDoors     rear-door heat exchangers
/// @param cdu           coolant distribution units of the technology loop
/// @param humidity      how moist its air is kept; absent: the recommended envelope
/// @param airEconomizer outdoor-air dampers of the air handlers
public record Hall(String id, double recirculation, double bypass, List<RackGroup> racks,
        Optional<AirHandlers> crah, Optional<DirectExpansion> crac, Optional<RearDoors> rearDoors,
        Optional<CoolantUnits> cdu, Optional<Humidity> humidity, Optional<AirEconomizer> airEconomizer) {
    public Hall {
        Checks.name(id, "id");
        Checks.between(0, recirculation, 0.9, "recirculation");
        Checks.between(0, bypass, 0.9, "bypass");
        racks = List.copyOf(racks);
        if (racks.isEmpty()) {
            throw new IllegalArgumentException("Hall %s must have racks.".formatted(id));
        }
        if (crah.isEmpty() && crac.isEmpty()) {
            throw new IllegalArgumentException("Hall %s must have crah or crac units.".formatted(id));
        }
        if (airEconomizer.isPresent() && crah.isEmpty()) {
            throw new IllegalArgumentException("The airEconomizer of hall %s needs crah.".formatted(id));
        }
    }

    /// How moist its air is kept.
    public Humidity moisture() {
        return humidity.orElse(Humidity.RECOMMENDED);
    }

    /// Name of the hall as equipment: `hall-h3`.
    public String equipment() {
        return "hall-" + id;
    }
}
