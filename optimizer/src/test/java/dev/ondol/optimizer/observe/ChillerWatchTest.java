package dev.ondol.optimizer.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChillerWatchTest {
    private static final long MINUTE = 60_000;
    private final Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
    private final int units = site.cooling().chillers().orElseThrow().units();
    private final Readings readings = new Readings(PointCatalog.of(site));
    private final ChillerWatch watch = new ChillerWatch(site);
    private long seq;

    private int after(long minute, double aboveK, int running) {
        Map<PointId, Double> values = new HashMap<>();
        values.put(PointId.of(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE), 17 + aboveK);
        values.put(PointId.of(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT), 17.0);
        for (int n = 1; n <= units; n++) {
            values.put(PointId.of(PointCatalog.unit("chiller", n), Quantity.RUN_STATUS), n <= running ? 1.0 : 0.0);
        }
        readings.frame(new Frame("boot", ++seq, minute * MINUTE, values, Map.of()));
        return watch.out(readings, minute * MINUTE);
    }

    @Test
    void machinesThatStandStillWhileTheWaterIsTooWarmAreLostUntilTheyRunAgain() {
        assertThat(after(0, 0.2, units - 2)).isZero();
        assertThat(after(5, 3, units - 2)).isZero();
        assertThat(after(10, 4, units - 2)).isZero();
        assertThat(after(15, 5, units - 2)).isEqualTo(2);
        assertThat(after(20, 0.1, units - 2)).isEqualTo(2);
        assertThat(after(25, 0.1, units - 1)).isEqualTo(1);
        assertThat(after(30, 0.1, units)).isZero();
        assertThat(after(35, 0.1, 1)).isZero();
    }

    @Test
    void aShortExcursionIsNoLoss() {
        assertThat(after(0, 3, 1)).isZero();
        assertThat(after(5, 0.1, 1)).isZero();
        assertThat(after(10, 3, 1)).isZero();
        assertThat(after(15, 3, 1)).isZero();
    }

    @Test
    void staleReadingsTellNothing() {
        assertThat(after(0, 3, 1)).isZero();
        assertThat(watch.out(readings, 60 * MINUTE)).isZero();
    }
}
