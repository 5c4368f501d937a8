package dev.ondol.historian.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.historian.rollup.Kept;
import dev.ondol.historian.rollup.Resolution;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PanelSpansTest {
    private static final long T = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final Kept ALL = new Kept(Long.MIN_VALUE, Map.of());

    @Test
    void theWiderThePanelTheCoarserTheRollUp() {
        assertThat(resolution(6 * HOUR)).isEmpty();
        assertThat(resolution(24 * HOUR)).contains(Resolution.MINUTE);
        assertThat(resolution(48 * HOUR)).contains(Resolution.MINUTE);
        assertThat(resolution(7 * 24 * HOUR)).contains(Resolution.TEN_MINUTES);
        assertThat(resolution(365 * 24 * HOUR)).contains(Resolution.HOUR);
    }

    private static Optional<Resolution> resolution(long length) {
        return PanelSpans.choose(T, T + length, 1_200, ALL).resolution();
    }

    @Test
    void thereAreAsManySpansAsPixelsOrAQuarterMoreOrLess() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long from = T + random.nextLong(365 * 24 * HOUR);
            long length = 1 + (long) Math.exp(random.nextDouble() * Math.log(400.0 * 24 * HOUR));
            int pixels = 1 + random.nextInt(4_000);
            PanelSpans spans = PanelSpans.choose(from, from + length, pixels, ALL);
            double count = (double) length / spans.spanMillis();
            assertThat(count).as("seed %d: %s", seed, spans).isLessThanOrEqualTo(1.25 * pixels);
            if (length / pixels > 1_000) {
                assertThat(count).as("seed %d: %s", seed, spans).isGreaterThanOrEqualTo(0.799 * pixels);
            }
            long time = from + random.nextLong(length);
            long number = spans.number(time);
            assertThat(spans.start(number)).as("seed %d: %s", seed, spans).isLessThanOrEqualTo(time);
            assertThat(spans.start(number + 1)).as("seed %d: %s", seed, spans).isGreaterThan(time);
        }
    }

    @Test
    void whatIsNotKeptIsNotAsked() {
        Kept half = new Kept(T, Map.of(Resolution.MINUTE, T - 100 * HOUR));
        assertThat(PanelSpans.choose(T - HOUR, T, 1_200, half).resolution()).contains(Resolution.MINUTE);
        assertThat(PanelSpans.choose(T - 200 * HOUR, T - 199 * HOUR, 1_200, half).resolution())
                .contains(Resolution.TEN_MINUTES);
        assertThat(PanelSpans.choose(T, T + HOUR, 1_200, half).resolution()).isEmpty();
    }

    @Test
    void aPanelHasALengthAndAWidth() {
        assertThatThrownBy(() -> PanelSpans.choose(T, T, 100, ALL)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> PanelSpans.choose(T, T + 1, 0, ALL)).hasMessageContaining("0 pixels");
    }
}
