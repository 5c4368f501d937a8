package dev.ondol.simulator.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RadiationSplitTest {
    @Test
    void partsAreThoseOfTheReferenceImplementation() {
        // pvlib's test of Erbs: global, zenith, day of the year, direct, diffuse; it rounds to whole watts
        double[][] reference = {{50, 85, 1, 96.7192672, 41.5703604}, {1000, 10, 1, 794.205651, 217.860117},
                {1000, 10, 171, 842.001578, 170.790318}};
        for (double[] row : reference) {
            double sine = Math.cos(Math.toRadians(row[1]));
            double clearness = row[0] / (Sun.extraterrestrialWM2((int) row[2]) * sine);
            double diffuseWM2 = row[0] * RadiationSplit.diffuseShare(clearness);
            assertThat(diffuseWM2).isCloseTo(row[4], within(0.5));
            assertThat(RadiationSplit.directWM2(row[0], sine, Sun.extraterrestrialWM2((int) row[2])))
                    .isCloseTo(row[3], within(0.5));
        }
    }

    @Test
    void theShareFallsFromAllToASixth() {
        double before = 1.0;
        for (double clearness = 0.02; clearness < 0.75; clearness += 0.01) {
            double share = RadiationSplit.diffuseShare(clearness);
            assertThat(share).isBetween(0.16, before + 1e-9);
            before = share;
        }
        assertThat(RadiationSplit.diffuseShare(0.9)).isEqualTo(0.165);
    }

    @Test
    void noMoreDirectRadiationThanAClearAtmospherePasses() {
        assertThat(RadiationSplit.directWM2(200, 0.05, 1361)).isLessThan(350);
        assertThat(RadiationSplit.directWM2(200, 0, 1361)).isZero();
        assertThat(RadiationSplit.directWM2(0, 0.5, 1361)).isZero();
    }
}
