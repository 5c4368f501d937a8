package dev.ondol.facility.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.config.InvalidConfiguration;
import org.junit.jupiter.api.Test;

class AmendedSiteTest {
    private static final Site AS_BUILT = SiteReader.builtIn("kr-edge").orElseThrow();

    private static Site amended(String changes) throws InvalidConfiguration {
        return SiteReader.amended("kr-edge with changes", SiteReader.text("kr-edge").orElseThrow(), changes);
    }

    @Test
    void keysThatAreOtherChangeAndAllElseStays() throws Exception {
        Site site = amended("""
                cooling:
                  chillers: {units: 4}
                envelope:
                  supplyAirC: {min: 20, max: 27}
                """);
        assertThat(site.cooling().chillers().orElseThrow().units()).isEqualTo(4);
        assertThat(site.cooling().chillers().orElseThrow().capacityW()).isEqualTo(550_000);
        assertThat(site.envelope().supplyAirC().min()).isEqualTo(20);
        assertThat(site.envelope().chilledWaterC()).isEqualTo(AS_BUILT.envelope().chilledWaterC());
        assertThat(site.halls()).isEqualTo(AS_BUILT.halls());
        assertThat(site.electrical()).isEqualTo(AS_BUILT.electrical());
    }

    @Test
    void nullTakesAPartAwayAndItemsAreFoundByName() throws Exception {
        Site site = amended("""
                assets: null
                halls:
                  - id: h1
                    crah: {units: 6}
                    racks:
                      - {prefix: rack-l1, racks: 15}
                """);
        assertThat(site.assets()).isEmpty();
        assertThat(site.halls()).hasSize(1);
        assertThat(site.halls().getFirst().crah().orElseThrow().units()).isEqualTo(6);
        assertThat(site.halls().getFirst().racks()).extracting(RackGroup::racks).containsExactly(16, 15, 12);
        assertThat(amended("halls: [{id: h1, recirculation: 0.07}]").halls().getFirst().recirculation()).isEqualTo(
                0.07);
    }

    @Test
    void whatIsNoSiteIsRefusedByTheNameOfTheKey() {
        assertThatThrownBy(() -> amended("cooling: {chillers: {uints: 4}}")).isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("cooling.chillers.uints").hasMessageContaining("Unknown key");
        assertThatThrownBy(() -> amended("cooling: {chillers: {units: null}}")).hasMessageContaining(
                "cooling.chillers.units").hasMessageContaining("Missing");
        assertThatThrownBy(() -> amended("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> amended("halls: [{id: h9}]")).hasMessageContaining("halls[1]");
    }
}
