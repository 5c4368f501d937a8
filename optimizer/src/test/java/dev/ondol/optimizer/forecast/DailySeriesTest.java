package dev.ondol.optimizer.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class DailySeriesTest {
    private static final long HOUR = 3_600_000;

    private static double day(long hour) {
        return 15 + 6 * Math.sin(2 * Math.PI * hour / 24);
    }

    @Test
    void aRepeatingDayIsForecastExactly() {
        DailySeries series = new DailySeries(4, 127);
        for (long hour = 0; hour < 48; hour++) {
            series.observe(hour * HOUR, day(hour));
        }
        for (long ahead = 1; ahead <= 24; ahead++) {
            assertThat(series.at((47 + ahead) * HOUR)).as("%d h ahead", ahead).isCloseTo(day(47 + ahead), offset(1e-9));
        }
    }

    @Test
    void todaysDifferenceFades() {
        DailySeries series = new DailySeries(4, 127);
        for (long hour = 0; hour < 48; hour++) {
            series.observe(hour * HOUR, day(hour) + (hour >= 24 ? 5 : 0));
        }
        double soon = series.at(48 * HOUR) - day(48);
        double late = series.at(70 * HOUR) - day(70);
        assertThat(soon).isBetween(4.0, 10.0);
        assertThat(late).isLessThan(soon);
    }

    @Test
    void withoutMemoryTheAfternoonIsWarmerThanTheNight() {
        DailySeries series = new DailySeries(4, 0);
        series.observe(9 * HOUR, 20);
        assertThat(series.at(9 * HOUR)).isEqualTo(20);
        assertThat(series.at(15 * HOUR)).isGreaterThan(20);
        assertThat(series.at(27 * HOUR)).isLessThan(20);
    }

    @Test
    void whatIsNotANumberIsNotObserved() {
        DailySeries series = new DailySeries(4, 0);
        series.observe(0, Double.NaN);
        assertThat(series.known()).isFalse();
        assertThatThrownBy(() -> series.at(0)).isInstanceOf(IllegalStateException.class);
    }
}
