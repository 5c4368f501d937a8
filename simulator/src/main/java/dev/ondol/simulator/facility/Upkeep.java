package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.plant.CentralPlant;
import dev.ondol.simulator.plant.ChillerPlant;
import dev.ondol.simulator.plant.WaterCooledPlant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a facility can break and be mended: units that trip, surfaces and valves of banks of units, closed loops that leak.
public final class Upkeep {
    private final Site site;
    private final PowerSupply power;
    private final OutOfService outOfService = new OutOfService();
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final Leaks leaks = new Leaks();

    Upkeep(Site site, Halls halls, Optional<FacilityWater> facilityWater, CentralPlant plant,
            PowerSupply power) {
        this.site = site;
        this.power = power;
        halls.register(outOfService);
        new StandbyUnits(outOfService, site).register(plant, facilityWater, halls, power);
        site.cooling().chillers().ifPresent(chillers -> {
            for (int n = 0; n < chillers.units() && plant instanceof ChillerPlant; n++) {
                int unit = n;
                outOfService.unit(PointCatalog.unit("chiller", n + 1),
                        out -> ((ChillerPlant) plant).tripChiller(unit, out));
            }
        });
        site.cooling().towers().ifPresent(towers -> outOfService.bank("tower", towers.units(), running -> {
            if (plant instanceof WaterCooledPlant waterCooled) {
                waterCooled.towersAvailable((double) running / towers.units());
            }
        }));
        if (site.cooling().dryCoolers().isPresent() && facilityWater.isPresent()) {
            int coolers = site.cooling().dryCoolers().get().units();
            FacilityWater water = facilityWater.get();
            outOfService.bank("dry-cooler", coolers, running -> water.coolersAvailable((double) running / coolers));
        }
        halls.conditions(conditions::put);
        facilityWater.ifPresent(water -> conditions.put("dry-cooler", new Condition(water::foul, ignored -> {})));
        plant.conditions(conditions::put);
    }

    /// The state of repair of each bank of units, by the name of its units without their number: `crah-h3`, `cdu-h1`,
    /// `dry-cooler`, `tower`, `economizer`, `chiller`.
    public Map<String, Condition> conditions() {
        return Collections.unmodifiableMap(conditions);
    }

    /// Tells whether the grid is within tolerance.
    public void grid(boolean sound) {
        power.gridSound(sound);
    }

    /// Water that leaves the plant.
    public Leaks leaks() {
        return leaks;
    }

    /// Names of the units that [#outOfService] may take out, in alphabetical order.
    public List<String> units() {
        return outOfService.names().stream().sorted().toList();
    }

    /// Takes a unit out of service at once (`chiller-02`, `crah-h3-07`, `tower-01`, `dry-cooler-03`, `cdu-h1-01`,
    /// `chilled-pump-02`, `ups-a-07`), or gives it back. False if no unit of that name may trip.
    public boolean outOfService(String equipment, boolean out) {
        return outOfService.set(equipment, out);
    }

    /// Sides of the uninterruptible supplies that carry more than their modules in service are rated for: `ups-a`.
    public List<String> overloads() {
        return StandbyUnits.overloads(site, power);
    }

    OutOfService outOfService() {
        return outOfService;
    }
}
