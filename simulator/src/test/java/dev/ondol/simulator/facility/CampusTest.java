package dev.ondol.simulator.facility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.control.ConventionalControl;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.control.LocalControl;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two mild days of kr-campus; its years are in `docs/sources.md`.
class CampusTest {
    private static final Set<String> OF_ASSETS = Set.of(PointCatalog.GRID_METER, PointCatalog.PHOTOVOLTAICS,
            PointCatalog.BATTERY, PointCatalog.HEAT_PUMP);

    @Test
    void theCampusRunsAsItsKindDoes() {
        Facility campus = twoDays(SiteReader.builtIn("kr-campus").orElseThrow(), new GoodPracticeControl());
        assertThat(campus.energy().pue()).isBetween(1.09, 1.16);
        assertThat(campus.energy().itKwh() / 48).isBetween(55_000.0, 70_000.0);
        for (Point point : PointCatalog.of(campus.site()).all()) {
            if (OF_ASSETS.contains(point.id().equipment())) {
                continue; // off in this run, so they are silent
            }
            assertThat(campus.reading(point.id())).as(point.id().toString())
                    .isBetween(point.quantity().low(), point.quantity().high());
        }
    }

    @Test
    void itsTwinRunsAsItsKindDoes() {
        Facility twin = twoDays(SiteReader.conventionalTwin("kr-campus").orElseThrow(), new ConventionalControl());
        assertThat(twin.energy().pue()).isBetween(1.40, 1.55);
    }

    private static Facility twoDays(Site site, LocalControl control) {
        Facility facility = new Facility(site, control, new DailyWeather(14, 5), 0, 1);
        Allocation.fill(facility.it(), 0.687, 1);
        for (int minute = 0; minute < 2 * 1_440; minute++) {
            facility.step(60);
        }
        assertThat(facility.energy().maxBalanceError()).isLessThan(1e-6);
        assertThat(facility.energy().rackHoursAboveRecommended()).isZero();
        return facility;
    }
}
