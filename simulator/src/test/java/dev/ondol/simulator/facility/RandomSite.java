package dev.ondol.simulator.facility;

import dev.ondol.facility.site.AirEconomizer;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.CoolingPlant.AdiabaticPads;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.CoolingPlant.DryCoolers;
import dev.ondol.facility.site.CoolingPlant.PlateExchangers;
import dev.ondol.facility.site.CoolingPlant.Pumps;
import dev.ondol.facility.site.CoolingPlant.Tank;
import dev.ondol.facility.site.CoolingPlant.Towers;
import dev.ondol.facility.site.DirectExpansion;
import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Electrical.Distribution;
import dev.ondol.facility.site.Electrical.Transformers;
import dev.ondol.facility.site.Electrical.Ups;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Humidity;
import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.RearDoors;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Valid sites of any kind: one to three halls of some racks, cooled by any equipment that is simulated, sized for its load
/// within a factor of two either way.
final class RandomSite {
    private static final Site FRAME = SiteReader.builtIn("kr-hn1").orElseThrow();

    private final SplittableRandom random;
    private final boolean directExpansion;
    private final boolean waterCooled;
    private final boolean facilityWater;
    private final double leavingC;
    private final double returnC;

    private RandomSite(long seed) {
        random = new SplittableRandom(seed);
        directExpansion = random.nextInt(4) == 0;
        waterCooled = random.nextBoolean();
        facilityWater = random.nextBoolean();
        leavingC = random.nextDouble(6, 20);
        returnC = leavingC + random.nextDouble(4, 9);
    }

    static Site of(long seed) {
        return new RandomSite(seed).site();
    }

    private Site site() {
        List<Hall> halls = new ArrayList<>();
        int count = random.nextInt(1, 4);
        for (int h = 0; h < count; h++) {
            halls.add(hall("h" + h));
        }
        double nameplateW = halls.stream().flatMap(hall -> hall.racks().stream())
                .mapToDouble(group -> group.racks() * group.nameplateW()).sum();
        CoolingPlant plant = directExpansion ? none() : plant(nameplateW * random.nextDouble(0.6, 2));
        return new Site("random", "Random", FRAME.location(), FRAME.nodeTypes(), halls, plant, electrical(nameplateW),
                Optional.empty(), FRAME.envelope());
    }

    /// The frame's way of the power, as large as the site.
    private static Electrical electrical(double nameplateW) {
        Electrical frame = FRAME.electrical();
        double scale = nameplateW / FRAME.nameplateW();
        Ups ups = frame.ups();
        return new Electrical(
                frame.transformers().map(t -> new Transformers(t.units(), scale * t.ratedW(), t.noLoad(), t.load())),
                new Ups(ups.sides(), ups.modules(), ups.redundantModules(), scale * ups.moduleW(),
                        ups.moduleRotation(), ups.loss(), ups.eco()),
                frame.distributionLoss(),
                frame.distribution().map(d -> new Distribution(scale * d.ratedW(), d.noLoad(), d.square())),
                frame.miscFraction(), frame.optimizerW());
    }

