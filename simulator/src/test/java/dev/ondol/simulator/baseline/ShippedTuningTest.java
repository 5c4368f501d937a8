package dev.ondol.simulator.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class ShippedTuningTest {
    @Test
    void whatIsShippedWasFoundForTheSiteAsItIsDescribedNow() {
        int shipped = 0;
        for (String site : SiteReader.builtIn()) {
            shipped += TunedSite.shipped(site).map(tuned -> {
                assertThat(tuned.madeFor(SiteReader.builtIn(site).orElseThrow())).as(site).isTrue();
                return 1;
            }).orElse(0);
        }
        assertThat(shipped).isPositive();
    }
}
