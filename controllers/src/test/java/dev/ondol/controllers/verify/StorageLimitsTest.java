package dev.ondol.controllers.verify;

import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static dev.ondol.controllers.verify.EdgeSite.watched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// P21.
class StorageLimitsTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final long VALID = NOW + 900_000;
    private static final PointId BATTERY = PointId.of(PointCatalog.BATTERY, Quantity.ACTIVE_POWER_SETPOINT);

    private final Verifier verifier = new Verifier(SITE, CATALOG);
    private final Observations plant = watched(NOW);

    /// @param charge percent
    private void assets(double charge, double batteryKw, double gridKw) {
        plant.accept(new Frame("boot", 9_999_999, NOW, Map.of(BATTERY, 0.0, PointId.of(PointCatalog.BATTERY,
                Quantity.STATE_OF_CHARGE), charge, PointId.of(PointCatalog.BATTERY, Quantity.ACTIVE_POWER), batteryKw,
                PointId.of(PointCatalog.GRID_METER, Quantity.ACTIVE_POWER), gridKw), Map.of()));
    }

    @Test
    void aBatteryIsNotMovedBlindly() {
        assertThat(targetReason(BATTERY, 50)).isEqualTo(Reason.STALE_INPUT);
        assets(50, 0, 700);
        assertThat(verifier.verifyTarget(new Proposal(BATTERY, 50, NOW, VALID), plant, NOW))
                .isEqualTo(new Accepted(50));
    }

    @Test
    void aFullBatteryIsNotChargedAndAnEmptyOneNotDischarged() {
        assets(97, 0, 700);
        assertThat(targetReason(BATTERY, -100)).isEqualTo(Reason.BATTERY_LIMITS);
        assertThat(verifier.verifyTarget(new Proposal(BATTERY, 100, NOW, VALID), plant, NOW)).isInstanceOf(
                Accepted.class);
        assets(8, 0, 700);
        assertThat(targetReason(BATTERY, 100)).isEqualTo(Reason.BATTERY_LIMITS);
        assertThat(verifier.verifyTarget(new Proposal(BATTERY, -100, NOW, VALID), plant, NOW)).isInstanceOf(
                Accepted.class);
    }

    @Test
    void aBatteryServesTheSiteAndNeverTheGrid() {
        assets(50, 100, 50);
        assertThat(targetReason(BATTERY, 160)).isEqualTo(Reason.FEEDS_GRID);
        assertThat(verifier.verifyTarget(new Proposal(BATTERY, 149, NOW, VALID), plant, NOW)).isInstanceOf(
                Accepted.class);
        assets(50, 0, -20);
        assertThat(targetReason(BATTERY, 1)).isEqualTo(Reason.FEEDS_GRID);
    }

    private Reason targetReason(PointId point, double value) {
        return ((Rejected) verifier.verifyTarget(new Proposal(point, value, NOW, VALID), plant, NOW)).reason();
    }
}
