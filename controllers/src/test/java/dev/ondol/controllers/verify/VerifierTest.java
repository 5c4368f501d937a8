package dev.ondol.controllers.verify;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CAP;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.CHILLED;
import static dev.ondol.controllers.verify.EdgeSite.INLET;
import static dev.ondol.controllers.verify.EdgeSite.PRESSURE;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static dev.ondol.controllers.verify.EdgeSite.frame;
import static dev.ondol.controllers.verify.EdgeSite.watched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final long VALID = NOW + 900_000;
    private static final PointId DRY_BULB = PointId.of(PointCatalog.WEATHER_STATION, Quantity.DRY_BULB_TEMPERATURE);
    private static final PointId HUMIDITY = PointId.of(PointCatalog.WEATHER_STATION, Quantity.RELATIVE_HUMIDITY);

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = watched(NOW);

    @Test
    void aSmallStepInsideTheEnvelopeIsAcceptedUnchanged() {
        assertThat(verify(AIR, 22.5)).isEqualTo(new Accepted(22.5));
        assertThat(verify(PRESSURE, 6)).isEqualTo(new Accepted(6));
        assertThat(verify(CHILLED, 18.5)).isEqualTo(new Accepted(18.5));
        assertThat(verify(CAP, 70)).isEqualTo(new Accepted(70));
    }

    @Test
    void aValueOutsideTheEnvelopeIsRejectedAndNotClamped() {
        assertThat(reason(AIR, 27.1)).isEqualTo(Reason.OUTSIDE_ENVELOPE);
        assertThat(reason(AIR, 17.9)).isEqualTo(Reason.OUTSIDE_ENVELOPE);
        assertThat(reason(AIR, Double.NaN)).isEqualTo(Reason.NOT_A_NUMBER);
        assertThat(reason(AIR, Double.POSITIVE_INFINITY)).isEqualTo(Reason.NOT_A_NUMBER);
        assertThat(reason(CAP, 49)).isEqualTo(Reason.OUTSIDE_ENVELOPE);
    }

    @Test
    void onlyWritablePointsOfTheSiteCanBeWritten() {
        assertThat(reason(INLET, 24)).isEqualTo(Reason.NOT_WRITABLE);
        assertThat(reason(PointId.of("hall-h9/supply-air-temperature-setpoint"), 22)).isEqualTo(Reason.NOT_WRITABLE);
    }

    @Test
    void towardsSafetyThereIsNoSlewLimit() {
        assertThat(verify(AIR, 18)).isEqualTo(new Accepted(18));
        assertThat(verify(PRESSURE, 20)).isEqualTo(new Accepted(20));
    }

    @Test
    void inTheSavingDirectionOneStepInFiveMinutesIsTheLimit() {
        assertThat(reason(AIR, 22.51)).isEqualTo(Reason.TOO_FAST);
        assertThat(reason(PRESSURE, 5.9)).isEqualTo(Reason.TOO_FAST);
        apply(AIR, 22.5, 1, NOW);
        assertThat(reason(AIR, 22.6)).isEqualTo(Reason.TOO_FAST);
        for (long time = NOW + 15_000; time <= NOW + 300_000; time += 15_000) {
            plant.accept(frame(time, Map.of(AIR, 22.5)));
        }
        assertThat(verdict(AIR, 22.6, NOW + 299_999)).isInstanceOf(Rejected.class);
        assertThat(verdict(AIR, 23, NOW + 300_000)).isEqualTo(new Accepted(23));
    }

    /// P12, where the plant went far by itself: an override that ended, local rules.
    @Test
    void moreCoolingIsPermittedAlsoWhereThePlantWasCoolerAMomentAgo() {
        plant.accept(frame(NOW + 15_000, Map.of(AIR, 26.0)));
        assertThat(verdict(AIR, 25.5, NOW + 15_000)).isEqualTo(new Accepted(25.5));
        assertThat(verdict(AIR, 26, NOW + 15_000)).isEqualTo(new Accepted(26));
        assertThat(verdict(AIR, 26.1, NOW + 15_000)).isInstanceOf(Rejected.class);
        plant.issued(new Command(SITE.id(), AIR, 25.8, "Cel", 1, 0, NOW, NOW + 300_000, "p", "plan"));
        assertThat(verdict(AIR, 25.5, NOW + 15_000)).as("on top of one under way").isEqualTo(new Accepted(25.5));
        plant.issued(new Command(SITE.id(), AIR, 22, "Cel", 1, 1, NOW, NOW + 300_000, "p", "plan"));
        assertThat(verdict(AIR, 25.5, NOW + 15_000)).as("22 may be in force already").isInstanceOf(Rejected.class);
    }

    @Test
    void aCommandOnItsWayCountsAsIfItWereInForce() {
        plant.issued(new Command(SITE.id(), AIR, 18, "Cel", 1, 1, NOW, NOW + 300_000, "p", "plan"));
        assertThat(reason(AIR, 22)).isEqualTo(Reason.TOO_FAST);
        assertThat(verify(AIR, 18.5)).isEqualTo(new Accepted(18.5));
    }

    @Test
    void afterARestartNothingIsSavedUntilAWholePeriodWasWatched() {
        Observations fresh = new Observations(CATALOG);
        fresh.accept(frame(NOW, Map.of()));
        assertThat(verifier.verify(new Proposal(AIR, 22.1, NOW, VALID), fresh, NOW)).isInstanceOfSatisfying(
                Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_FAST));
        assertThat(verifier.verify(new Proposal(AIR, 20, NOW, VALID), fresh, NOW)).isInstanceOf(Accepted.class);
    }

    @Test
    void aSingleStaleRackInletKeepsThePlanOutOfTheHall() {
        Observations gap = watched(NOW);
        long later = NOW + 200_000;
        Frame frame = frame(later, Map.of());
        frame.values().remove(INLET);
        gap.accept(frame);
        assertThat(verifier.staleInputs(AIR, gap, later)).containsExactly(INLET);
        assertThat(verifier.sees(AIR, gap, later)).isFalse();
        assertThat(verifier.sees(CHILLED, gap, later)).isTrue();
        assertThat(verifier.verify(new Proposal(AIR, 20, NOW, VALID), gap, later)).isInstanceOfSatisfying(
                Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.STALE_INPUT));
        assertThat(verifier.verify(new Proposal(CHILLED, 17, NOW, VALID), gap, later)).isInstanceOf(Accepted.class);
    }

    @Test
    void aReadingThatIsImplausibleOrMarkedBadDoesNotCount() {
        long later = NOW + 200_000;
        Observations bad = watched(NOW);
        bad.accept(frame(later, Map.of(INLET, 400.0)));
        assertThat(verifier.staleInputs(AIR, bad, later)).containsExactly(INLET);
        Frame good = frame(later, Map.of());
        Observations marked = watched(NOW);
        marked.accept(new Frame("boot", 1, later, good.values(), Map.of(INLET, "stale")));
        assertThat(verifier.staleInputs(AIR, marked, later)).containsExactly(INLET);
    }

    @Test
    void itSeesASetpointExactlyWhereNothingItNeedsIsStale() {
        for (PointId silent : frame(NOW, Map.of()).values().keySet()) {
            long later = NOW + 200_000;
            Observations gap = watched(NOW);
            Frame frame = frame(later, Map.of());
            frame.values().remove(silent);
            gap.accept(frame);
            for (Point point : CATALOG.writable()) {
                assertThat(verifier.sees(point.id(), gap, later)).as("%s without %s", point.id(), silent)
                        .isEqualTo(verifier.staleInputs(point.id(), gap, later).isEmpty());
            }
            if (CATALOG.find(silent).orElseThrow().writable()) {
                assertThat(verifier.sees(silent, gap, later)).isFalse();
            }
        }
    }

    @Test
    void aReadingFromTheFutureDoesNotCount() {
        Observations future = watched(NOW);
        future.accept(frame(NOW + 3_600_000, Map.of()));
        assertThat(verifier.verify(new Proposal(AIR, 20, NOW, VALID), future, NOW)).isInstanceOfSatisfying(
                Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.STALE_INPUT));
    }

    @Test
    void aHotRackInletForbidsSavingInItsHallButNotCooling() {
        plant.accept(frame(NOW, Map.of(INLET, 27.2)));
        assertThat(reason(AIR, 22.3)).isEqualTo(Reason.INLET_ABOVE_RECOMMENDED);
        assertThat(reason(PRESSURE, 7)).isEqualTo(Reason.INLET_ABOVE_RECOMMENDED);
        assertThat(reason(CHILLED, 18.3)).isEqualTo(Reason.INLET_ABOVE_RECOMMENDED);
        assertThat(verify(AIR, 20)).isInstanceOf(Accepted.class);
        assertThat(verify(CAP, 70)).isInstanceOf(Accepted.class);
    }

    @Test
    void waterThatEntersARoomStaysAboveItsDewPoint() {
        plant.accept(frame(NOW, Map.of(DRY_BULB, 26.0, HUMIDITY, 85.0)));
        assertThat(reason(CHILLED, 16.9)).isEqualTo(Reason.DEW_POINT);
        assertThat(verify(CHILLED, 17)).isInstanceOf(Accepted.class);
        plant.accept(frame(NOW, Map.of(DRY_BULB, 10.0, HUMIDITY, 50.0)));
        assertThat(verify(CHILLED, 7)).isInstanceOf(Accepted.class);
    }

    @Test
    void aPlanThatIsTooOldOrFromTheFutureIsNotFollowed() {
        assertThat(verifier.verify(new Proposal(AIR, 21, NOW - 900_000, NOW - 1), plant, NOW))
                .isInstanceOfSatisfying(Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.PLAN_NOT_VALID));
        assertThat(verifier.verify(new Proposal(AIR, 21, NOW + 60_001, VALID), plant, NOW))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void flipFlopEndsOnTheSafeSide() {
        double[] values = {22.4, 21, 21.5, 19};
        long time = NOW;
        for (int i = 0; i < values.length; i++) {
            assertThat(verdict(AIR, values[i], time)).as("step %d", i).isEqualTo(new Accepted(values[i]));
            apply(AIR, values[i], i + 1, time);
            for (int frames = 0; frames < 21; frames++) {
                time += 15_000;
                plant.accept(frame(time, Map.of(AIR, values[i])));
            }
        }
        assertThat(verdict(AIR, 19.5, time)).isInstanceOfSatisfying(Rejected.class,
                rejected -> assertThat(rejected.reason()).isEqualTo(Reason.FLIP_FLOP));
        assertThat(verdict(AIR, 18.5, time)).isInstanceOf(Accepted.class);
    }

    @Test
    void whoGoesOnSavingDoesNotTurnHoweverManyTurnsWereBefore() {
        double[] values = {22.4, 21, 21.5};
        long time = NOW;
        for (int i = 0; i < values.length; i++) {
            assertThat(verdict(AIR, values[i], time)).as("step %d", i).isEqualTo(new Accepted(values[i]));
            apply(AIR, values[i], i + 1, time);
            for (int frames = 0; frames < 21; frames++) {
                time += 15_000;
                plant.accept(frame(time, Map.of(AIR, values[i])));
            }
        }
        assertThat(verdict(AIR, 22, time)).isEqualTo(new Accepted(22));
    }

    @Test
    void aWarmerSupplyCountsAtEveryInletBeforeItIsThere() {
        plant.accept(frame(NOW, Map.of(INLET, 26.8)));
        assertThat(reason(AIR, 22.3)).isEqualTo(Reason.INLET_ABOVE_RECOMMENDED);
        assertThat(verify(AIR, 22.1)).isEqualTo(new Accepted(22.1));
        assertThat(verify(CHILLED, 18.3)).as("no supply air").isEqualTo(new Accepted(18.3));
    }

    /// Found by a try (P12, seed 1,000,000).
    @Test
    void aCommandThatCanNoLongerArriveMakesNoSavingOfAStepTowardsSafety() {
        plant.issued(new Command(SITE.id(), AIR, 20, "Cel", 1, 1, NOW - 600_000, NOW - 300_000, "p", "plan"));
        plant.accept(frame(NOW, Map.of(INLET, 28.0)));
        assertThat(verify(AIR, 21)).isEqualTo(new Accepted(21));
    }

    @Test
    void theDewPointAgreesWithPublishedTables() {
        // ASHRAE Handbook Fundamentals, psychrometric chart: 25 C at 60 % and 30 C at 50 %.
        assertThat(DewPoint.of(25, 60)).isBetween(16.6, 16.8);
        assertThat(DewPoint.of(30, 50)).isBetween(18.3, 18.5);
        assertThat(DewPoint.of(20, 100)).isBetween(19.999, 20.001);
    }

    private void apply(PointId point, double value, long seq, long time) {
        plant.issued(new Command(SITE.id(), point, value, "Cel", 1, seq, time, time + 300_000, "p", "plan"));
        plant.accept(new Acknowledgement(point, 1, seq, Acknowledgement.Status.APPLIED, value, time), true);
    }

    private Verdict verify(PointId point, double value) {
        return verdict(point, value, NOW);
    }

    private Verdict verdict(PointId point, double value, long now) {
        return verifier.verify(new Proposal(point, value, now, now + 900_000), plant, now);
    }

    private Reason reason(PointId point, double value) {
        return ((Rejected) verify(point, value)).reason();
    }

    @Test
    void aStepThatWouldTakeMoreThanAQuarterOfTheAirIsRefused() {
        Observations low = new Observations(CATALOG);
        for (long time = NOW - 600_000; time <= NOW; time += 15_000) {
            low.accept(frame(time, Map.of(PRESSURE, 4.4)));
        }
        assertThat(verifier.verify(new Proposal(PRESSURE, 2.4, NOW, VALID), low, NOW)).isInstanceOfSatisfying(
                Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE));
        assertThat(verifier.verify(new Proposal(PRESSURE, 2.5, NOW, VALID), low, NOW)).isEqualTo(new Accepted(2.5));
    }

    @Test
    void whatAnOperatorHoldsIsLeftAloneAndSoIsAUnitOutOfService() {
        assertThat(verifier.isLeftAlone(AIR, plant)).isFalse();
        plant.overridden(Set.of(AIR));
        assertThat(verifier.isLeftAlone(AIR, plant)).isTrue();
        assertThat(verifier.isLeftAlone(CHILLED, plant)).isFalse();
        plant.outOfService(Set.of(CHILLED.equipment()));
        assertThat(verifier.isLeftAlone(CHILLED, plant)).isTrue();
        assertThat(reason(AIR, 20)).isEqualTo(Reason.OPERATOR_HOLDS);
        assertThat(reason(CHILLED, 17)).isEqualTo(Reason.OUT_OF_SERVICE);
        assertThat(verify(PRESSURE, 9)).isEqualTo(new Accepted(9));
    }

    @Test
    void openPipesStayAboveTheOutdoorDewPointHoweverDryTheHallsAre() {
        Site liquid = SiteReader.builtIn("kr-hn1").orElseThrow();
        PointCatalog catalog = PointCatalog.of(liquid);
        PointId loop = PointId.of("technology-loop-h1", Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
        Observations humid = new Observations(catalog);
        humid.accept(new Frame("b", 1, NOW, Map.of(loop, 32.0, PointId.of("technology-loop-h1",
                Quantity.SUPPLY_WATER_TEMPERATURE), 32.0, DRY_BULB, 36.0, HUMIDITY, 75.0), Map.of()));
        Verdict verdict = new Verifier(liquid, catalog).verifyTarget(new Proposal(loop, 31, NOW, VALID), humid, NOW);
        assertThat(verdict).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(
                Reason.DEW_POINT));
    }
}
