package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpareUnitsTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final Site LIQUID = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointId TOWER_WATER = PointId.of(PointCatalog.CONDENSER_WATER,
            Quantity.SUPPLY_WATER_TEMPERATURE_SETPOINT);

    private final Map<PointId, Double> values = new HashMap<>();
    private Set<String> away = Set.of();

    /// So many units of that kind show these percents, one after the other.
    private void loads(String kind, Quantity quantity, double... percents) {
        for (int n = 1; n <= percents.length; n++) {
            values.put(PointId.of(PointCatalog.unit(kind, n), quantity), percents[n - 1]);
        }
    }

    private void sides(double a, double b) {
        values.put(PointId.of("ups-a", Quantity.LOAD_RATIO), a);
        values.put(PointId.of("ups-b", Quantity.LOAD_RATIO), b);
    }

    private Optional<Rejected> broken(Site site, PointId point, double value, boolean saves, double mostModules) {
        Observations plant = new Observations(PointCatalog.of(site));
        plant.accept(new Frame("boot", 1, NOW, values, Map.of()));
        plant.outOfService(away);
        return new SpareUnits(site).broken(new Proposal(point, value, NOW, NOW + 900_000), saves, mostModules, plant,
                NOW);
    }

    private Optional<Rejected> warmerAir() {
        return broken(EdgeSite.SITE, EdgeSite.AIR, 22.5, true, Double.NaN);
    }

    @Test
    void warmerAirNeedsFansOfWhichOneMayBeLost() {
        loads("crah-h1", Quantity.FAN_SPEED, 80, 80, 80, 80, 80);
        assertThat(warmerAir()).isEmpty();
        loads("crah-h1", Quantity.FAN_SPEED, 80, 80, 80, 80, 81);
        assertThat(warmerAir()).hasValueSatisfying(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.NO_SPARE);
            assertThat(refused.text()).contains("5 units run at 401 %");
        });
        assertThat(broken(EdgeSite.SITE, EdgeSite.AIR, 20, false, Double.NaN)).as("more cooling").isEmpty();
    }

    @Test
    void fansThatStandAreOutOfServiceOrSilentAreNoSpares() {
        loads("crah-h1", Quantity.FAN_SPEED, 70, 70, 0.5, 0.5, 0.5);
        assertThat(warmerAir()).isPresent();
        loads("crah-h1", Quantity.FAN_SPEED, 60, 60, 60, 60, 60);
        assertThat(warmerAir()).isEmpty();
        away = Set.of("crah-h1-03", "crah-h1-04", "crah-h1-05");
        assertThat(warmerAir()).hasValueSatisfying(refused -> assertThat(refused.text()).contains(
                "2 units run at 120 %"));
        away = Set.of();
        values.keySet().removeIf(point -> point.equipment().compareTo("crah-h1-02") > 0);
        assertThat(warmerAir()).isPresent();
        loads("crah-h1", Quantity.FAN_SPEED, 20, 0, 0, 0, 0);
        assertThat(warmerAir()).as("a single fan").isPresent();
    }

    @Test
    void aHallWithASingleUnitHasNoSpareToKeep() throws Exception {
        Site lone = SiteReader.amended("lone", SiteReader.text("kr-edge").orElseThrow(),
                "halls: [{id: h1, crah: {units: 1}}]");
        loads("crah-h1", Quantity.FAN_SPEED, 90);
        assertThat(broken(lone, EdgeSite.AIR, 22.5, true, Double.NaN)).isEmpty();
    }

    @Test
    void roomUnitsOfAConventionalHallCountLikeAnyFan() {
        Site conventional = SiteReader.conventionalTwin("kr-edge").orElseThrow();
        loads("crac-h1", Quantity.FAN_SPEED, 90, 90);
        assertThat(broken(conventional, EdgeSite.AIR, 22.5, true, Double.NaN)).isPresent();
        loads("crac-h1", Quantity.FAN_SPEED, 50, 50);
        assertThat(broken(conventional, EdgeSite.AIR, 22.5, true, Double.NaN)).isEmpty();
    }

    @Test
    void warmerTowerWaterNeedsChillersOfWhichOneMayBeLost() {
        loads("chiller", Quantity.LOAD_RATIO, 90, 90, 90, 90, 0);
        assertThat(broken(LIQUID, TOWER_WATER, 25, true, Double.NaN)).isEmpty();
        loads("chiller", Quantity.LOAD_RATIO, 90, 90, 90, 90, 50);
        assertThat(broken(LIQUID, TOWER_WATER, 25, true, Double.NaN)).hasValueSatisfying(refused -> assertThat(refused
                .text()).contains("5 chillers would have to carry 410 %"));
        loads("chiller", Quantity.LOAD_RATIO, 90, 90, 90, 90, 0);
        away = Set.of("chiller-05");
        assertThat(broken(LIQUID, TOWER_WATER, 25, true, Double.NaN)).as("the spare is away").isPresent();
        away = Set.of("chiller-02", "chiller-03", "chiller-04", "chiller-05");
        loads("chiller", Quantity.LOAD_RATIO, 0);
        assertThat(broken(LIQUID, TOWER_WATER, 25, true, Double.NaN)).as("only one is left").isPresent();
        away = Set.of();
        values.clear();
        loads("chiller", Quantity.LOAD_RATIO, 0, 0, 0, 0, 0);
        assertThat(broken(LIQUID, TOWER_WATER, 25, true, Double.NaN)).as("nothing to carry").isEmpty();
    }

    @Test
    void fewerModulesStayWhereEachSideCouldLoseOne() {
        sides(60, 60);
        assertThat(broken(EdgeSite.SITE, SpareUnits.MODULES, 5, true, 6)).isEmpty();
        sides(60, 67);
        assertThat(broken(EdgeSite.SITE, SpareUnits.MODULES, 5, true, 6)).hasValueSatisfying(refused -> assertThat(
                refused.text()).contains("ups-b/load-ratio is 67.0 % of 6 modules"));
        sides(67, 60);
        assertThat(broken(EdgeSite.SITE, SpareUnits.MODULES, 5, true, 6)).isPresent();
        assertThat(broken(EdgeSite.SITE, SpareUnits.MODULES, 6, false, 6)).isEmpty();
        values.clear();
        assertThat(broken(EdgeSite.SITE, SpareUnits.MODULES, 5, true, 6)).hasValueSatisfying(refused -> assertThat(
                refused.text()).contains("ups-a/load-ratio is not known %"));
    }

    @Test
    void whatLeansOnNoUnitsIsNotAskedForSpares() {
        loads("crah-h1", Quantity.FAN_SPEED, 100, 100, 100, 100, 100);
        loads("chiller", Quantity.LOAD_RATIO, 100, 100, 100);
        sides(100, 100);
        assertThat(broken(EdgeSite.SITE, EdgeSite.PRESSURE, 6, true, 8)).isEmpty();
    }

    @Test
    void theVerifierRefusesWhereNoUnitIsToSpare() {
        Verifier verifier = new Verifier(EdgeSite.SITE, EdgeSite.CATALOG);
        Observations plant = EdgeSite.watched(NOW);
        loads("crah-h1", Quantity.FAN_SPEED, 90, 90, 90, 90, 90);
        plant.accept(EdgeSite.frame(NOW, values));
        assertThat(verifier.verify(new Proposal(EdgeSite.AIR, 22.3, NOW, NOW + 900_000), plant, NOW))
                .isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.reason()).isEqualTo(
                        Reason.NO_SPARE));
        assertThat(verifier.verify(new Proposal(EdgeSite.AIR, 20, NOW, NOW + 900_000), plant, NOW)).isEqualTo(
                new Verdict.Accepted(20));
    }
}
