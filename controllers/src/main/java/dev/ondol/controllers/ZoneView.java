package dev.ondol.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.recommendation.Offer;
import dev.ondol.controllers.recommendation.Recommendations;
import dev.ondol.controllers.recommendation.Zones;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Trajectory;
import dev.ondol.controllers.verify.Verdict;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.operation.RecommendationView.Change;
import dev.ondol.facility.operation.RecommendationView.WorstInlet;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The plant zone by zone, as recommendations need it: what is in force, what a plan would change, how near the limits are.
/// Owned by the controller.
final class ZoneView implements Recommendations.Plant {
    /// Upper end of the recommended range of inlet air, and of class W45 for coolant, Celsius (ASHRAE TC 9.9).
    private static final double RECOMMENDED_INLET_C = 27;
    private static final double COOLANT_C = 45;

    private final PointCatalog catalog;
    private final Zones zones;
    private final Verifier verifier;
    private final Observations plant;
    private final Map<String, List<PointId>> inlets = new HashMap<>();
    private final Map<String, PointId> coolant = new HashMap<>();
    private long now;

    ZoneView(Site site, PointCatalog catalog, Zones zones, Verifier verifier, Observations plant) {
        this.catalog = catalog;
        this.zones = zones;
        this.verifier = verifier;
        this.plant = plant;
        List<PointId> all = new ArrayList<>();
        for (Hall hall : site.halls()) {
            List<PointId> points = new ArrayList<>();
            for (RackGroup group : hall.racks()) {
                for (int rack = 1; rack <= group.racks(); rack++) {
                    points.add(PointId.of(group.rack(rack), Quantity.INLET_AIR_TEMPERATURE));
                }
            }
            inlets.put(hall.equipment(), points);
            all.addAll(points);
            if (hall.cdu().isPresent()) {
                coolant.put(hall.equipment(), PointId.of(PointCatalog.technologyLoop(hall.id()),
                        Quantity.SUPPLY_WATER_TEMPERATURE));
            }
        }
        inlets.put(Zones.PLANT, all);
        inlets.put(Zones.NODES, all);
    }

    /// Plant time in milliseconds at which readings must be fresh.
    void at(long plantTime) {
        now = plantTime;
    }

    /// What that plan would change, zone by zone; only what the verifier lets through.
    Map<String, Offer> offers(Desired wanted, long plantTime) {
        at(plantTime);
        Map<PointId, String> reasons = new HashMap<>();
        wanted.plan().setpoints().forEach(steps -> reasons.put(steps.point(), steps.reason()));
        Map<String, List<Change>> byZone = new LinkedHashMap<>();
        wanted.values(plantTime).forEach((point, value) -> change(point, value, wanted, reasons).ifPresent(
                change -> byZone.computeIfAbsent(zones.of(point), zone -> new ArrayList<>()).add(change)));
        Plan.Expected expected = wanted.plan().expected();
        Map<String, Offer> offers = new LinkedHashMap<>();
        byZone.forEach((zone, changes) -> {
            changes.sort(Comparator.comparingDouble((Change change) -> -Math.abs(change.to() - change.from()) / Math
                    .max(step(change.point()), 1e-9)).thenComparing(Change::point));
            offers.put(zone, new Offer(wanted.plan().id(), changes, worst(zone), expected.holdFacilityKw() - expected
                    .facilityKw()));
        });
        return offers;
    }

    private Optional<Change> change(PointId id, double to, Desired wanted, Map<PointId, String> reasons) {
        Optional<Point> point = catalog.find(id);
        Optional<SetpointLimits> limits = point.flatMap(Point::limits);
        OptionalDouble from = inForce(id);
        if (limits.isEmpty() || from.isEmpty() || Math.abs(to - from.getAsDouble()) <= limits.get().deadband()) {
            return Optional.empty();
        }
        Verdict verdict = verifier.verifyTarget(new Proposal(id, to, wanted.plan().cycle(), wanted.validUntil()), plant,
                now);
        return verdict instanceof Verdict.Accepted
                ? Optional.of(new Change(id, point.get().quantity().unit(), from.getAsDouble(), to, limits.get().min(),
                        limits.get().max(), limits.get().signedSavingStep(), reasons.getOrDefault(id, "energy")))
                : Optional.empty();
    }

    private @Nullable WorstInlet worst(String zone) {
        WorstInlet worst = null;
        for (PointId inlet : inlets.getOrDefault(zone, List.of())) {
            Optional<Reading> reading = plant.readings().fresh(inlet, now);
            if (reading.isPresent() && (worst == null || reading.get().value() > worst.valueC())) {
                worst = new WorstInlet(inlet.equipment(), reading.get().value(), RECOMMENDED_INLET_C - reading.get()
                        .value());
            }
        }
        return worst;
    }

    @Override
    public OptionalDouble inForce(PointId point) {
        return plant.trajectory(point).map(Trajectory::inForce).orElse(OptionalDouble.empty());
    }

    @Override
    public double tolerance(PointId point) {
        return catalog.find(point).flatMap(Point::limits).map(SetpointLimits::deadband).orElse(0.0);
    }

    @Override
    public double step(PointId point) {
        return catalog.find(point).flatMap(Point::limits).map(SetpointLimits::savingStep).orElse(0.0);
    }

    @Override
    public Optional<String> breach(String zone) {
        WorstInlet worst = worst(zone);
        if (worst != null && worst.marginK() < 0) {
            return Optional.of("inlet-breach");
        }
        PointId water = coolant.get(zone);
        return water != null && plant.readings().fresh(water, now).filter(reading -> reading.value() > COOLANT_C)
                .isPresent() ? Optional.of("liquid-breach") : Optional.empty();
    }

    /// Values of set-points out of an operator's JSON; empty where it is none.
    static Optional<Map<PointId, Double>> values(String json) {
        try {
            ObjectNode object = JsonMessages.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
            Map<PointId, Double> values = new LinkedHashMap<>();
            object.properties().forEach(entry -> values.put(PointId.of(entry.getKey()), entry.getValue().isNumber()
                    ? entry.getValue().asDouble()
                    : Double.NaN));
            return Optional.of(values);
        } catch (MalformedMessage | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
