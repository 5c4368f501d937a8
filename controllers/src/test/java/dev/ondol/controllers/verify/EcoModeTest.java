package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EcoModeTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final long MINUTE = 60_000;
    private static final Site FORBIDDING = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Site SITE = FORBIDDING.allowingUpsEco();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final PointId ECO = PointId.of("ups/eco-mode-setpoint");

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = new Observations(CATALOG);

    private void seen(long time, double mode, double faultB, double loadB) {
        Map<PointId, Double> values = new HashMap<>();
        values.put(ECO, mode);
        values.put(PointId.of("ups-a/fault-status"), 0.0);
        values.put(PointId.of("ups-b/fault-status"), faultB);
        values.put(PointId.of("ups-a/load-ratio"), 60.0);
        values.put(PointId.of("ups-b/load-ratio"), loadB);
        plant.accept(new Frame("boot", time, time, values, Map.of()));
    }

    /// Sound supplies in double conversion for so many minutes until now.
    private void sound(int minutes) {
        for (long time = NOW - minutes * MINUTE; time <= NOW; time += 15_000) {
            seen(time, 0, 0, 60);
        }
    }

    private Verdict verify(double mode, long now) {
        return verifier.verify(new Proposal(ECO, mode, now, now + 900_000), plant, now);
    }

    private static Reason reason(Verdict verdict) {
        return ((Rejected) verdict).reason();
    }

    @Test
    void soundSuppliesThatWereInDoubleConversionForHalfAnHourMayGoToEcoMode() {
        sound(30);
        assertThat(verify(1, NOW)).isInstanceOf(Accepted.class);
    }

    @Test
    void beforeHalfAnHourIsOverTheyMayNot() {
        sound(29);
        assertThat(reason(verify(1, NOW))).isEqualTo(Reason.ECO_TOO_SOON);
    }

    @Test
    void halfAnHourBeginsAnewWhereTheyHaveLeftEcoModeByThemselves() {
        sound(60);
        seen(NOW + MINUTE, 1, 0, 60);
        for (int minute = 2; minute < 32; minute++) {
            seen(NOW + minute * MINUTE, 0, 0, 60);
            assertThat(reason(verify(1, NOW + minute * MINUTE))).as("minute %d", minute).isEqualTo(
                    Reason.ECO_TOO_SOON);
        }
        seen(NOW + 32 * MINUTE, 0, 0, 60);
        assertThat(verify(1, NOW + 32 * MINUTE)).isInstanceOf(Accepted.class);
    }

    @Test
    void aSideWithAFaultOrWithoutLoadOrOverloadedForbidsEcoMode() {
        sound(45);
        seen(NOW + 1, 0, 1, 60);
        assertThat(reason(verify(1, NOW + 1))).isEqualTo(Reason.SUPPLIES_NOT_SOUND);
        seen(NOW + 2, 0, 0, 0);
        assertThat(reason(verify(1, NOW + 2))).isEqualTo(Reason.SUPPLIES_NOT_SOUND);
        seen(NOW + 3, 0, 0, 97);
        assertThat(reason(verify(1, NOW + 3))).isEqualTo(Reason.SUPPLIES_NOT_SOUND);
        seen(NOW + 4, 0, 0, 60);
        assertThat(verify(1, NOW + 4)).isInstanceOf(Accepted.class);
    }

    @Test
    void withoutAFreshFaultStatusNothingIsWritten() {
        sound(45);
        long later = NOW + 5 * MINUTE;
        plant.accept(new Frame("boot", later, later, Map.of(ECO, 0.0, PointId.of("ups-a/load-ratio"), 60.0, PointId.of(
                "ups-b/load-ratio"), 60.0), Map.of()));
        assertThat(reason(verify(1, later))).isEqualTo(Reason.STALE_INPUT);
    }

    @Test
    void backToDoubleConversionIsPermittedWhateverTheFault() {
        sound(45);
        seen(NOW + 1, 1, 1, 97);
        assertThat(verify(0, NOW + 1)).isInstanceOf(Accepted.class);
    }

    @Test
    void backToDoubleConversionIsPermittedHoweverShortTheTime() {
        sound(5);
        assertThat(verify(0, NOW)).isInstanceOf(Accepted.class);
    }

    @Test
    void otherSetpointsDoNotWaitForTheSupplies() {
        Trajectory fresh = new Trajectory(CATALOG.find(ECO).orElseThrow().limits().orElseThrow(), MINUTE);
        fresh.observed(NOW, 0, true);
        assertThat(EcoMode.tooSoon(new Proposal(ECO, 1, NOW, NOW), true, fresh, NOW)).isPresent();
        assertThat(EcoMode.tooSoon(new Proposal(SpareUnits.MODULES, 1, NOW, NOW), true, fresh, NOW)).isEmpty();
    }

    @Test
    void whereTheOperatorDoesNotAllowItThereIsNoSuchPointAndNoSuchMode() {
        assertThat(PointCatalog.of(FORBIDDING).find(ECO)).isEmpty();
        sound(45);
        Verdict verdict = new Verifier(FORBIDDING, CATALOG).verify(new Proposal(ECO, 1, NOW, NOW + 900_000), plant,
                NOW);
        assertThat(reason(verdict)).isEqualTo(Reason.ECO_NOT_ALLOWED);
        assertThat(((Rejected) verdict).text()).contains("the operator does not allow eco mode");
        assertThat(reason(verify(0.5, NOW))).isEqualTo(Reason.ECO_NOT_ALLOWED);
        assertThat(((Rejected) verify(0.5, NOW)).text()).contains("there is nothing between the modes");
    }

    /// The oracle keeps its own list of what was seen.
    @Test
    void nothingButSoundSuppliesAfterHalfAnHourEverPasses() {
        long seed = Long.getLong("ondol.seed", 4);
        SplittableRandom random = new SplittableRandom(seed);
        long safeFrom = NOW;
        double before = 0;
        int accepted = 0;
        for (int step = 0; step < 20_000; step++) {
            long time = NOW + step * MINUTE / 2;
            double mode = random.nextInt(100) == 0 ? 1 - before : before;
            double fault = random.nextInt(20) == 0 ? 1 : 0;
            double load = random.nextInt(20) == 0 ? random.nextDouble(0, 120) : 60;
            seen(time, mode, fault, load);
            safeFrom = mode < before ? time : safeFrom;
            before = mode;
            if (verify(1, time) instanceof Accepted) {
                accepted++;
                assertThat(fault == 0 && load >= 1 && load <= 85).as("seed %d, step %d", seed, step).isTrue();
                assertThat(mode == 1 || time - safeFrom >= 30 * MINUTE).as("seed %d, step %d", seed, step).isTrue();
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(1_000);
    }
}
