package dev.ondol.controllers.verify;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.CHILLED;
import static dev.ondol.controllers.verify.EdgeSite.PRESSURE;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// P1, P3, P7 and P15 for random proposals at a plant with random holes in its telemetry, against rules written down a
/// second time here, in the words of the property.
class VerifierPropertyTest {
    /// The mutation check asks for fewer: it runs the test many times.
    private static final int TRIES = Integer.getInteger("ondol.tries", 100_000);
    private static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    private static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);
    private static final List<PointId> SETPOINTS = List.of(AIR, PRESSURE, CHILLED, EdgeSite.CAP);

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = new Observations(CATALOG);
    private final Map<PointId, Long> seen = new HashMap<>();
    private final Map<PointId, Double> values = new HashMap<>();

    @Test
    void nothingThatIsAcceptedBreaksTheEnvelopeFreshnessValidityOrDewPoint() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("VerifierPropertyTest seed " + seed + " (repeat with -Dondol.seed)");
        Random random = new Random(seed);
        long now = 1_700_000_000_000L;
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            now += random.nextInt(4) * 15_000L;
            if (random.nextInt(3) > 0) {
                report(random, now);
            }
            Proposal proposal = proposal(random, now);
            Verdict verdict = verifier.verify(proposal, plant, now);
            if (verdict instanceof Accepted(double value)) {
                accepted++;
                String try_ = "seed %d, try %d, %s at %d".formatted(seed, i, proposal, now);
                assertThat(Double.doubleToLongBits(value)).as(try_)
                        .isEqualTo(Double.doubleToLongBits(proposal.value()));
                assertThat(mayPass(proposal, now)).as(try_).isTrue();
            }
        }
        assertThat(accepted).as("seed %d: the test must also see acceptances", seed).isGreaterThan(TRIES / 100);
    }

    private boolean mayPass(Proposal proposal, long now) {
        SetpointLimits limits = CATALOG.find(proposal.point()).orElseThrow().limits().orElseThrow();
        boolean inside = proposal.value() >= limits.min() && proposal.value() <= limits.max();
        boolean valid = now <= proposal.validUntil() && proposal.plannedAt() - now <= 60_000;
        return inside && valid && inputs(proposal.point()).allMatch(input -> fresh(input, now))
                && dry(proposal);
    }

    private static Stream<PointId> inputs(PointId setpoint) {
        Stream<PointId> own = Stream.of(setpoint);
        if (setpoint.equals(CHILLED)) {
            return Stream.concat(own, Stream.of(DRY_BULB, HUMIDITY, PointId.of(
                    "chilled-water/supply-water-temperature")));
        }
        if (setpoint.equals(EdgeSite.CAP)) {
            return own;
        }
        return Stream.concat(own, CATALOG.all().stream().map(Point::id)
                .filter(id -> id.quantity().equals("inlet-air-temperature")
                        || id.equipment().equals(EdgeSite.HALL) && id.quantity().equals("supply-air-temperature")));
    }

    /// At most three periods and the latency old.
    private boolean fresh(PointId id, long now) {
        Point point = CATALOG.find(id).orElseThrow();
        Long at = seen.get(id);
        return at != null && now - at <= 3 * point.period().toMillis() + point.latency().toMillis();
    }

    /// Saturation pressure after Buck (1981) instead of Magnus: the air at the water's temperature less 2 K must be able to
    /// hold the vapour that is there, or the room is dried to 15 Celsius.
    private boolean dry(Proposal proposal) {
        if (!proposal.point().equals(CHILLED)) {
            return true;
        }
        double dewSide = proposal.value() - 2;
        return dewSide >= 15 - 0.1 || buckPa(dewSide + 0.1) >= values.getOrDefault(HUMIDITY, 100.0) / 100
                * buckPa(values.getOrDefault(DRY_BULB, 60.0));
    }

    private static double buckPa(double celsius) {
        return 611.21 * Math.exp((18.678 - celsius / 234.5) * celsius / (257.14 + celsius));
    }

    private void report(Random random, long now) {
        Map<PointId, Double> readings = new HashMap<>();
        boolean hole = random.nextInt(4) == 0;
        for (PointId id : EdgeSite.frame(now, Map.of()).values().keySet()) {
            Point point = CATALOG.find(id).orElseThrow();
            if (hole && random.nextInt(40) == 0) {
                continue;
            }
            double value = switch (point.quantity()) {
                case DRY_BULB_TEMPERATURE -> -10 + 45 * random.nextDouble();
                case RELATIVE_HUMIDITY -> 100 * random.nextDouble();
                default -> EdgeSite.ordinary(point);
            };
            readings.put(point.id(), value);
            seen.put(point.id(), now);
            values.put(point.id(), value);
        }
        plant.accept(new Frame("boot", now, now, readings, Map.of()));
    }

    private static Proposal proposal(Random random, long now) {
        PointId point = SETPOINTS.get(random.nextInt(SETPOINTS.size()));
        SetpointLimits limits = CATALOG.find(point).orElseThrow().limits().orElseThrow();
        double value = switch (random.nextInt(10)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> random.nextBoolean() ? Math.nextUp(limits.max()) : Math.nextDown(limits.min());
            case 4 -> random.nextBoolean() ? limits.max() : limits.min();
            default -> limits.min() - 1 + random.nextDouble() * (limits.max() - limits.min() + 2);
        };
        long plannedAt = now + random.nextInt(-30, 10) * 60_000L;
        long validUntil = random.nextInt(20) == 0 ? random.nextLong() : plannedAt + 900_000;
        return new Proposal(point, value, plannedAt, validUntil);
    }
}
