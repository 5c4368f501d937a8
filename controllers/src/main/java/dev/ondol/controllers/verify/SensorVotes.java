package dev.ondol.controllers.verify;

import dev.ondol.controllers.verify.Readings.Reading;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Two of three: a sensor of a hall or a loop against those of the units that feed it. Where two of these agree and contradict it, it is
/// not believed (property P3). Units that stand still have no vote. Immutable.
final class SensorVotes {
    /// Farther apart than this two sensors contradict each other, K: ten times what a worn sensor is off.
    static final double APART_K = 3;
    private static final int LEAST_VOTES = 2;

    private final Map<PointId, List<Voter>> voters = new HashMap<>();

    /// @param runs where it says whether it runs
    private record Voter(PointId sensor, PointId runs) {}

    SensorVotes(Site site) {
        for (Hall hall : site.halls()) {
            List<Voter> air = new ArrayList<>();
            hall.crah().ifPresent(crah -> air.addAll(units("crah-" + hall.id(), crah.units(), Quantity.FAN_SPEED,
                    Quantity.SUPPLY_AIR_TEMPERATURE)));
            hall.crac().ifPresent(crac -> air.addAll(units("crac-" + hall.id(), crac.units(), Quantity.FAN_SPEED,
                    Quantity.SUPPLY_AIR_TEMPERATURE)));
            voters.put(PointId.of(hall.equipment(), Quantity.SUPPLY_AIR_TEMPERATURE), air);
            hall.cdu().ifPresent(cdu -> voters.put(PointId.of(PointCatalog.technologyLoop(hall.id()),
                    Quantity.SUPPLY_WATER_TEMPERATURE),
                    units("cdu-" + hall.id(), cdu.units(), Quantity.PUMP_SPEED,
                            Quantity.SUPPLY_WATER_TEMPERATURE)));
        }
        site.cooling().chillers().ifPresent(chillers -> voters.put(PointId.of(PointCatalog.CHILLED_WATER,
                Quantity.SUPPLY_WATER_TEMPERATURE),
                units("chiller", chillers.units(), Quantity.RUN_STATUS,
                        Quantity.SUPPLY_WATER_TEMPERATURE)));
    }

    private static List<Voter> units(String kind, int count, Quantity runs, Quantity sensor) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> new Voter(PointId.of(PointCatalog.unit(kind, n), sensor),
                PointId.of(PointCatalog.unit(kind, n), runs))).toList();
    }

    /// Whether that sensor shows something and is contradicted.
    ///
    /// @param now plant time in milliseconds
    boolean outvoted(PointId sensor, Observations plant, long now) {
        List<Voter> of = voters.get(sensor);
        if (of == null) {
            return false;
        }
        Optional<Reading> shown = plant.readings().fresh(sensor, now);
        double[] votes = of.stream().flatMapToDouble(voter -> vote(voter, plant, now)).sorted().toArray();
        if (shown.isEmpty() || votes.length < LEAST_VOTES) {
            return false;
        }
        double median = votes[votes.length / 2];
        long agreeing = DoubleStream.of(votes).filter(vote -> Math.abs(vote - median) <= APART_K).count();
        return agreeing >= LEAST_VOTES && Math.abs(shown.get().value() - median) > APART_K;
    }

    private static DoubleStream vote(Voter voter, Observations plant, long now) {
        boolean runs = plant.readings().fresh(voter.runs(), now).filter(reading -> reading.value() > 0).isPresent();
        return runs && !plant.isOutOfService(voter.sensor().equipment())
                ? plant.readings().fresh(voter.sensor(), now).stream().mapToDouble(Reading::value)
                : DoubleStream.empty();
    }
}
