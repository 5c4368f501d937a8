package dev.ondol.optimizer.observe;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The points of one hall that planning needs. Immutable.
final class HallInputs {
    private final List<PointId> inlets = new ArrayList<>();
    private final PointId supply;
    private final PointId airflow;
    private final PointId power;

    HallInputs(Hall hall) {
        for (RackGroup group : hall.racks()) {
            for (int rack = 1; rack <= group.racks(); rack++) {
                inlets.add(PointId.of(group.rack(rack), Quantity.INLET_AIR_TEMPERATURE));
            }
        }
        supply = PointId.of(hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE);
        airflow = PointId.of(hall.equipment(), Quantity.AIRFLOW);
        power = PointId.of("it-" + hall.id(), Quantity.ACTIVE_POWER);
    }

    /// The first point without which the hall's set-points must be left alone.
    Optional<PointId> stale(Readings readings, long now) {
        List<PointId> needed = new ArrayList<>(List.of(supply, power));
        needed.addAll(inlets);
        return needed.stream().filter(id -> readings.fresh(id, now).isEmpty()).findFirst();
    }

    /// Warmest rack inlet, Celsius.
    OptionalDouble warmestInletC(Readings readings, long now) {
        return inlets.stream().map(id -> readings.fresh(id, now)).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).max();
    }

    OptionalDouble supplyC(Readings readings, long now) {
        return readings.fresh(supply, now);
    }

    OptionalDouble airflowM3S(Readings readings, long now) {
        return readings.fresh(airflow, now);
    }

    OptionalDouble powerW(Readings readings, long now) {
        OptionalDouble kw = readings.fresh(power, now);
        return kw.isPresent() ? OptionalDouble.of(kw.getAsDouble() * 1000) : kw;
    }
}
