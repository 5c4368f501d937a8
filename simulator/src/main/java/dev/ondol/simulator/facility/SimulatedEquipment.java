package dev.ondol.simulator.facility;

import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;

/// What a site may consist of to be simulated: which parts need which others.
final class SimulatedEquipment {
    private SimulatedEquipment() {}

    /// @throws IllegalArgumentException with everything that is not simulated
    static void check(Site site) {
        List<String> missing = new ArrayList<>();
        for (Hall hall : site.halls()) {
            if (hall.rearDoors().isPresent() && hall.crah().isEmpty()) {
                missing.add("rear doors without chilled-water air handlers in hall " + hall.id());
            }
            if (hall.crah().isPresent() && hall.crac().isPresent()) {
                missing.add("air handlers and direct-expansion units together in hall " + hall.id());
            }
            if (hall.crah().isPresent() && site.cooling().chillers().isEmpty()) {
                missing.add("air handlers without chillers in hall " + hall.id());
            }
            if (hall.cdu().isPresent() && hall.cdu().get().source() == CoolantUnits.Source.FACILITY_WATER
                    && site.cooling().dryCoolers().isEmpty()) {
                missing.add("coolant units without dry coolers in hall " + hall.id());
            }
            if (hall.cdu().isPresent() && hall.cdu().get().source() == CoolantUnits.Source.CHILLED_WATER
                    && site.cooling().chillers().isEmpty()) {
                missing.add("coolant units without chillers in hall " + hall.id());
            }
        }
        if (site.cooling().chillers().isEmpty() && site.cooling().tieExchangerW().isPresent()) {
            missing.add("a tie exchanger without chillers");
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "The site %s (%s) cannot be simulated: %s. Maybe a part is missing in its file.".formatted(
                            site.id(), site.name(),
                            String.join(", ", missing)));
        }
    }
}
