package dev.ondol.optimizer.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.optimizer.forecast.Outlook.LeadError;
import dev.ondol.optimizer.forecast.Outlook.Point;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackedForecastTest {
    private static final long HOUR = 3_600_000;

    private static LeadError error(Outlook of, int leadHours) {
        return of.errors().stream().filter(error -> error.leadHours() == leadHours).findFirst().orElseThrow();
    }

    @Test
    void aForecastThatIsAlwaysOneTooLowHasABiasOfOne() {
        TrackedForecast tracked = new TrackedForecast("x", "Cel", at -> at / (double) HOUR - 1);
        for (int hour = 0; hour < 48; hour++) {
            tracked.observe(hour * HOUR, hour);
        }
        Outlook outlook = tracked.outlook(47 * HOUR);
        assertThat(error(outlook, 1).bias()).isEqualTo(1);
        assertThat(error(outlook, 24).rmse()).isEqualTo(1);
        assertThat(error(outlook, 24).samples()).isEqualTo(24);
    }

    @Test
    void onlyTheFirstObservationOfAnHourIsCompared() {
        TrackedForecast tracked = new TrackedForecast("x", "Cel", at -> 10);
        tracked.observe(0, 10);
        tracked.observe(HOUR, 12);
        tracked.observe(HOUR + 300_000, 99);
        assertThat(error(tracked.outlook(HOUR), 1)).isEqualTo(new LeadError(1, 2, 2, 1));
    }

    @Test
    void thereIsNoIntervalBeforeEachLeadTimeHasBeenComparedOftenEnough() {
        TrackedForecast tracked = new TrackedForecast("x", "Cel", at -> 10);
        for (int hour = 0; hour < 20; hour++) {
            tracked.observe(hour * HOUR, 10 + hour % 2);
        }
        Outlook outlook = tracked.outlook(19 * HOUR);
        assertThat(outlook.points().getFirst().low()).isNotNull();
        assertThat(outlook.points().getLast().low()).as("a day ahead was never compared").isNull();
    }

    @Test
    void aHoleInTheObservationsIsNotComparedWithAnything() {
        TrackedForecast tracked = new TrackedForecast("x", "Cel", at -> 10);
        tracked.observe(0, 10);
        tracked.observe(5 * HOUR, 20);
        assertThat(tracked.outlook(5 * HOUR).errors()).isEmpty();
    }

    @Test
    void theIntervalCoversAboutNineteenOfTwentyValues() {
        Random random = new Random(7);
        double[] level = {0};
        TrackedForecast tracked = new TrackedForecast("x", "Cel", at -> level[0]);
        int covered = 0;
        int judged = 0;
        Point next = null;
        for (int hour = 0; hour < 1_000; hour++) {
            level[0] += random.nextGaussian();
            if (next != null && next.low() != null && next.high() != null) {
                judged++;
                covered += level[0] >= next.low() && level[0] <= next.high() ? 1 : 0;
            }
            tracked.observe(hour * HOUR, level[0]);
            next = tracked.outlook(hour * HOUR).points().getFirst();
        }
        assertThat((double) covered / judged).isCloseTo(0.95, within(0.025));
    }
}
