package dev.ondol.benchmarks.safety;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// P10 at the simulated plant: whatever is in force when the local rules take over, the next instant is no farther from it than one of their
/// steps. Where an interlock begins in that very instant its full cooling is in force, exactly, in its hall and nowhere else. (How far the
/// optimizer goes when it takes over is P2.)
public final class BumplessTries {
    private static final long START = 1_700_000_100_000L;
    private static final double STEP_S = 15;
    private static final String HALL = "hall-h1";
    /// The largest step that local rules make at once: 0.6 K of air, 7 % of 8 K of water, 0.32 Pa, each and a trim.
    private static final double LOCAL_STEP = 0.8;

    private BumplessTries() {}

    public static Tried run(long seed, long tries) {
        Tried tried = Tried.inMemory("P10");
        Random random = new Random(seed);
        Site site = SiteReader.builtIn("kr-edge").orElseThrow();
        PointCatalog catalog = PointCatalog.of(site);
        Facility facility = new Facility(site, new GoodPracticeControl(), new MildDay(START), START, seed);
        List<PointId> points = Stream.of(HALL + "/supply-air-temperature-setpoint",
                HALL + "/differential-pressure-setpoint", "chilled-water/supply-water-temperature-setpoint")
                .map(PointId::of)
                .toList();
        while (tried.tries() < tries) {
            PointId point = points.get(random.nextInt(points.size()));
            SetpointLimits limits = catalog.find(point).flatMap(Point::limits).orElseThrow();
            double value = limits.min() + random.nextDouble() * (limits.max() - limits.min());
            facility.write(point, value);
            facility.step(STEP_S);
            double held = facility.setpoint(point);
            boolean coolsFully = facility.tripped(0);
            if (random.nextBoolean()) {
                facility.relinquish(point);
            } else {
                facility.relinquishAll();
            }
            facility.step(STEP_S);
            double after = facility.setpoint(point);
            boolean began = facility.tripped(0) && !coolsFully && point.equipment().equals(HALL);
            double full = limits.safe() == SafeDirection.DOWN ? limits.min() : limits.max();
            tried.check(began ? after == full : Math.abs(after - held) <= LOCAL_STEP,
                    () -> "%s went from %s to %s when it was given back%s".formatted(point, held, after, began
                            ? " and full cooling began"
                            : ""));
        }
        return tried;
    }
}
