package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.liquid.PumpGroup;
import dev.ondol.simulator.plant.CentralPlant;
import dev.ondol.simulator.plant.ChillerPlant;
import dev.ondol.simulator.plant.WaterCooledPlant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// Units with standbys of their kind that take over when one trips: pumps of the water loops (`chilled-pump-01`,
/// `condenser-pump-01`, `facility-pump-01`) and modules of the uninterruptible supplies (`ups-a-01`).
final class StandbyUnits {
    private final OutOfService out;
    private final Site site;

    StandbyUnits(OutOfService out, Site site) {
        this.out = out;
        this.site = site;
    }

    /// Registers the units. Where too few pumps are left, the valves of the halls get no more water than those give.
    void register(CentralPlant plant, Optional<FacilityWater> facilityWater, Halls halls, PowerSupply power) {
        if (plant instanceof ChillerPlant chillers) {
            pumps("chilled-pump", site.cooling().chilledPumps(), chillers.chilledWater().pumps(),
                    halls::chilledWaterAvailable);
        }
        if (plant instanceof WaterCooledPlant waterCooled) {
            pumps("condenser-pump", site.cooling().condenserPumps(), waterCooled.condenserPumps(), ignored -> {});
        }
        facilityWater.ifPresent(water -> pumps("facility-pump", site.cooling().facilityPumps(), water.pumps(),
                halls::facilityWaterAvailable));
        int modules = site.electrical().ups().modules();
        for (int side = 0; side < site.electrical().ups().sides(); side++) {
            int number = side;
            out.bank(PointCatalog.UPS + "-" + (char) ('a' + side), modules,
                    running -> power.upsInService(number, running));
        }
    }

    /// Names of the sides of the supplies that are overloaded.
    static List<String> overloads(Site site, PowerSupply power) {
        return IntStream.range(0, site.electrical().ups().sides()).filter(power::upsOverloaded)
                .mapToObj(side -> PointCatalog.UPS + "-" + (char) ('a' + side)).toList();
    }

    private void pumps(String kind, Optional<Pumps> spec, PumpGroup group, DoubleConsumer available) {
        spec.ifPresent(pumps -> out.bank(kind, pumps.units(), running -> {
            group.available(running);
            available.accept(group.mostShare());
        }));
    }
}
