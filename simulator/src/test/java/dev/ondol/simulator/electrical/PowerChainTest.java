package dev.ondol.simulator.electrical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Electrical.Loss;
import dev.ondol.facility.site.Electrical.Ups;
import dev.ondol.facility.site.SiteReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PowerChainTest {
    @Test
    void modern_and_legacy_supplies_have_their_published_efficiency() {
        PowerChain modern = new PowerChain(SiteReader.builtIn("kr-hn1").orElseThrow().electrical());
        double third = 0.31 * 28e6;
        assertThat(third / (third + modern.upsLossW(third))).isCloseTo(0.955, within(0.001));
        double half = 0.5 * 28e6;
        assertThat(half / (half + modern.upsLossW(half))).isCloseTo(0.965, within(0.001));
        PowerChain legacy = new PowerChain(SiteReader.conventionalTwin("kr-hn1").orElseThrow().electrical());
        assertThat(third / (third + legacy.upsLossW(third))).isCloseTo(0.914, within(0.001));
    }

    @Test
    void rotating_modules_loads_them_higher() {
        Loss loss = new Loss(0.0105, 0.0085, 0.0135);
        PowerChain all = chain(loss, false);
        PowerChain rotated = chain(loss, true);
        assertThat(all.upsLoad(7.4e6)).isCloseTo(7.4 / 28, within(1e-9));
        assertThat(rotated.upsLoad(7.4e6)).isCloseTo(3.7 / 6, within(1e-9)); // ten modules for 80 % load, two spare
        assertThat(rotated.upsLossW(7.4e6)).isLessThan(all.upsLossW(7.4e6));
    }

    private static PowerChain chain(Loss loss, boolean rotation) {
        return new PowerChain(
                new Electrical(new Ups(2, 28, 2, 500_000, rotation, loss, Optional.empty()), 0.018, 0.01, 0));
    }

    @Test
    void no_load_still_costs() {
        PowerChain modern = new PowerChain(SiteReader.builtIn("kr-hn1").orElseThrow().electrical());
        assertThat(modern.upsLossW(0)).isCloseTo(0.0105 * 28e6, within(1e-6));
        assertThat(modern.distributionLossW(0)).isZero();
    }
}
