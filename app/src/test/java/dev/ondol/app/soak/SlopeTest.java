package dev.ondol.app.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopeTest {
    private static Slope line(double perHour, double noise, int points) {
        Random random = new Random(1);
        Slope slope = new Slope();
        for (int i = 0; i < points; i++) {
            slope.add(i / 60.0, 100 + perHour * i / 60.0 + noise * random.nextGaussian());
        }
        return slope;
    }

    @Test
    void aStraightLineHasItsOwnSlopeAndNoDoubt() {
        assertThat(line(7, 0, 20).perHour()).isCloseTo(7, within(1e-9));
        assertThat(line(7, 0, 20).uncertainty()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aLeakIsSeenThroughNoise() {
        assertThat(line(30, 2, 40).surelyAbove(1)).isTrue();
    }

    @Test
    void noiseAloneIsNoLeak() {
        assertThat(line(0, 5, 40).surelyAbove(1)).isFalse();
        assertThat(Math.abs(line(0, 5, 40).perHour())).isLessThan(2 * line(0, 5, 40).uncertainty());
    }

    @Test
    void nothingIsSaidOfAFewPoints() {
        assertThat(line(30, 0, 4).known()).isFalse();
        assertThat(line(30, 0, 4).surelyAbove(1)).isFalse();
        assertThat(line(30, 0, 4)).hasToString("too few points");
    }

    @Test
    void aSlopeIsWrittenWithItsDoubt() {
        assertThat(line(7, 0, 20)).hasToString("+7.0 ± 0.0");
    }
}
