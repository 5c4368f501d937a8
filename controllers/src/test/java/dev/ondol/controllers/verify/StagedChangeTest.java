package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// P17: one hall goes first, as canary.
class StagedChangeTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final PointId FIRST = PointId.of("hall-h1", Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
    private static final PointId SECOND = PointId.of("hall-h2", Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);
    private static final long NOW = 1_700_000_100_000L;

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = new Observations(CATALOG);

    StagedChangeTest() {
        plant.accept(new Frame("b", 1, NOW, Map.of(FIRST, 22.0, SECOND, 22.0), Map.of()));
    }

    private static Optional<Reason> broken(StagedChange staged, PointId point, double value) {
        return staged.broken(point, value).map(Verdict.Rejected::reason);
    }

    private void issue(PointId point, double value, long time) {
        plant.issued(new Command(SITE.id(), point, value, "Cel", 1, time, time, time + 300_000, "p", "plan"));
    }

    @Test
    void inOneCycleOneHallSavesAloneAndOthersMayCoolMore() {
        StagedChange cycle = verifier.staged(plant, NOW);
        assertThat(broken(cycle, FIRST, 22.5)).isEmpty();
        assertThat(broken(cycle, SECOND, 22.5)).contains(Reason.STAGED);
        assertThat(broken(cycle, SECOND, 21.5)).isEmpty();
    }

    @Test
    void othersFollowAfterTheCanaryWasWatchedForACycle() {
        issue(FIRST, 22.5, NOW);
        assertThat(broken(verifier.staged(plant, NOW + 299_999), SECOND, 22.5)).contains(Reason.STAGED);
        assertThat(broken(verifier.staged(plant, NOW + 299_999), FIRST, 23)).as("the canary goes on").isEmpty();
        assertThat(broken(verifier.staged(plant, NOW + 300_000), SECOND, 22.5)).isEmpty();
    }

    @Test
    void afterAnHourWithoutSavingThereIsACanaryAgain() {
        issue(FIRST, 22.5, NOW);
        issue(SECOND, 22.5, NOW + 300_000);
        StagedChange cycle = verifier.staged(plant, NOW + 300_000 + StagedChange.CAMPAIGN_MS + 1);
        assertThat(broken(cycle, SECOND, 23)).isEmpty();
        assertThat(broken(cycle, FIRST, 23)).contains(Reason.STAGED);
    }
}
