package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InletsTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final PointId OTHER = PointId.of(EdgeSite.SITE.halls().getFirst().racks().getFirst().rack(2),
            Quantity.INLET_AIR_TEMPERATURE);

    private final Observations plant = new Observations(EdgeSite.CATALOG);

    private void see(long time, Map<PointId, Double> values) {
        plant.accept(new Frame("boot", 1, time, values, Map.of()));
    }

    @Test
    void theWarmestRackThatSpeaksCounts() {
        assertThat(plant.inlets().warmestC(EdgeSite.HALL, NOW)).isNaN();
        for (PointId first : List.of(EdgeSite.INLET, OTHER)) {
            plant.clear();
            see(NOW, Map.of(first, 25.0));
            assertThat(plant.inlets().warmestC(EdgeSite.HALL, NOW)).isEqualTo(25);
        }
        see(NOW, Map.of(EdgeSite.INLET, 29.0));
        assertThat(plant.inlets().warmestC(EdgeSite.HALL, NOW)).isEqualTo(29);
        assertThat(plant.inlets().warmestC("hall-h9", NOW)).isNaN();
    }

    @Test
    void aRackIsWarmSinceItsFirstWarmReadingAndNotWhileItIsSilent() {
        see(NOW, Map.of(EdgeSite.INLET, 27.5, OTHER, 25.0));
        see(NOW + 60_000, Map.of(EdgeSite.INLET, 27.6, OTHER, 27.1));
        assertThat(plant.inlets().hotFor(EdgeSite.HALL, NOW + 60_000)).isEqualTo(60_000);
        assertThat(plant.inlets().hotFor(EdgeSite.HALL, NOW + 3_600_000)).as("nobody has heard of it since").isZero();
        see(NOW + 120_000, Map.of(EdgeSite.INLET, 27.0, OTHER, 27.1));
        assertThat(plant.inlets().hotFor(EdgeSite.HALL, NOW + 120_000)).isEqualTo(60_000);
    }
}
