package dev.ondol.optimizer.metering;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.observe.Readings;
import java.util.ArrayList;
import java.util.List;

/// What racks without nodes draw: what each one's meter shows, or what the site says of it where it shows nothing.
final class ServiceRackPower {
    /// @param usualW where the meter shows nothing
    private record Rack(PointId meter, double usualW) {}

    private final List<Rack> racks = new ArrayList<>();
    private final Readings readings;

    ServiceRackPower(Site site, Readings readings) {
        this.readings = readings;
        for (Hall hall : site.halls()) {
            for (RackGroup group : hall.racks()) {
                group.serviceLoad().ifPresent(load -> {
                    for (int n = 1; n <= group.racks(); n++) {
                        racks.add(new Rack(PointId.of(group.rack(n), Quantity.ACTIVE_POWER), load * group
                                .nameplateW()));
                    }
                });
            }
        }
    }

    /// All of them together, W.
    ///
    /// @param now plant time in milliseconds
    double watts(long now) {
        double sum = 0;
        for (Rack rack : racks) {
            sum += 1000 * readings.fresh(rack.meter, now).orElse(rack.usualW / 1000);
        }
        return sum;
    }
}
