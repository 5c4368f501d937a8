package dev.ondol.optimizer.model;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One set-point that the plan decides, on a discrete grid inside the operator's envelope.
///
/// @param index    position in the vector of set-points, from 0
/// @param kind     what it sets
/// @param hall     number of the hall, or -1 for the central plant
/// @param point    the writable point
/// @param limits   the operator's envelope
/// @param gridStep distance of two values: 0.5 K, 1 Pa, one module, one mode, or a twentieth of the flow's envelope
public record Actuator(int index, Kind kind, int hall, PointId point, SetpointLimits limits, double gridStep) {
    /// What a set-point acts on.
    public enum Kind {
        SUPPLY_AIR, PRESSURE, TECHNOLOGY_LOOP, COOLANT_FLOW, CHILLED_WATER, CONDENSER_WATER, UPS_MODULES,
        /// 0 double conversion, 1 eco mode.
        UPS_ECO
    }

    private static final double KELVIN_STEP = 0.5;
    private static final double PASCAL_STEP = 1;
    private static final int FLOW_STEPS = 20;
    private static final double ROUNDING = 1e-9;

    /// The set-points of halls and plant in a fixed order; node power caps are not among them.
    public static List<Actuator> of(Site site, PointCatalog catalog) {
        List<Actuator> all = new ArrayList<>();
        for (int hall = 0; hall < site.halls().size(); hall++) {
            Hall of = site.halls().get(hall);
            add(all, catalog, Kind.SUPPLY_AIR, hall, of.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
            add(all, catalog, Kind.PRESSURE, hall, of.equipment(), Quantity.DIFFERENTIAL_PRESSURE_SETPOINT);
            add(all, catalog, Kind.TECHNOLOGY_LOOP, hall, PointCatalog.technologyLoop(of.id()),
                    Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
            add(all, catalog, Kind.COOLANT_FLOW, hall, PointCatalog.technologyLoop(of.id()),
                    Quantity.WATER_FLOW_SETPOINT);
        }
        add(all, catalog, Kind.CHILLED_WATER, -1, PointCatalog.CHILLED_WATER,
                Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
        add(all, catalog, Kind.CONDENSER_WATER, -1, PointCatalog.CONDENSER_WATER,
                Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
        add(all, catalog, Kind.UPS_MODULES, -1, PointCatalog.UPS, Quantity.UPS_MODULES_SETPOINT);
        add(all, catalog, Kind.UPS_ECO, -1, PointCatalog.UPS, Quantity.ECO_MODE_SETPOINT);
        return List.copyOf(all);
    }

    private static void add(List<Actuator> all, PointCatalog catalog, Kind kind, int hall, String equipment,
            Quantity quantity) {
        PointId id = PointId.of(equipment, quantity);
        Optional<Point> point = catalog.find(id);
        point.flatMap(Point::limits).ifPresent(limits -> all.add(new Actuator(all.size(), kind, hall, id, limits,
                switch (kind) {
                    case PRESSURE -> PASCAL_STEP;
                    case UPS_MODULES, UPS_ECO -> 1;
                    case COOLANT_FLOW -> (limits.max() - limits.min()) / FLOW_STEPS;
                    case SUPPLY_AIR, TECHNOLOGY_LOOP, CHILLED_WATER, CONDENSER_WATER -> KELVIN_STEP;
                })));
    }

    /// Number of values on the grid.
    public int size() {
        return (int) Math.floor((limits.max() - limits.min()) / gridStep + ROUNDING) + 1;
    }

    /// The n-th value of the grid, n from 0.
    public double value(int n) {
        return limits.min() + n * gridStep;
    }

    /// The grid position nearest to a value, inside the grid.
    public int nearest(double value) {
        return Math.clamp(Math.round((value - limits.min()) / gridStep), 0, size() - 1);
    }

    /// The nearest grid position that is not beyond the value in the saving direction.
    public int nearestSafe(double value) {
        double place = (value - limits.min()) / gridStep;
        double rounded = limits.safe() == SafeDirection.DOWN
                ? Math.floor(place + ROUNDING)
                : Math.ceil(place
                        - ROUNDING);
        return (int) Math.clamp(rounded, 0, size() - 1.0);
    }

    /// How far `to` lies beyond `from` in the saving direction, in the unit of the point; negative towards safety.
    public double saving(double from, double to) {
        return limits.safe() == SafeDirection.DOWN ? to - from : from - to;
    }

    /// Largest change in the saving direction within the given time, in the unit of the point.
    public double slew(long millis) {
        long steps = Math.max(1, millis / (SetpointLimits.SAVING_PERIOD_SECONDS * 1000L));
        return steps * limits.savingStep();
    }
}
