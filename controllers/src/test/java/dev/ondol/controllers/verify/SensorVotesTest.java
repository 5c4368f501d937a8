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
import java.util.Set;
import org.junit.jupiter.api.Test;

class SensorVotesTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final Site EDGE = EdgeSite.SITE;
    private static final PointId HALL_AIR = PointId.of(EdgeSite.HALL, Quantity.SUPPLY_AIR_TEMPERATURE);

    private final Map<PointId, Double> values = new HashMap<>();

    /// A unit runs at so many percent and shows so many degrees.
    private void unit(String unit, Quantity runs, double percent, Quantity sensor, double celsius) {
        values.put(PointId.of(unit, runs), percent);
        values.put(PointId.of(unit, sensor), celsius);
    }

    private void airHandler(int number, double percent, double celsius) {
        unit(PointCatalog.unit("crah-h1", number), Quantity.FAN_SPEED, percent, Quantity.SUPPLY_AIR_TEMPERATURE,
                celsius);
    }

    private Observations seen(Site site) {
        Observations plant = new Observations(PointCatalog.of(site));
        plant.accept(new Frame("boot", 1, NOW, values, Map.of()));
        return plant;
    }

    private boolean outvoted(Site site, PointId sensor) {
        return new SensorVotes(site).outvoted(sensor, seen(site), NOW);
    }

    @Test
    void twoUnitsThatAgreeContradictTheSensorOfTheirHall() {
        values.put(HALL_AIR, 22.0);
        airHandler(1, 60, 25.5);
        assertThat(outvoted(EDGE, HALL_AIR)).as("one vote is none").isFalse();
        airHandler(2, 60, 26);
        assertThat(outvoted(EDGE, HALL_AIR)).isTrue();
        values.put(HALL_AIR, 23.5);
        assertThat(outvoted(EDGE, HALL_AIR)).as("2.5 K apart is no contradiction").isFalse();
    }

    @Test
    void unitsThatDisagreeAmongThemselvesSayNothing() {
        values.put(HALL_AIR, 22.0);
        airHandler(1, 60, 26);
        airHandler(2, 60, 31);
        assertThat(outvoted(EDGE, HALL_AIR)).isFalse();
        airHandler(3, 60, 27);
        assertThat(outvoted(EDGE, HALL_AIR)).isTrue();
    }

    @Test
    void aUnitThatStandsStillOrIsOutOfServiceHasNoVote() {
        values.put(HALL_AIR, 22.0);
        airHandler(1, 60, 26);
        airHandler(2, 0, 26);
        assertThat(outvoted(EDGE, HALL_AIR)).isFalse();
        airHandler(2, 60, 26);
        Observations plant = seen(EDGE);
        plant.outOfService(Set.of("crah-h1-02"));
        assertThat(new SensorVotes(EDGE).outvoted(HALL_AIR, plant, NOW)).isFalse();
        plant.outOfService(Set.of());
        assertThat(new SensorVotes(EDGE).outvoted(HALL_AIR, plant, NOW)).isTrue();
    }

    @Test
    void aSensorThatShowsNothingIsNotContradicted() {
        airHandler(1, 60, 26);
        airHandler(2, 60, 26);
        assertThat(outvoted(EDGE, HALL_AIR)).isFalse();
        assertThat(outvoted(EDGE, EdgeSite.INLET)).as("nobody has a vote on it").isFalse();
    }

    @Test
    void chillersCoolantUnitsAndRoomUnitsVoteOnWhatTheyFeed() {
        PointId chilled = PointId.of(PointCatalog.CHILLED_WATER, Quantity.SUPPLY_WATER_TEMPERATURE);
        values.put(chilled, 18.0);
        assertThat(outvoted(EDGE, chilled)).as("no chiller runs").isFalse();
        unit("chiller-01", Quantity.RUN_STATUS, 1, Quantity.SUPPLY_WATER_TEMPERATURE, 10);
        unit("chiller-02", Quantity.RUN_STATUS, 1, Quantity.SUPPLY_WATER_TEMPERATURE, 10);
        assertThat(outvoted(EDGE, chilled)).isTrue();
        values.clear();
        PointId loop = PointId.of(PointCatalog.technologyLoop("h1"), Quantity.SUPPLY_WATER_TEMPERATURE);
        values.put(loop, 36.0);
        unit("cdu-h1-01", Quantity.PUMP_SPEED, 80, Quantity.SUPPLY_WATER_TEMPERATURE, 42);
        unit("cdu-h1-02", Quantity.PUMP_SPEED, 80, Quantity.SUPPLY_WATER_TEMPERATURE, 42);
        assertThat(outvoted(SiteReader.builtIn("kr-hn1").orElseThrow(), loop)).isTrue();
        values.clear();
        values.put(HALL_AIR, 22.0);
        unit("crac-h1-01", Quantity.FAN_SPEED, 80, Quantity.SUPPLY_AIR_TEMPERATURE, 30);
        unit("crac-h1-02", Quantity.FAN_SPEED, 80, Quantity.SUPPLY_AIR_TEMPERATURE, 30);
        assertThat(outvoted(SiteReader.conventionalTwin("kr-edge").orElseThrow(), HALL_AIR)).isTrue();
    }

    @Test
    void whoIsContradictedIsNotTrusted() {
        Observations plant = EdgeSite.watched(NOW);
        airHandler(1, 60, 26);
        airHandler(2, 60, 26);
        airHandler(3, 60, 26);
        plant.accept(EdgeSite.frame(NOW, values));
        Verifier verifier = new Verifier(EDGE, EdgeSite.CATALOG);
        assertThat(verifier.staleInputs(EdgeSite.AIR, plant, NOW)).containsExactly(HALL_AIR);
        assertThat(verifier.sees(EdgeSite.AIR, plant, NOW)).isFalse();
        assertThat(verifier.verify(new Proposal(EdgeSite.AIR, 20, NOW, NOW + 900_000), plant, NOW))
                .isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.reason()).isEqualTo(
                        Reason.STALE_INPUT));
    }
}
