package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class WornSensorsTest {
    private static final PointId CHILLED = PointId.of(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE);
    private static final PointId SETPOINT = PointId.of(PointCatalog.CHILLED_WATER,
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);
    private static final long MINUTE = 60_000;

    private final PointCatalog catalog = PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow());

    @Test
    void temperaturesHaveNoiseBiasAndGaps() {
        int minutes = 200 * 24 * 60;
        long silent = 0;
        for (long seed = 1; seed <= 10; seed++) {
            WornSensors sensors = new WornSensors(catalog, seed);
            int shown = 0;
            double sum = 0;
            double squares = 0;
            for (int minute = 0; minute < minutes; minute++) {
                double value = sensors.shown(CHILLED, 18, minute * MINUTE);
                if (Double.isFinite(value)) {
                    shown++;
                    sum += value - 18;
                    squares += (value - 18) * (value - 18);
                }
            }
            double bias = sum / shown;
            assertThat(Math.abs(bias)).isLessThan(0.31);
            assertThat(Math.sqrt(squares / shown - bias * bias)).isBetween(0.19, 0.51);
            silent += minutes - shown;
        }
        // Ten minutes in 30 days: some 67 gaps in these 2000 days, give or take 8.
        assertThat(silent / 10.0).isCloseTo(2_000 / 30.0, within(25.0));
    }

    @Test
    void setpointsAreReadBackExactly() {
        assertThat(new WornSensors(catalog, 1).shown(SETPOINT, 18.25, MINUTE)).isEqualTo(18.25);
    }

    @Test
    void theSameSeedShowsTheSame() {
        assertThat(new WornSensors(catalog, 5).shown(CHILLED, 18, MINUTE)).isEqualTo(new WornSensors(catalog, 5).shown(
                CHILLED, 18, MINUTE)).isNotEqualTo(new WornSensors(catalog, 6).shown(CHILLED, 18, MINUTE));
    }
}
