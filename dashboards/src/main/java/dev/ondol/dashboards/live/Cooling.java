package dev.ondol.dashboards.live;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything on the screen of cooling and set-points at one instant.
///
/// @param plant     plant time in milliseconds
/// @param setpoints all but those of single nodes, in the order of the catalog
/// @param units     fans, chillers, towers, pumps and coolant units
public record Cooling(long plant, List<Setpoint> setpoints, List<Unit> units) {
    /// @param point   the set-point
    /// @param unit    UCUM code of all its values
    /// @param inForce what the plant reports
    /// @param actual  what is measured of it; null where nothing is
    /// @param next    what the newest plan wants; null without a plan
    /// @param at      plant time from which it wants it
    /// @param changes whether that differs from what is in force by more than the dead-band
    /// @param reason  constraint that binds the plan there, or "energy"; why, where the plan leaves it alone
    /// @param min     lowest value of the operator's envelope
    /// @param max     highest value of it
    /// @param slew    most that it may save in one change
    public record Setpoint(PointId point, String unit, Figure inForce, @Nullable Figure actual, @Nullable Double next,
            @Nullable Long at, boolean changes, @Nullable String reason, double min, double max, double slew) {}

    /// One machine; what it does not measure is null.
    ///
    /// @param kind  for example `crah`
    /// @param place hall id, or empty for the plant
    public record Unit(String id, String kind, String place, @Nullable Figure running, @Nullable Figure speedPercent,
            @Nullable Figure valvePercent, @Nullable Figure loadPercent, @Nullable Figure supplyC,
            @Nullable Figure powerKw) {}

    static final Pattern UNIT = Pattern.compile(
            "(crah|crac|cdu|chiller|tower|economizer|dry-cooler|chilled-pump|condenser-pump|facility-pump)(?:-(.+))?-\\d+");

    static Cooling of(long now, PointCatalog catalog, @Nullable Plan plan, Function<Point, Figure> figures) {
        Map<PointId, PlanSummary.NextSetpoint> next = plan == null
                ? Map.of()
                : PlanSummary.of(plan, now, catalog, figures).setpoints().stream().collect(Collectors.toMap(
                        PlanSummary.NextSetpoint::point, Function.identity()));
        Map<PointId, String> alone = plan == null
                ? Map.of()
                : plan.setpoints().stream().filter(of -> of.steps().isEmpty()).collect(Collectors.toMap(
                        Plan.SetpointSteps::point, Plan.SetpointSteps::reason, (first, other) -> first));
        List<Setpoint> setpoints = setpoints(catalog).stream().map(point -> setpoint(point, next.get(point.id()), alone
                .get(point.id()), catalog, figures)).toList();
        return new Cooling(now, setpoints, units(catalog, figures));
    }

    /// Set-points of the screen, in the order of the catalog: all but those of single nodes.
    public static List<Point> setpoints(PointCatalog catalog) {
        return catalog.writable().stream().filter(point -> !point.id().equipment().startsWith("node-")).toList();
    }

    /// What is measured of a set-point; empty where nothing is.
    public static Optional<Point> measured(Point setpoint, PointCatalog catalog) {
        return measured(setpoint.quantity()).flatMap(quantity -> catalog.find(PointId.of(setpoint.id().equipment(),
                quantity)));
    }

    private static Setpoint setpoint(Point point, PlanSummary.@Nullable NextSetpoint next,
            @Nullable String alone, PointCatalog catalog, Function<Point, Figure> figures) {
        var limits = point.limits().orElseThrow();
        Figure actual = measured(point, catalog).map(figures).orElse(null);
        return new Setpoint(point.id(), point.quantity().unit(), figures.apply(point), actual, next == null
                ? null
                : Double.valueOf(next.next()), next == null ? null : Long.valueOf(next.at()),
                next != null && next
                        .changes(),
                next == null ? alone : next.reason(), limits.min(), limits.max(), limits
                        .savingStep());
    }

    private static Optional<Quantity> measured(Quantity setpoint) {
        return switch (setpoint) {
            case SUPPLY_AIR_TEMPERATURE_SETPOINT -> Optional.of(Quantity.SUPPLY_AIR_TEMPERATURE);
            case DIFFERENTIAL_PRESSURE_SETPOINT -> Optional.of(Quantity.DIFFERENTIAL_PRESSURE);
            case SUPPLY_WATER_TEMPERATURE_SETPOINT -> Optional.of(Quantity.SUPPLY_WATER_TEMPERATURE);
            case WATER_FLOW_SETPOINT -> Optional.of(Quantity.WATER_FLOW);
            case ACTIVE_POWER_SETPOINT -> Optional.of(Quantity.ACTIVE_POWER);
            default -> Optional.empty();
        };
    }

    private static List<Unit> units(PointCatalog catalog, Function<Point, Figure> figures) {
        Map<String, Map<Quantity, Figure>> measured = new LinkedHashMap<>();
        for (Point point : catalog.all()) {
            if (UNIT.matcher(point.id().equipment()).matches()) {
                measured.computeIfAbsent(point.id().equipment(), ignored -> new LinkedHashMap<>()).put(point
                        .quantity(), figures.apply(point));
            }
        }
        List<Unit> units = new ArrayList<>();
        measured.forEach((id, of) -> {
            Matcher name = UNIT.matcher(id);
            if (name.matches()) {
                units.add(new Unit(id, name.group(1), name.group(2) == null ? "" : name.group(2), of.get(
                        Quantity.RUN_STATUS), of.getOrDefault(Quantity.FAN_SPEED, of.get(Quantity.PUMP_SPEED)),
                        of.get(
                                Quantity.VALVE_POSITION),
                        of.get(Quantity.LOAD_RATIO), first(of.get(
                                Quantity.SUPPLY_AIR_TEMPERATURE), of.get(Quantity.SUPPLY_WATER_TEMPERATURE)),
                        of
                                .get(Quantity.ACTIVE_POWER)));
            }
        });
        return List.copyOf(units);
    }

    private static @Nullable Figure first(@Nullable Figure a, @Nullable Figure b) {
        return a == null ? b : a;
    }
}
