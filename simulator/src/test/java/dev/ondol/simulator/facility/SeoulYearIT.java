package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeoulYearIT {
    private static final double MEAN_ALLOCATION = 0.687;
    private static final int STEPS = 365 * 24 * 60;

    @Test
    void conventional_plant_has_the_pue_of_its_kind() throws IOException {
        EnergyAccount account = year(SiteReader.conventionalTwin("kr-hn1").orElseThrow(), new ConventionalControl());
        assertThat(account.pue()).isBetween(1.50, 1.62);
        assertThat(account.maxBalanceError()).isLessThan(1e-6);
    }

    @Test
    void good_practice_has_the_pue_of_its_kind() throws IOException {
        EnergyAccount account = year(SiteReader.builtIn("kr-hn1").orElseThrow(), new GoodPracticeControl());
        assertThat(account.pue()).isBetween(1.11, 1.18);
        assertThat(account.maxBalanceError()).isLessThan(1e-6);
        assertThat(account.rackHoursAboveAllowable()).isZero();
    }

    @Test
    void the_edge_site_and_its_twin_have_the_pue_of_their_kind() throws IOException {
        EnergyAccount twin = year(SiteReader.conventionalTwin("kr-edge").orElseThrow(), new ConventionalControl());
        EnergyAccount edge = year(SiteReader.builtIn("kr-edge").orElseThrow(), new GoodPracticeControl());
        assertThat(twin.pue()).isBetween(1.60, 1.85);
        assertThat(edge.pue()).isBetween(1.15, 1.30);
        assertThat(Math.max(twin.maxBalanceError(), edge.maxBalanceError())).isLessThan(1e-6);
        assertThat(edge.rackHoursAboveAllowable() + twin.rackHoursAboveAllowable()).isZero();
    }

    private static EnergyAccount year(Site site, LocalControl control) throws IOException {
        Optional<SeoulYear> weather = SeoulYear.of(2022);
        assumeTrue(weather.isPresent(), "The shared weather data is absent.");
        Facility facility = new Facility(site, control, weather.get(), weather.get().firstMillis(), 1);
        Allocation.fill(facility.it(), MEAN_ALLOCATION, 1);
        for (int i = 0; i < STEPS; i++) {
            facility.step(60);
        }
        EnergyAccount account = facility.energy();
        System.out.printf("%s: PUE %.4f, WUE %.3f, %s%n", control.name(), account.pue(), account.wue(), account);
        return account;
    }
}
