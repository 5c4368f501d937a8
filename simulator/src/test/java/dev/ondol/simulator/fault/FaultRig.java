package dev.ondol.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault.Kind;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// Two equal plants in the same weather: a sound one, and one with faults from noon on.
final class FaultRig {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final LocalDateTime BEGIN = LocalDateTime.of(2022, 7, 1, 0, 0);
    private static final int SETTLED_HOURS = 12;
    private static final String NOON = "2022-07-01T12:00";

    final Facility sound = facility(24);
    final Facility broken = facility(24);

    static Facility facility(double wetBulbC) {
        long start = BEGIN.atZone(SITE.location().zone()).toInstant().toEpochMilli();
        Facility facility = new Facility(SITE, new GoodPracticeControl(), new Steady(wetBulbC), start, 1);
        for (int node = 0; node < facility.it().nodes(); node++) {
            facility.it().start(node, node % 4 == 0 ? 0 : facility.it().freeGpus(node), JobClass.TRAINING);
        }
        return facility;
    }

    /// Runs both plants to noon and the broken one with its faults for some minutes more; the sound one beside it.
    FaultsInForce run(int minutes, Fault... faults) {
        FaultsInForce inForce = new FaultsInForce(new FaultPlan(List.of(faults)), broken, 7);
        for (int i = 0; i < SETTLED_HOURS * 60 + minutes; i++) {
            inForce.advance();
            broken.step(60);
            sound.step(60);
        }
        assertThat(broken.energy().maxBalanceError()).isLessThan(1e-6);
        return inForce;
    }

    static Fault equipment(Kind kind, String name, double minutes, double value) {
        Optional<Double> worth = kind == Kind.UNIT_TRIP ? Optional.empty() : Optional.of(value);
        return new Fault(kind, Optional.of(name), Optional.empty(), NOON, minutes, worth);
    }

    static Fault sensor(Kind kind, String point, double minutes, Optional<Double> value) {
        return new Fault(kind, Optional.empty(), Optional.of(point), NOON, minutes, value);
    }

    static Fault site(Kind kind, double minutes) {
        return new Fault(kind, Optional.empty(), Optional.empty(), NOON, minutes, Optional.empty());
    }

    static double read(Facility facility, String point) {
        return facility.reading(PointId.of(point));
    }

    /// The same mild, humid weather all the time.
    private record Steady(double wetBulbC) implements Weather {
        @Override
        public WeatherSample at(long plantMillis) {
            return new WeatherSample(wetBulbC + 5, wetBulbC, wetBulbC - 2, 0.7, 2, 101_325, 0);
        }

        @Override
        public long firstMillis() {
            return 0;
        }

        @Override
        public String name() {
            return "steady";
        }
    }
}
