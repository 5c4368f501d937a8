package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// What runs must survive the loss of its largest running unit (property P13): nothing is saved where the others could not take over.
/// Warmer air needs more of it, warmer tower water makes chillers weaker, fewer modules of the supplies carry less. Units out of service
/// do not count, and those that are silent do not either. Immutable.
final class SpareUnits {
    private static final double STANDS_BELOW = 1;
    private static final double FULL = 100;
    private static final PointId TOWER_WATER = PointId.of(PointCatalog.CONDENSER_WATER,
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    static final PointId MODULES = PointId.of(PointCatalog.UPS, Quantity.UPS_MODULES_SETPOINT);

    /// Units by the set-point whose saving direction leans on them; each tells its load in percent of what it can do.
    private final Map<PointId, List<PointId>> loads = new HashMap<>();
    private final List<PointId> sides;

    SpareUnits(Site site) {
        for (Hall hall : site.halls()) {
            PointId air = PointId.of(hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
            hall.crah().ifPresent(crah -> put(air, "crah-" + hall.id(), crah.units(), Quantity.FAN_SPEED));
            hall.crac().ifPresent(crac -> put(air, "crac-" + hall.id(), crac.units(), Quantity.FAN_SPEED));
        }
        site.cooling().chillers().ifPresent(chillers -> put(TOWER_WATER, "chiller", chillers.units(),
                Quantity.LOAD_RATIO));
        sides = IntStream.range(0, site.electrical().ups().sides()).mapToObj(side -> PointId.of(PointCatalog.UPS + "-"
                + (char) ('a' + side), Quantity.LOAD_RATIO)).toList();
    }

    private void put(PointId setpoint, String kind, int units, Quantity load) {
        if (units > 1) {
            loads.put(setpoint, IntStream.rangeClosed(1, units).mapToObj(n -> PointId.of(PointCatalog.unit(kind, n),
                    load)).toList());
        }
    }

    /// @param saves whether the proposal saves against what is in force
    /// @param most  most modules that were possibly in force when their load was read
    /// @param now   plant time in milliseconds
    Optional<Rejected> broken(Proposal proposal, boolean saves, double most, Observations plant, long now) {
        if (!saves) {
            return Optional.empty();
        }
        List<PointId> units = loads.get(proposal.point());
        if (units != null) {
            return proposal.point().equals(TOWER_WATER)
                    ? chillers(proposal, units, plant, now)
                    : fans(proposal, units, plant, now);
        }
        return proposal.point().equals(MODULES) ? modules(proposal, most, plant, now) : Optional.empty();
    }

    /// The rest of the fans at full speed must blow as much as all do now.
    private static Optional<Rejected> fans(Proposal proposal, List<PointId> units, Observations plant, long now) {
        double sum = 0;
        int running = 0;
        for (PointId unit : units) {
            double speed = load(unit, plant, now).orElse(0);
            if (speed > STANDS_BELOW) {
                sum += speed;
                running++;
            }
        }
        return sum <= FULL * (running - 1)
                ? Optional.empty()
                : reject(
                        "%s: %d units run at %.0f %% together, and one of them may be lost.".formatted(proposal.point(),
                                running, sum));
    }

    /// All chillers in service but one must carry what the running ones do now; where none runs there is nothing to carry.
    private static Optional<Rejected> chillers(Proposal proposal, List<PointId> units, Observations plant, long now) {
        double sum = 0;
        int there = 0;
        for (PointId unit : units) {
            OptionalDouble load = load(unit, plant, now);
            if (load.isPresent()) {
                sum += load.getAsDouble();
                there++;
            }
        }
        return there > 1 && sum <= FULL * (there - 1)
                ? Optional.empty()
                : reject(
                        "%s: %d chillers would have to carry %.0f %% with one of them lost.".formatted(proposal.point(),
                                there, sum));
    }

    /// On each side the modules that are left when one is lost must carry what the side does now.
    private Optional<Rejected> modules(Proposal proposal, double most, Observations plant, long now) {
        for (PointId side : sides) {
            OptionalDouble load = load(side, plant, now);
            if (load.isEmpty() || load.getAsDouble() * most > FULL * (proposal.value() - 1)) {
                return reject("%s = %s: %s is %s %% of %.0f modules, and one may be lost.".formatted(proposal.point(),
                        proposal.value(), side, load.isPresent() ? String.valueOf(load.getAsDouble()) : "not known",
                        most));
            }
        }
        return Optional.empty();
    }

    private static OptionalDouble load(PointId unit, Observations plant, long now) {
        Optional<Reading> reading = plant.isOutOfService(unit.equipment())
                ? Optional.empty()
                : plant.readings().fresh(unit, now);
        return reading.isPresent() ? OptionalDouble.of(reading.get().value()) : OptionalDouble.empty();
    }

    private static Optional<Rejected> reject(String text) {
        return Optional.of(new Rejected(Reason.NO_SPARE, text));
    }
}
