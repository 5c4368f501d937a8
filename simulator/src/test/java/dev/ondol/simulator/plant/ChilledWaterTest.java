package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.SiteReader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChilledWaterTest {
    @Test
    void aTankThatIsAskedForMoreThanTheLoopCarriesOnlyMixesItsWater() {
        CoolingPlant plant = SiteReader.builtIn("kr-hn1").orElseThrow().cooling();
        SplittableRandom random = new SplittableRandom(7);
        ChilledWater water = new ChilledWater(plant);
        for (int i = 0; i < 2_000; i++) {
            water.tank().orElseThrow().want(random.nextDouble(-1e9, 1e9));
            water.begin(random.nextDouble(1, 60), 0, random.nextDouble(50, 270), 16, 20);
            water.finish(0);
            assertThat(water.loop().supplyC()).as("step %d", i).isBetween(10.0, 35.0);
        }
    }
}
