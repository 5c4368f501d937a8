package dev.ondol.optimizer.observe;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.optimizer.identify.Metered;
import dev.ondol.optimizer.model.Actuator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The meters of a plant's parts, and the readings that say what was reached of its set-points. Immutable.
final class PlantMeters {
    private static final double KILO = 1000;
    private static final PointId CHILLED_FLOW = PointId.of(PointCatalog.CHILLED_WATER, Quantity.WATER_FLOW);
    /// Equipment by the beginning of its name.
    private static final Map<String, Metered> PARTS = Map.ofEntries(Map.entry("crah-", Metered.AIR_FANS),
            Map.entry("crac-", Metered.CHILLERS), Map.entry("chiller-", Metered.CHILLERS),
            Map.entry("tower-", Metered.TOWERS), Map.entry("dry-cooler-", Metered.DRY_COOLERS),
            Map.entry("cdu-", Metered.COOLANT_PUMPS), Map.entry("chilled-pump-", Metered.CHILLED_PUMPS),
            Map.entry("condenser-pump-", Metered.CONDENSER_PUMPS), Map.entry("facility-pump-", Metered.FACILITY_PUMPS),
            Map.entry(PointCatalog.UPS + "-", Metered.LOSSES), Map.entry(PointCatalog.DISTRIBUTION, Metered.LOSSES));

    private final Map<PointId, Metered> powers = new LinkedHashMap<>();
    private final List<PointId> reached;
    private final boolean chilled;

    PlantMeters(PointCatalog catalog, List<Actuator> actuators) {
        chilled = catalog.find(CHILLED_FLOW).isPresent();
        for (Point point : catalog.all()) {
            if (point.quantity() == Quantity.ACTIVE_POWER) {
                String equipment = point.id().equipment();
                PARTS.forEach((prefix, part) -> {
                    if (equipment.startsWith(prefix)) {
                        powers.put(point.id(), part);
                    }
                });
            }
        }
        reached = actuators.stream().map(actuator -> PointId.of(actuator.point().equipment(), switch (actuator.kind()) {
            case SUPPLY_AIR -> Quantity.SUPPLY_AIR_TEMPERATURE;
            case PRESSURE -> Quantity.DIFFERENTIAL_PRESSURE;
            case TECHNOLOGY_LOOP, CHILLED_WATER, CONDENSER_WATER -> Quantity.SUPPLY_WATER_TEMPERATURE;
            case COOLANT_FLOW -> Quantity.WATER_FLOW;
            case UPS_MODULES -> Quantity.UPS_MODULES_SETPOINT;
            case UPS_ECO -> Quantity.ECO_MODE_SETPOINT;
        })).toList();
    }

    /// Each [Metered] part, W and L/s; empty where a meter is stale.
    Optional<double[]> partsW(Readings readings, long now) {
        double[] parts = new double[Metered.values().length];
        for (Map.Entry<PointId, Metered> power : powers.entrySet()) {
            OptionalDouble kw = readings.fresh(power.getKey(), now);
            if (kw.isEmpty()) {
                return Optional.empty();
            }
            parts[power.getValue().place()] += KILO * kw.getAsDouble();
        }
        if (chilled) {
            OptionalDouble flowLS = readings.fresh(CHILLED_FLOW, now);
            if (flowLS.isEmpty()) {
                return Optional.empty();
            }
            parts[Metered.CHILLED_FLOW.place()] = flowLS.getAsDouble();
        }
        return Optional.of(parts);
    }

    /// What was reached of each actuator's set-point, in its unit; empty where a sensor is stale.
    Optional<double[]> reached(Readings readings, long now) {
        double[] values = new double[reached.size()];
        for (int actuator = 0; actuator < values.length; actuator++) {
            OptionalDouble value = readings.fresh(reached.get(actuator), now);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[actuator] = value.getAsDouble();
        }
        return Optional.of(values);
    }
}
