package dev.ondol.optimizer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RearDoorModelTest {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final Hall HALL = SITE.halls().getFirst();
    private static final double AIR = 1.2 * 1006;
    /// The doors stand behind the first 16 of 44 racks, which have this airflow at nameplate.
    private static final double BEHIND_M3S = 16 * 40_800 / (AIR * 12);
    private static final double ALL_M3S = BEHIND_M3S + (16 * 14_800 + 12 * 8_000) / (AIR * 12);
    private static final double OPEN_WK = 16 * 40_000 / 6.0;
    private final RearDoorModel doors = new RearDoorModel(SITE, HALL, HALL.rearDoors().orElseThrow(), HALL.crah()
            .orElseThrow(), ALL_M3S);

    @Test
    void doorsTakeWhatWarmsTheAirOfTheirRacksBeyondTwoKelvinAboveTheSupply() {
        doors.solve(0.8 * ALL_M3S, 36, 25, 16, 1);
        assertThat(doors.heatW).isCloseTo(0.8 * BEHIND_M3S * AIR * (36 - 25 - 2), within(1.0));
        doors.solve(0.8 * ALL_M3S, 26, 25, 16, 1);
        assertThat(doors.heatW).isZero();
        assertThat(doors.waterWK).isZero();
    }

    @Test
    void waterThatIsNearlyAsWarmAsTheSupplyNeedsMuchMoreOfIt() {
        double before = 0;
        for (double waterC = 8; waterC <= 18; waterC += 2) {
            doors.solve(0.6 * ALL_M3S, 36, 25, waterC, 1);
            assertThat(doors.waterWK).as("at %s C", waterC).isGreaterThan(before);
            before = doors.waterWK;
        }
        doors.solve(0.6 * ALL_M3S, 36, 25, 8, 1);
        assertThat(before).isGreaterThan(2 * doors.waterWK);
    }

    @Test
    void neverMoreHeatPassesThanAirAndWaterCanCarry() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double outletC = 20 + 25 * random.nextDouble();
            double waterC = 7 + 20 * random.nextDouble();
            double flowM3S = ALL_M3S * random.nextDouble();
            doors.solve(flowM3S, outletC, 18 + 9 * random.nextDouble(), waterC, 0.65 + 0.7 * random.nextDouble());
            double spanK = Math.max(0, outletC - waterC);
            assertThat(doors.heatW).isBetween(0.0, AIR * BEHIND_M3S / ALL_M3S * flowM3S * spanK + 1e-6);
            assertThat(doors.waterWK).isBetween(0.0, OPEN_WK + 1e-6);
            assertThat(doors.heatW).isLessThanOrEqualTo(1.03 * doors.waterWK * spanK + 0.01 * OPEN_WK * spanK);
        }
    }
}
