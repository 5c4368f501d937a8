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

class CoolantRiseTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final double DESIGN_LS = 24 * 2.83;
    private static final double DESIGN_K = 24 * 132_000 * 0.86 / (DESIGN_LS * 1.013 * 3930);
    private static final PointId FLOW = PointId.of("technology-loop-h1/water-flow-setpoint");

    private final Verifier verifier = new Verifier(SITE, CATALOG);

    /// A loop that has run for ten minutes at this share of its design flow and warmed by this much.
    private static Observations running(double share, double riseK) {
        Observations plant = new Observations(CATALOG);
        for (long time = NOW - 600_000; time <= NOW; time += 15_000) {
            Map<PointId, Double> values = new HashMap<>();
            values.put(FLOW, share * DESIGN_LS);
            values.put(PointId.of("technology-loop-h1/water-flow"), share * DESIGN_LS);
            values.put(PointId.of("technology-loop-h1/supply-water-temperature"), 36.0);
            values.put(PointId.of("technology-loop-h1/return-water-temperature"), 36 + riseK);
            plant.accept(new Frame("boot", time, time, values, Map.of()));
        }
        return plant;
    }

    private Verdict verify(Observations plant, double share) {
        return verifier.verify(new Proposal(FLOW, share * DESIGN_LS, NOW, NOW + 900_000), plant, NOW);
    }

    @Test
    void lessCoolantIsAcceptedWhileItWarmsNoMoreThanAtFullLoad() {
        assertThat(verify(running(1, 0.6 * DESIGN_K), 0.96)).isInstanceOf(Accepted.class);
        assertThat(reason(verify(running(0.65, 0.97 * DESIGN_K), 0.61))).isEqualTo(Reason.COOLANT_RISE);
    }

    @Test
    void moreCoolantIsAlwaysAccepted() {
        assertThat(verify(running(0.6, 1.4 * DESIGN_K), 1)).isInstanceOf(Accepted.class);
        assertThat(verify(running(0.6, 1.4 * DESIGN_K), 0.61)).isInstanceOf(Accepted.class);
    }

    @Test
    void withoutTheTemperatureBehindTheRacksNothingIsWritten() {
        Observations plant = running(1, 0.6 * DESIGN_K);
        long later = NOW + 120_000;
        Map<PointId, Double> values = new HashMap<>();
        values.put(FLOW, DESIGN_LS);
        values.put(PointId.of("technology-loop-h1/water-flow"), DESIGN_LS);
        values.put(PointId.of("technology-loop-h1/supply-water-temperature"), 36.0);
        plant.accept(new Frame("boot", later, later, values, Map.of()));
        assertThat(reason(verifier.verify(new Proposal(FLOW, 0.97 * DESIGN_LS, later, later + 900_000), plant, later)))
                .isEqualTo(Reason.STALE_INPUT);
    }

    @Test
    void noAcceptedFlowLetsTheHeatOfNowWarmTheCoolantBeyondItsDesign() {
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 2_000; i++) {
            double share = random.nextDouble(0.5, 1);
            double riseK = random.nextDouble(0, 1.3 * DESIGN_K);
            double wanted = share - random.nextDouble(0.006, 0.05);
            if (verify(running(share, riseK), wanted) instanceof Accepted) {
                accepted++;
                assertThat(riseK * share / wanted).as("seed %d, try %d", seed, i).isLessThan(DESIGN_K * 1.001);
            }
        }
        assertThat(accepted).isGreaterThan(500);
    }

    @Test
    void lessCoolantIsRefusedWherePumpsDoNotPushWhatTheyAreTold() {
        Observations plant = running(1, 0.3 * DESIGN_K);
        PointId flow = PointId.of("technology-loop-h1/water-flow");
        plant.accept(new Frame("boot", NOW, NOW, Map.of(flow, 0.79 * DESIGN_LS), Map.of()));
        assertThat(reason(verify(plant, 0.96))).isEqualTo(Reason.LOW_FLOW);
        plant.accept(new Frame("boot", NOW, NOW, Map.of(flow, 0.81 * DESIGN_LS), Map.of()));
        assertThat(verify(plant, 0.96)).isInstanceOf(Accepted.class);
    }

    @Test
    void hallsWithoutCoolantHaveNoFlowToJudge() {
        assertThat(new CoolantRise(EdgeSite.SITE).inputs()).isEmpty();
    }

    private static Reason reason(Verdict verdict) {
        return ((Rejected) verdict).reason();
    }
}
