package dev.ondol.facility.site;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One data center as built.
///
/// @param id         for example `kr-hn1`
/// @param name       for people
/// @param location   where it stands
/// @param nodeTypes  models of server nodes
/// @param halls      data halls
/// @param cooling    central cooling plant; may be empty where halls cool themselves
/// @param electrical power path
/// @param assets     generation, storage, heat recovery
/// @param envelope   the operator's limits of the set-points
/// @param counters   where the meters wrap, and where that of the IT stands
public record Site(String id, String name, Location location, List<NodeType> nodeTypes, List<Hall> halls,
        CoolingPlant cooling, Electrical electrical, Optional<EnergyAssets> assets, Envelope envelope,
        Optional<Counters> counters) {
    /// Busways and PDUs lose at most this much of the racks' nameplate without load.
    private static final double MOST_NO_LOAD = 0.2;
    private static final double LEAST_PROCESSOR_CLOCK = 50;

    /// A site that does not say where its meters wrap.
    public Site(String id, String name, Location location, List<NodeType> nodeTypes, List<Hall> halls,
            CoolingPlant cooling, Electrical electrical, Optional<EnergyAssets> assets, Envelope envelope) {
        this(id, name, location, nodeTypes, halls, cooling, electrical, assets, envelope, Optional.empty());
    }

    public Site {
        Checks.name(id, "id");
        nodeTypes = List.copyOf(nodeTypes);
        halls = List.copyOf(halls);
        Set<String> names = new HashSet<>();
        for (Hall hall : halls) {
            if (!names.add(hall.id())) {
                throw new IllegalArgumentException("Hall %s stands twice.".formatted(hall.id()));
            }
            for (RackGroup group : hall.racks()) {
                if (!names.add(group.prefix())) {
                    throw new IllegalArgumentException("Racks %s stand twice.".formatted(group.prefix()));
                }
                if (group.nodeType().isPresent()) {
                    requireType(group.nodeType().get(), group.prefix(), nodeTypes);
                }
            }
        }
        checkDistribution(electrical, nameplateW(halls));
        if (envelope.upsEco().orElse(false) && electrical.ups().eco().isEmpty()) {
            throw new IllegalArgumentException(
                    "envelope.upsEco: the supplies must have an eco loss to be allowed eco mode.");
        }
        checkProcessors(envelope.processorClockPercent(), halls);
        if (cooling.towers().isEmpty() && counters.flatMap(Counters::waterM3).isPresent()) {
            throw new IllegalArgumentException("counters.waterM3: a site without towers has no make-up water meter.");
        }
    }

    /// Which PUE its meters give (ISO/IEC 30134-2): 1 with the IT at the output of the UPS, 2 of the PDUs, 3 at its own input.
    public int pueCategory() {
        return counters.flatMap(Counters::pueCategory).orElse(Counters.USUAL_CATEGORY);
    }

    private static void checkProcessors(Optional<Envelope.Range> allowed, List<Hall> halls) {
        if (allowed.isEmpty()) {
            return;
        }
        Envelope.Range clock = allowed.get();
        if (clock.min() < LEAST_PROCESSOR_CLOCK || clock.max() != 100) {
            throw new IllegalArgumentException(
                    "envelope.processorClockPercent: the clock must begin at %s percent or more and end at 100, at which processors run when nobody writes; not %s to %s."
                            .formatted(LEAST_PROCESSOR_CLOCK, clock.min(), clock.max()));
        }
        if (halls.stream().flatMap(hall -> hall.racks().stream()).allMatch(of -> of.processorShare().isEmpty())) {
            throw new IllegalArgumentException(
                    "envelope.processorClockPercent: some racks must have a processorShare to have a clock.");
        }
    }

    private static void checkDistribution(Electrical electrical, double nameplateW) {
        electrical.distribution().ifPresent(distribution -> {
            double noLoadW = distribution.ratedW() * distribution.noLoad();
            if (noLoadW > MOST_NO_LOAD * nameplateW) {
                throw new IllegalArgumentException(
                        "electrical.distribution: the no-load loss (%s W) must be at most %s of the nameplate of the racks (%s W). Maybe ratedW is that of another site."
                                .formatted(noLoadW, MOST_NO_LOAD, nameplateW));
            }
        });
    }

    /// The node type of that name.
    ///
    /// @throws IllegalArgumentException if the site has none
    public NodeType nodeType(String type) {
        return requireType(type, id, nodeTypes);
    }

    /// Whether the supplies can run in eco mode and the operator allows it.
    public boolean upsEco() {
        return electrical.ups().eco().isPresent() && envelope.upsEco().orElse(false);
    }

    /// Whether leaf switches and optics of GPU racks are known apart from the other equipment of network racks.
    public boolean knowsLeafSwitches() {
        return halls.stream().flatMap(hall -> hall.racks().stream()).anyMatch(group -> group.leafShare().isPresent());
    }

    /// The same site whose operator allows eco mode of the supplies.
    ///
    /// @throws IllegalArgumentException if the supplies have none
    public Site allowingUpsEco() {
        return new Site(id, name, location, nodeTypes, halls, cooling, electrical, assets, envelope.withUpsEco(true),
                counters);
    }

    /// All GPUs of the site.
    public int gpus() {
        int sum = 0;
        for (Hall hall : halls) {
            for (RackGroup group : hall.racks()) {
                if (group.nodeType().isPresent()) {
                    sum += group.racks() * group.nodesPerRack() * nodeType(group.nodeType().get()).gpus();
                }
            }
        }
        return sum;
    }

    /// Nameplate IT power, W.
    public double nameplateW() {
        return nameplateW(halls);
    }

    /// Coolant through the liquid-cooled racks of a hall at design, L/s; 0 where it has no coolant distribution units.
    public double technologyFlowLS(Hall hall) {
        return hall.cdu().map(cdu -> liquid(hall).mapToInt(RackGroup::racks).sum() * cdu.rackFlowLS()).orElse(0.0);
    }

    /// Heat of a hall's racks into the coolant at nameplate, W.
    public double technologyHeatW(Hall hall) {
        return liquid(hall).mapToDouble(group -> group.racks() * group.nameplateW()
                * nodeType(group.nodeType().orElseThrow()).liquidFraction()).sum();
    }

    private Stream<RackGroup> liquid(Hall hall) {
        return hall.racks().stream().filter(group -> group.nodeType().map(this::nodeType)
                .filter(type -> type.liquidFraction() > 0).isPresent());
    }

    private static double nameplateW(List<Hall> halls) {
        return halls.stream().flatMap(hall -> hall.racks().stream())
                .mapToDouble(group -> group.racks() * group.nameplateW()).sum();
    }

    private static NodeType requireType(String type, String where, List<NodeType> types) {
        return types.stream().filter(candidate -> candidate.id().equals(type)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The nodeType (%s) of %s must be one of %s.".formatted(type, where,
                                types.stream().map(NodeType::id).toList())));
    }
}
