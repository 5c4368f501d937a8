package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.it.ProfileErrors;
import java.util.List;
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
        assertThat(new AsBuilt(1).site(site)).isEqualTo(new AsBuilt(1).site(site)).isNotEqualTo(site)
                .isNotEqualTo(new AsBuilt(2).site(site));
    }

    @Test
    void theConventionalTwinErrsAlike() {
        Site twin = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
        AsBuilt asBuilt = new AsBuilt(3);
        double there = asBuilt.site(site).cooling().chillers().orElseThrow().cop() / site.cooling().chillers()
                .orElseThrow().cop();
        double here = asBuilt.site(twin).cooling().chillers().orElseThrow().cop() / twin.cooling().chillers()
                .orElseThrow().cop();
        assertThat(here).isCloseTo(there, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void ecoModeOfTheSuppliesLosesTenToTwentyPercentMoreOrLess() {
        double said = site.electrical().ups().eco().orElseThrow().at(0.5);
        for (int seed = 0; seed < 50; seed++) {
            double real = new AsBuilt(seed).site(site).electrical().ups().eco().orElseThrow().at(0.5);
            assertThat(Math.abs(real / said - 1)).isBetween(0.1, 0.2);
        }
    }

    @Test
    void ofServiceRacksOnlyTheSharesOfLeafSwitchesAndOfProcessorsAreOffAndByAtMostATenth() {
        for (int seed = 0; seed < 50; seed++) {
            RackGroup said = site.halls().getLast().racks().getLast();
            RackGroup real = new AsBuilt(seed).site(site).halls().getLast().racks().getLast();
            double share = said.leafShare().orElseThrow();
            assertThat(real.leafShare().orElseThrow()).isBetween(0.9 * share, 1.1 * share).isNotEqualTo(share);
            double processors = said.processorShare().orElseThrow();
            assertThat(real.processorShare().orElseThrow()).isBetween(0.9 * processors, 1.1 * processors)
                    .isNotEqualTo(processors);
            assertThat(real.serviceLoad()).isEqualTo(said.serviceLoad());
        }
    }

    @Test
    void powerProfilesAreOffByAtMostATenthTheSameForAllPoliciesOfASeed() {
        for (long seed = 1; seed <= 50; seed++) {
            ProfileErrors errors = new AsBuilt(seed).profiles();
            assertThat(errors).isEqualTo(new AsBuilt(seed).profiles()).isNotEqualTo(new AsBuilt(seed + 1).profiles());
            for (ProfileErrors.Deviation of : List.of(errors.caps(), errors.computeClock(), errors.prefillCap(), errors
                    .prefillClock(), errors.decodeClock(), errors.vendor())) {
                assertThat(of.throughput()).isBetween(-0.1, 0.1).isNotEqualTo(of.energyPerWork());
                assertThat(of.energyPerWork()).isBetween(-0.1, 0.1).isNotZero();
            }
        }
    }

    @Test
    void whatPowersAndNamesTheSiteStays() {
        Site built = new AsBuilt(1).site(site);
        assertThat(built.gpus()).isEqualTo(site.gpus());
        assertThat(built.nameplateW()).isEqualTo(site.nameplateW());
        assertThat(built.electrical().transformers()).isEqualTo(site.electrical().transformers());
        assertThat(built.electrical().distribution()).isEqualTo(site.electrical().distribution());
        assertThat(built.electrical().ups().loss()).isEqualTo(site.electrical().ups().loss());
        assertThat(built.envelope()).isEqualTo(site.envelope());
    }
}
