package dev.ondol.simulator.electrical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Electrical.Transformers;
import org.junit.jupiter.api.Test;

class TransformerBankTest {
    /// Rating and coefficients of pvlib's test of `simple_efficiency`, and its five points.
    private static final double[][] PUBLISHED_IN_OUT_W = {{-800, -6_300.10103234071},
            {436_016.609823837, 430_045.854892526}, {1_511_820.16603752, 1_500_588.39919874},
            {1_580_687.44677249, 1_568_921.77089526}, {1_616_441.79660171, 1_604_389.62839879}};

    private final TransformerBank bank = new TransformerBank(new Transformers(1, 2_750_000, 0.002, 0.007));

    @Test
    void powerDeliveredIsAsPublished() {
        for (double[] point : PUBLISHED_IN_OUT_W) {
            assertThat(bank.outW(point[0])).isCloseTo(point[1], within(1e-6 * Math.abs(point[1])));
        }
    }

    @Test
    void lossIsWhatGoesInAndDoesNotComeOut() {
        for (double[] point : PUBLISHED_IN_OUT_W) {
            assertThat(bank.lossW(point[1])).isCloseTo(point[0] - point[1], within(1e-6 * Math.abs(point[1])));
        }
    }

    @Test
    void noLoadAndFullLoadAreTheNameplate() {
        TransformerBank known = new TransformerBank(new Transformers(4, 250, 0.005, 0.01));
        assertThat(known.outW(5)).isCloseTo(0, within(1e-9));
        assertThat(known.outW(1_015)).isCloseTo(1_000, within(1e-9));
        assertThat(known.lossW(1_000)).isCloseTo(15, within(1e-9));
    }

    @Test
    void aTransformerWithoutWindingLossHasOnlyItsCore() {
        TransformerBank core = new TransformerBank(new Transformers(1, 1_000, 0.01, 0));
        assertThat(core.outW(500)).isCloseTo(490, within(1e-9));
    }
}