    private Hall hall(String id) {
        NodeType type = FRAME.nodeTypes().get(random.nextInt(FRAME.nodeTypes().size()));
        boolean liquid = type.liquidFraction() > 0 && !directExpansion;
        int racks = random.nextInt(1, 12);
        int nodes = random.nextInt(1, 8);
        double serviceLoad = random.nextInt(3) == 0 ? 0 : random.nextDouble(0, 1);
        List<RackGroup> groups = new ArrayList<>();
        groups.add(new RackGroup("rack-" + id + "s", random.nextInt(1, 10), Optional.empty(), 0, 8000,
                Optional.of(serviceLoad), Optional.empty(), Optional.of(random.nextDouble())));
        if (liquid || type.liquidFraction() == 0 && random.nextInt(5) > 0) {
            groups.add(0, new RackGroup("rack-" + id, racks, Optional.of(type.id()), nodes,
                    nodes * type.nameplateW(), Optional.empty()));
        }
        double heatW = groups.stream().mapToDouble(group -> group.racks() * group.nameplateW()).sum();
        int units = random.nextInt(1, 9);
        double unitW = heatW / units * random.nextDouble(0.7, 2);
        Optional<AirHandlers> crah = directExpansion ? Optional.empty() : Optional.of(handlers(units, unitW));
        Optional<DirectExpansion> crac = directExpansion
                ? Optional.of(new DirectExpansion(units, unitW, unitW / 12_000, unitW / 16, random.nextDouble(2, 4)))
                : Optional.empty();
        Optional<RearDoors> doors = crah.isPresent() && random.nextBoolean()
                ? Optional.of(
                        new RearDoors(groups.getFirst().racks(), doorW(groups.getFirst(), type), random.nextInt(600)))
                : Optional.empty();
        return new Hall(id, random.nextDouble(0, 0.4), random.nextDouble(0, 0.4), groups, crah, crac, doors,
                liquid ? Optional.of(coolant(racks, heatW)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(new Humidity(random.nextDouble(-9, 8), 15, 0.3)) : Optional.empty(),
                crah.isPresent() && random.nextInt(3) == 0
                        ? Optional.of(new AirEconomizer(-9, 15, random.nextDouble(0.5, 1), 100))
                        : Optional.empty());
    }

    private static double doorW(RackGroup group, NodeType type) {
        double airShare = group.nodeType().isPresent() ? 1 - type.liquidFraction() : 1;
        return 0.4 * airShare * group.nameplateW();
    }

    private AirHandlers handlers(int units, double unitW) {
        double returnAirC = returnC + random.nextDouble(6, 12);
        double airM3S = unitW / (1.2 * 1006 * 0.6 * (returnAirC - leavingC));
        return new AirHandlers(units, unitW, airM3S, 450, unitW / 20, random.nextBoolean(), leavingC, returnC,
                returnAirC);
    }

    private CoolantUnits coolant(int racks, double heatW) {
        return new CoolantUnits(3, 1, heatW / 2, 36, 4, heatW / racks / (4000 * random.nextDouble(8, 14)), 8_000,
                facilityWater ? CoolantUnits.Source.FACILITY_WATER : CoolantUnits.Source.CHILLED_WATER);
    }

    private CoolingPlant plant(double heatW) {
        int units = random.nextInt(1, 6);
        Chillers chillers = new Chillers(
                waterCooled ? Chillers.Type.WATER_COOLED : Chillers.Type.AIR_COOLED_FREE_COOLING, units,
                random.nextInt(units), heatW / units, random.nextDouble(3, 7), leavingC, returnC,
                waterCooled ? 30 : 35, random.nextDouble(0, 0.4), random.nextBoolean(), Optional.empty(),
                Optional.empty());
        double flowLS = heatW / (4186 * (returnC - leavingC));
        boolean coolers = facilityWater;
        return new CoolingPlant(Optional.of(chillers),
                waterCooled && random.nextBoolean()
                        ? Optional.of(new PlateExchangers(2, heatW / 2, 1.5))
                        : Optional.empty(),
                waterCooled
                        ? Optional.of(new Towers(3, heatW * 1.2 / 3, random.nextDouble(3, 6), 5.5, 26, heatW / 250, 4))
                        : Optional.empty(),
                Optional.of(pumps(flowLS, heatW)),
                waterCooled ? Optional.of(pumps(flowLS * 1.3, heatW)) : Optional.empty(),
                coolers
                        ? Optional.of(new DryCoolers(3, 1, heatW / 3, 50, 40, 36, heatW / 300,
                                random.nextBoolean() ? Optional.of(new AdiabaticPads(0.8, 28, 4)) : Optional.empty()))
                        : Optional.empty(),
                coolers ? Optional.of(pumps(heatW / (4186 * 10), heatW / 3)) : Optional.empty(),
                coolers && random.nextBoolean() ? Optional.of(heatW / 2) : Optional.empty(),
                random.nextBoolean() ? Optional.of(new Tank(100, 900_000, 8)) : Optional.empty());
    }

    private Pumps pumps(double flowLS, double heatW) {
        return new Pumps(3, 1, heatW / 100, flowLS, random.nextDouble(0, 0.5), random.nextBoolean());
    }

    private static CoolingPlant none() {
        return new CoolingPlant(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
