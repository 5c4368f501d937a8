package dev.ondol.simulator.facility;

import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;

/// What a site may consist of to be simulated: halls with chilled-water air handlers on water-cooled chillers.
final class SimulatedEquipment {
    private SimulatedEquipment() {}

    /// @throws IllegalArgumentException with everything that is not simulated
    static void check(Site site) {
        List<String> missing = new ArrayList<>();
        for (Hall hall : site.halls()) {
            if (hall.crac().isPresent()) {
                missing.add("direct-expansion units (crac) of hall " + hall.id());
            }
            if (hall.rearDoors().isPresent()) {
                missing.add("rear-door exchangers of hall " + hall.id());
            }
            if (hall.cdu().isPresent() && hall.cdu().get().source() == CoolantUnits.Source.FACILITY_WATER
                    && site.cooling().dryCoolers().isEmpty()) {
                missing.add("coolant units without dry coolers in hall " + hall.id());
            }
        }
        if (site.cooling().chillers().isEmpty()) {
            missing.add("a site without chillers");
        } else if (site.cooling().chillers().get().type() != Chillers.Type.WATER_COOLED) {
            missing.add("air-cooled chillers");
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "The site %s (%s) cannot be simulated yet: %s. Maybe use kr-hn1.".formatted(site.id(), site.name(),
                            String.join(", ", missing)));
        }
    }
}
