package dev.ondol.proof.replay;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.facility.Facility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a recording imposes on the simulated plant beside the weather: the IT load of each hall, of which the coolant of its
/// technology loop takes a part, and set-points. For one run.
final class Boundary {
    private static final double KILO = 1000;
    private static final Set<Quantity> OF_NODES = Set.of(Quantity.POWER_CAP_SETPOINT, Quantity.GPU_CLOCK_SETPOINT,
            Quantity.POWER_STATE_SETPOINT);
    private static final Set<Quantity> WHOLE = Set.of(Quantity.UPS_MODULES_SETPOINT, Quantity.ECO_MODE_SETPOINT);
    /// Equipment of which the load that was measured tells more than its set-points, and assets, which are not replayed.
    static final Set<String> LEFT_OUT = Set.of(PointCatalog.FABRIC, PointCatalog.SERVICE_RACKS,
            PointCatalog.BATTERY,
            PointCatalog.HEAT_PUMP);

    /// @param itKw     all servers of the hall
    /// @param liquidKw what its technology loop gives off, the heat of its own pumps included
    /// @param pumpKw   those pumps
    /// @param awake    nodes that are not parked
    private record HallLoad(Track itKw, Optional<Track> liquidKw, List<Track> pumpKw, AwakeNodes awake) {
        double liquidW(long time) {
            double pumpsKw = pumpKw.stream().mapToDouble(pump -> pump.at(time)).sum();
            return liquidKw.map(heat -> KILO * (heat.at(time) - pumpsKw)).orElse(0.0);
        }
    }

    private record Setpoint(PointId point, Track value) {}

    private final List<HallLoad> loads = new ArrayList<>();
    private final List<Setpoint> setpoints = new ArrayList<>();

    /// @param operated whether the recorded set-points are followed; false leaves the plant to its local control
    Boundary(Site site, Recording recording, boolean operated) {
        for (Hall hall : site.halls()) {
            loads.add(new HallLoad(new Track(recording.series(itPower(hall)).orElseThrow(), false),
                    hall.cdu().flatMap(ignored -> recording.series(liquidHeat(hall)))
                            .map(series -> new Track(series, false)),
                    pumps(hall, recording), new AwakeNodes(site, hall, recording)));
        }
        if (operated) {
            for (PointId point : setpoints(site)) {
                recording.series(point).ifPresent(series -> setpoints.add(new Setpoint(point, new Track(series,
                        WHOLE.stream().anyMatch(of -> of.id().equals(point.quantity()))))));
            }
        }
    }

    private static List<Track> pumps(Hall hall, Recording recording) {
        List<Track> pumps = new ArrayList<>();
        hall.cdu().ifPresent(units -> {
            for (int n = 1; n <= units.units(); n++) {
                recording.series(PointId.of(PointCatalog.unit("cdu-" + hall.id(), n), Quantity.ACTIVE_POWER))
                        .ifPresent(series -> pumps.add(new Track(series, false)));
            }
        });
        return pumps;
    }

    static PointId itPower(Hall hall) {
        return PointId.of("it-" + hall.id(), Quantity.ACTIVE_POWER);
    }

    static PointId liquidHeat(Hall hall) {
        return PointId.of(PointCatalog.technologyLoop(hall.id()), Quantity.THERMAL_POWER);
    }

    /// Set-points of halls, loops, plant and supplies.
    static List<PointId> setpoints(Site site) {
        return PointCatalog.of(site).writable().stream()
                .filter(point -> !OF_NODES.contains(point.quantity())
                        && !LEFT_OUT.contains(point.id().equipment()))
                .map(Point::id).toList();
    }

    /// Points without which there is no replay, the weather's apart.
    static Set<PointId> needed(Site site) {
        Set<PointId> needed = new LinkedHashSet<>();
        for (Hall hall : site.halls()) {
            needed.add(itPower(hall));
            if (hall.cdu().isPresent()) {
                needed.add(liquidHeat(hall));
            }
        }
        return needed;
    }

    /// Puts on the plant what was recorded for the end of its next step.
    void impose(Facility facility, long time) {
        for (int h = 0; h < loads.size(); h++) {
            HallLoad load = loads.get(h);
            double itW = KILO * load.itKw.at(time);
            double liquidW = Math.clamp(load.liquidW(time), 0, Math.max(0, itW));
            facility.it().measured(h, itW - liquidW, liquidW, load.awake.share(time));
        }
        for (Setpoint setpoint : setpoints) {
            facility.write(setpoint.point, setpoint.value.at(time));
        }
    }
}
