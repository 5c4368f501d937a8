package dev.ondol.optimizer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.cluster.ServerFigures.Rest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerFiguresTest {
    private static final long MINUTE = 60_000;
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private final Nodes nodes = new Nodes(SITE);
    private final NodeType nameplate = nodes.type(0);

    @Test
    void powerWithoutWorkIsLearnedThroughNoiseForAllNodesOfTheTypeAndNoOther() {
        SplittableRandom random = new SplittableRandom(5);
        int last = nodes.ofModel(nameplate.gpuModel())[nodes.ofModel(nameplate.gpuModel()).length - 1];
        for (int i = 0; i < 2_000; i++) {
            double noise = 0.97 + 0.06 * random.nextDouble();
            nodes.drew(0, Rest.IDLE, 0.22 * nameplate.nameplateW() * noise);
            nodes.drew(0, Rest.PARKED, 0.045 * nameplate.nameplateW() * noise);
        }
        assertThat(nodes.type(last).idleFraction()).isCloseTo(0.22, within(0.001));
        assertThat(nodes.type(last).parkedFraction()).isCloseTo(0.045, within(0.0005));
        assertThat(nodes.type(last).deepIdleFraction()).isEqualTo(nameplate.deepIdleFraction());
        assertThat(nodes.figures().learned()).extracting(NodeType::id).containsExactly(nameplate.id());
    }

    @Test
    void aFewSightingsMoveTheNameplateLittleAndImpossibleOnesDoNotAtAll() {
        nodes.drew(0, Rest.IDLE, 0.22 * nameplate.nameplateW());
        assertThat(nodes.type(0).idleFraction()).isBetween(0.238, 0.24);
        Nodes others = new Nodes(SITE);
        for (double powerW : new double[]{0, -5, Double.NaN, Double.POSITIVE_INFINITY, nameplate.nameplateW()}) {
            others.drew(0, Rest.IDLE, powerW);
        }
        assertThat(others.figures().learned()).isEmpty();
    }

    @Test
    void powersKeepTheirOrderWhateverMetersShow() {
        for (int i = 0; i < 1_000; i++) {
            nodes.drew(0, Rest.IDLE, 0.65 * nameplate.idleFraction() * nameplate.nameplateW());
            nodes.drew(0, Rest.DEEP_IDLE, 1.5 * nameplate.deepIdleFraction() * nameplate.nameplateW());
        }
        NodeType learned = nodes.type(0);
        assertThat(learned.deepIdleFraction()).isLessThanOrEqualTo(learned.idleFraction());
        assertThat(learned.parkedFraction()).isLessThanOrEqualTo(learned.deepIdleFraction());
    }

    @Test
    void wakeTimesAreLearnedFromNodesThatWakeAndTheReserveCountsWithTheSlowestOfThem() {
        Readiness readiness = new Readiness(nodes);
        assertThat(nodes.longestWakeMinutes(0)).isCloseTo(1.1 * nameplate.wakeMinutes(), within(1e-9));
        int seen = 0;
        for (int node = 0; node < 30; node++) {
            long from = node * 100L * MINUTE;
            readiness.observe(node, Readiness.State.PARKED, false, from);
            readiness.observe(node, Readiness.State.WAKING, false, from + 40 * MINUTE);
            readiness.observe(node, Readiness.State.WAKING, false, from + 45 * MINUTE);
            seen = node % 2 == 0 ? 13 : 14;
            readiness.observe(node, Readiness.State.READY, false, from + (40 + seen) * MINUTE);
        }
        assertThat(nodes.type(0).wakeMinutes()).isCloseTo(13.6, within(0.15));
        assertThat(nodes.longestWakeMinutes(0)).isEqualTo(15);
    }

    @Test
    void aNodeThatWasSilentWhileItWokeTeachesNothing() {
        Readiness readiness = new Readiness(nodes);
        readiness.observe(0, Readiness.State.WAKING, false, 0);
        readiness.observe(0, Readiness.State.READY, false, 600 * MINUTE);
        assertThat(nodes.figures().learned()).isEmpty();
    }
}
