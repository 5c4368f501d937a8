package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A saving step of supply air is 0.5 K in five minutes, towards the warm.
class RampWatchTest {
    private static final PointId SUPPLY = PointId.of("hall-h1/supply-air-temperature-setpoint");

    private double inForceC = 22;
    private final RampWatch watch = new RampWatch(PointCatalog.of(SiteReader.builtIn("kr-edge").orElseThrow()),
            point -> point.equals(SUPPLY) ? inForceC : Double.NaN);

    private void minutes(int count) {
        for (int minute = 0; minute < count; minute++) {
            watch.minute();
        }
    }

    @BeforeEach
    void stand() {
        minutes(5);
    }

    @Test
    void aStepBeyondTheLimitCountsAndOneWithinItDoesNot() {
        watch.written(SUPPLY, 22.5);
        assertThat(watch.tooFast()).isZero();
        watch.written(SUPPLY, 22.51);
        assertThat(watch.tooFast()).isOne();
    }

    @Test
    void stepsWithinTheLimitThatAddUpToMoreInFiveMinutesCount() {
        watch.written(SUPPLY, 22.4);
        inForceC = 22.4;
        minutes(4);
        watch.written(SUPPLY, 22.8);
        assertThat(watch.tooFast()).isOne();
        minutes(1);
        watch.written(SUPPLY, 22.8);
        assertThat(watch.tooFast()).as("five minutes later").isOne();
    }

    @Test
    void whereThePlantWentFarByItselfAStepBackIsNoneThatSavesAndOneFartherIs() {
        inForceC = 25;
        minutes(1);
        watch.written(SUPPLY, 24);
        assertThat(watch.tooFast()).isZero();
        watch.written(SUPPLY, 25.1);
        assertThat(watch.tooFast()).isOne();
    }

    @Test
    void moreCoolingIsNeverTooFast() {
        watch.written(SUPPLY, 18);
        assertThat(watch.tooFast()).isZero();
    }
}
