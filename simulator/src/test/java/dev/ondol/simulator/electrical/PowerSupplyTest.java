package dev.ondol.simulator.electrical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class PowerSupplyTest {
    @Test
    void theDemandIsAllThatIsUsedAndLost() {
        PowerSupply supply = new PowerSupply(SiteReader.builtIn("kr-hn1").orElseThrow());
        supply.serve(7.4e6, 0.13e6);
        supply.settle(0.6e6);
        supply.serve(7.4e6, 0.13e6);
        supply.settle(0.6e6);
        double behindW = 7.53e6 + supply.upsLossW() + supply.miscW() + supply.optimizerW() + 0.6e6;
        assertThat(supply.importW()).isCloseTo(behindW + supply.transformerLossW(), within(1e-6));
        // twelve transformers of 2.5 MW: 60 kW in the cores, and the windings at 28 % load
        assertThat(supply.transformerLossW()).isCloseTo(30e6 * (0.002 + 0.007 * Math.pow(behindW / 30e6, 2)),
                within(1e-6));
        assertThat(supply.roomHeatW())
                .isCloseTo(supply.transformerLossW() + supply.upsLossW() + supply.optimizerW(), within(1e-6));
    }
}
