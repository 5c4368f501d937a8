package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class AsBuiltTest {
    private final Site site = SiteReader.builtIn("kr-hn1").orElseThrow();

    @Test
    void figuresAreTenToTwentyPercentOff() {
        for (long seed = 1; seed <= 50; seed++) {
            double off = Math.abs(new AsBuilt(seed).factor("chiller cop") - 1);
            assertThat(off).isBetween(0.1, 0.2);
        }
    }

    @Test
    void theSameSeedBuildsTheSamePlantAndAnotherOneAnother() {
        assertThat(new AsBuilt(1).apply(site)).isEqualTo(new AsBuilt(1).apply(site)).isNotEqualTo(site)
                .isNotEqualTo(new AsBuilt(2).apply(site));
    }

    @Test
    void theConventionalTwinErrsAlike() {
        Site twin = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
        AsBuilt asBuilt = new AsBuilt(3);
        double there = asBuilt.apply(site).cooling().chillers().orElseThrow().cop() / site.cooling().chillers()
                .orElseThrow().cop();
        double here = asBuilt.apply(twin).cooling().chillers().orElseThrow().cop() / twin.cooling().chillers()
                .orElseThrow().cop();
        assertThat(here).isCloseTo(there, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void whatPowersAndNamesTheSiteStays() {
        Site built = new AsBuilt(1).apply(site);
        assertThat(built.gpus()).isEqualTo(site.gpus());
        assertThat(built.nameplateW()).isEqualTo(site.nameplateW());
        assertThat(built.electrical()).isEqualTo(site.electrical());
        assertThat(built.envelope()).isEqualTo(site.envelope());
    }
}
