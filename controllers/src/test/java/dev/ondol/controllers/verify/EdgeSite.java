package dev.ondol.controllers.verify;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The shipped 1 MW site and frames in which every reading is ordinary.
public final class EdgeSite {
    public static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    public static final PointCatalog CATALOG = PointCatalog.of(SITE);
    public static final String HALL = SITE.halls().getFirst().equipment();
    public static final PointId AIR = PointId.of(HALL, Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
    public static final PointId PRESSURE = PointId.of(HALL, Quantity.DIFFERENTIAL_PRESSURE_SETPOINT);
    public static final PointId CHILLED = PointId.of(PointCatalog.CHILLED_WATER,
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    public static final PointId INLET = PointId.of(SITE.halls().getFirst().racks().getFirst().rack(1),
            Quantity.INLET_AIR_TEMPERATURE);
    public static final String NODE = SITE.halls().getFirst().racks().getFirst().node(1, 1);
    public static final PointId CAP = PointId.of(NODE, Quantity.POWER_CAP_SETPOINT);
    public static final PointId CLOCK = PointId.of(NODE, Quantity.GPU_CLOCK_SETPOINT);

    public static final PointId REST = PointId.of(NODE, Quantity.POWER_STATE_SETPOINT);

    /// Ordinary values of what control looks at: air, water, weather and set-points, of the nodes only the first.
    private static final Map<PointId, Double> ORDINARY = new HashMap<>();

    static {
        CATALOG.all().stream().map(Point::id)
                .filter(id -> !id.equipment().startsWith("node-") || id.equipment().equals(NODE))
                .filter(id -> !Double.isNaN(ordinary(CATALOG.find(id).orElseThrow())))
                .forEach(id -> ORDINARY.put(id, ordinary(CATALOG.find(id).orElseThrow())));
    }

    private static final List<PointId> LIVING = ORDINARY.keySet().stream().filter(id -> Set.of(
            "supply-air-temperature", "inlet-air-temperature", "differential-pressure", "supply-water-temperature")
            .contains(id.quantity())).toList();

    private EdgeSite() {}

    /// An ordinary value of the point: 24 C inlets, 22 C supply air, 18 C water, 20 C and 50 % outdoors; NaN for
    /// quantities that do not matter to control.
    public static double ordinary(Point point) {
        return switch (point.quantity()) {
            case SUPPLY_AIR_TEMPERATURE, SUPPLY_AIR_TEMPERATURE_SETPOINT -> 22;
            case INLET_AIR_TEMPERATURE -> 24;
            case DIFFERENTIAL_PRESSURE, DIFFERENTIAL_PRESSURE_SETPOINT -> 8;
            case SUPPLY_WATER_TEMPERATURE, SUPPLY_WATER_TEMPERATURE_SETPOINT -> 18;
            case DRY_BULB_TEMPERATURE -> 20;
            case RELATIVE_HUMIDITY -> 50;
            case POWER_CAP_SETPOINT, GPU_CLOCK_SETPOINT -> 100;
            case POWER_STATE, POWER_STATE_SETPOINT -> 2;
            case GPUS_ALLOCATED -> 0;
            case FAN_SPEED -> 60;
            case LOAD_RATIO -> 40;
            default -> Double.NaN;
        };
    }

    /// Everything that control looks at in one frame, ordinary but for the given values. Sensors live: their last digits move.
    public static Frame frame(long time, Map<PointId, Double> values) {
        Map<PointId, Double> all = new HashMap<>(ORDINARY);
        LIVING.forEach(id -> all.merge(id, time / 15_000 % 5 * 1e-9, Double::sum));
        all.putAll(values);
        return new Frame("boot", time / 1000 + 1, time, all, Map.of());
    }

    /// What control knows after watching an ordinary plant for ten minutes up to that time.
    public static Observations watched(long until) {
        Observations plant = new Observations(CATALOG);
        for (long time = until - 600_000; time <= until; time += 15_000) {
            plant.accept(frame(time, Map.of()));
        }
        return plant;
    }
}
