package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import java.util.List;

/// What the properties say about one value and one state of the plant, written down without a look at the verifier.
final class OracleRules {
    /// Heat capacity of 25 % propylene glycol at 40 C by volume, J/(L K).
    static final double COOLANT_J_LK = 3_981;

    private OracleRules() {}

    static boolean inside(double value, SetpointLimits limits) {
        return value >= limits.min() && value <= limits.max();
    }

    /// P3: all inputs are lately told, alive, and not contradicted.
    static boolean sees(PointId setpoint, Surroundings around, PlantBook book, long now) {
        return around.inputs(setpoint).stream().allMatch(input -> book.fresh(input, now) && !book.frozen.contains(input)
                && !contradicted(input, around, book, now));
    }

    private static boolean contradicted(PointId sensor, Surroundings around, PlantBook book, long now) {
        List<PointId> units = sensor.equals(around.supplyAir)
                ? around.fans
                : sensor.equals(around.loopSupply)
                        ? around.coolantUnits
                        : sensor.equals(Surroundings.waterOf(Surroundings.CHILLED)) ? around.chillers : List.of();
        double[] votes = units.stream().filter(unit -> !book.out.contains(unit.equipment()))
                .filter(unit -> running(unit, book, now))
                .map(unit -> PointId.of(unit.equipment(), sensor.equals(around.supplyAir)
                        ? Quantity.SUPPLY_AIR_TEMPERATURE
                        : Quantity.SUPPLY_WATER_TEMPERATURE))
                .filter(vote -> book.fresh(vote, now)).mapToDouble(book::of).sorted().toArray();
        return votes.length >= 2 && Math.abs(votes[votes.length / 2] - book.of(sensor)) > 3;
    }

    private static boolean running(PointId unit, PlantBook book, long now) {
        PointId says = unit.quantity().equals(Quantity.FAN_SPEED.id()) || unit.quantity().equals(Quantity.PUMP_SPEED
                .id())
                        ? unit
                        : PointId.of(unit.equipment(), Quantity.RUN_STATUS);
        return book.fresh(says, now) && book.of(says) > 0;
    }

    /// P13: with one of the units lost the others carry what all do now.
    static boolean spare(List<PointId> units, boolean standingCounts, PlantBook book, long now) {
        double sum = 0;
        int count = 0;
        for (PointId unit : units) {
            if (!book.out.contains(unit.equipment()) && book.fresh(unit, now)
                    && (standingCounts || book.of(unit) > 1)) {
                sum += book.of(unit);
                count++;
            }
        }
        return sum <= 100.0 * (count - 1) + 1e-6;
    }

    /// P15: the air at the water's temperature less 2 K could hold the vapour that is outdoors (Buck 1981), or the room is dried.
    ///
    /// @param slackK given away, K
    static boolean dry(double waterC, boolean driedRoom, PlantBook book, double slackK) {
        double dewSideC = waterC - 2 + slackK;
        return driedRoom && dewSideC >= 15 || buckPa(dewSideC) >= book.of(Surroundings.HUMIDITY) / 100 * buckPa(book.of(
                Surroundings.DRY_BULB));
    }

    private static double buckPa(double celsius) {
        return 611.21 * Math.exp((18.678 - celsius / 234.5) * celsius / (257.14 + celsius));
    }
}
