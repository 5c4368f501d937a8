package dev.ondol.simulator.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZonedDateTime;
import net.e175.klaus.solarpositioning.SPA;
import net.e175.klaus.solarpositioning.SolarPosition;
import org.junit.jupiter.api.Test;

class SunTest {
    /// The example of Reda and Andreas, Solar Position Algorithm for Solar Radiation Applications (NREL/TP-560-34302), A.5.
    private static final ZonedDateTime GOLDEN = ZonedDateTime.parse("2003-10-17T12:30:30-07:00");
    private static final double ZENITH_DEG = 50.11162;
    private static final double AZIMUTH_DEG = 194.340241;

    @Test
    void theLibraryComputesThePublishedExample() {
        SolarPosition sun = SPA.calculateSolarPosition(GOLDEN, 39.742476, -105.1786, 1830.14, 67, 820, 11);
        assertThat(sun.zenithAngle()).isCloseTo(ZENITH_DEG, within(1e-5));
        assertThat(sun.azimuth()).isCloseTo(AZIMUTH_DEG, within(1e-5));
    }

    @Test
    void standardAirAndAnEstimatedClockErrorAreGoodForAThousandthOfADegree() {
        SunPosition sun = new Sun(39.742476, -105.1786, 1830.14).at(GOLDEN.toInstant().toEpochMilli());
        assertThat(sun.zenithDeg()).isCloseTo(ZENITH_DEG, within(1e-3));
        assertThat(sun.azimuthDeg()).isCloseTo(AZIMUTH_DEG, within(1e-3));
    }

    @Test
    void aYearMovedToAnotherZoneHasTheSunOfItsOwnPlaceAtTheSameLocalHour() {
        SunPosition frankfurt = new Sun(50.05, 8.6, 113).at(Instant.parse("2026-06-01T10:00:00Z").toEpochMilli());
        SunPosition moved = new Sun(50.05, 8.6 - 15 + 135, 113)
                .at(Instant.parse("2026-06-01T02:00:00Z").toEpochMilli());
        assertThat(moved.zenithDeg()).isCloseTo(frankfurt.zenithDeg(), within(0.05));
        assertThat(moved.azimuthDeg()).isCloseTo(frankfurt.azimuthDeg(), within(0.1));
    }

    @Test
    void meanSineIsZeroAtNightAndTheSineOfTheMiddleByDay() {
        Sun seoul = new Sun(37.57, 126.98, 40);
        assertThat(seoul.meanSine(Instant.parse("2026-03-20T15:00:00Z").toEpochMilli(), 3_600_000)).isZero();
        double noon = seoul.meanSine(Instant.parse("2026-03-20T03:00:00Z").toEpochMilli(), 3_600_000);
        assertThat(noon).isCloseTo(Math.cos(Math.toRadians(37.57)), within(0.005));
    }

    @Test
    void extraterrestrialRadiationFollowsTheDistanceOfTheSun() {
        assertThat(Sun.extraterrestrialWM2(175)).isCloseTo(1321.1655834833093, within(1e-3)); // pvlib, 24 June
        assertThat(Sun.extraterrestrialWM2(3)).isCloseTo(1414, within(1.0));
        assertThat(Sun.extraterrestrialWM2(Instant.parse("2014-06-24T12:00:00Z").toEpochMilli()))
                .isEqualTo(Sun.extraterrestrialWM2(175));
    }

    @Test
    void raysMeetASurfaceThatFacesThemSquarely() {
        SunPosition sun = new SunPosition(40, 140);
        assertThat(sun.incidence(40, 140)).isCloseTo(1, within(1e-12));
        assertThat(sun.incidence(0, 77)).isCloseTo(Math.cos(Math.toRadians(40)), within(1e-12));
        assertThat(sun.incidence(50, 320)).isCloseTo(0, within(1e-12));
        assertThat(new SunPosition(82.85457044, 66.71).airMass()).isCloseTo(7.58831596, within(1e-3)); // pvlib
    }
}
