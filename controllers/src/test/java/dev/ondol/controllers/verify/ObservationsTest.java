package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static final long NOW = 1_700_000_100_000L;

    private final Observations plant = EdgeSite.watched(NOW);

    private static Command command(PointId point, long seq, double value) {
        return new Command(EdgeSite.SITE.id(), point, value, "Cel", 1, seq, NOW, NOW + 300_000, "p", "plan");
    }

    private static Acknowledgement answer(PointId point, long seq, @Nullable Double applied) {
        return new Acknowledgement(point, 1, seq, Acknowledgement.Status.APPLIED, applied, NOW);
    }

    private Trajectory air() {
        return plant.trajectory(EdgeSite.AIR).orElseThrow();
    }

    @Test
    void onlyOurOwnAnswersSettleOurCommands() {
        plant.issued(command(EdgeSite.AIR, 1, 20));
        plant.accept(answer(EdgeSite.AIR, 9, null), false);
        assertThat(air().base()).isEqualTo(20);
        plant.accept(answer(EdgeSite.AIR, 1, null), true);
        assertThat(air().base()).as("settled, and nothing was told to be in force").isEqualTo(22);
        plant.accept(answer(EdgeSite.AIR, 9, 21.0), false);
        assertThat(air().inForce()).hasValue(21);
    }

    @Test
    void onlyACommandThatThePlantAppliedHasMovedIt() {
        plant.issued(command(EdgeSite.AIR, 1, 23));
        plant.accept(answer(EdgeSite.AIR, 1, null), true);
        assertThat(air().turnsWith(23.5, NOW)).as("it went on saving").isZero();
        plant.clear();
        plant.accept(EdgeSite.frame(NOW, Map.of()));
        plant.issued(command(EdgeSite.AIR, 1, 23));
        plant.accept(new Acknowledgement(EdgeSite.AIR, 1, 1, Acknowledgement.Status.REFUSED, null, NOW), true);
        assertThat(air().turnsWith(23.5, NOW)).as("perhaps its last move went down").isEqualTo(1);
    }

    @Test
    void whatCannotBeWrittenHasNoTrajectory() {
        plant.issued(command(EdgeSite.INLET, 1, 20));
        plant.accept(answer(EdgeSite.INLET, 1, 20.0), true);
        plant.recall(EdgeSite.INLET, 20, NOW);
        assertThat(plant.trajectory(EdgeSite.INLET)).isEmpty();
        assertThat(plant.readings().fresh(EdgeSite.INLET, NOW)).isPresent();
    }

    @Test
    void turnsOfAnEarlierLifeCount() {
        plant.recall(EdgeSite.AIR, 22, NOW - 3_000);
        plant.recall(EdgeSite.AIR, 21, NOW - 2_000);
        plant.recall(EdgeSite.AIR, 22, NOW - 1_000);
        assertThat(air().turnsWith(23, NOW)).as("perhaps up at first, then down, and this").isEqualTo(3);
    }

    @Test
    void aValueThatIsMissingOrMarkedChangesNothing() {
        Map<PointId, Double> values = new HashMap<>();
        values.put(EdgeSite.AIR, null);
        plant.accept(new Frame("boot", 1, NOW + 15_000, values, Map.of()));
        plant.accept(new Frame("boot", 1, NOW + 15_000, Map.of(EdgeSite.AIR, 25.0), Map.of(EdgeSite.AIR, "stale")));
        assertThat(air().inForce()).hasValue(22);
    }

    @Test
    void inAnotherLifeOfThePlantNothingIsKnownAndNoRackIsWarmYet() {
        plant.accept(EdgeSite.frame(NOW, Map.of(EdgeSite.INLET, 28.0)));
        assertThat(plant.inlets().hotFor(EdgeSite.HALL, NOW + 15_000)).isEqualTo(15_000);
        plant.clear();
        assertThat(air().inForce()).isEmpty();
        plant.accept(EdgeSite.frame(NOW + 60_000, Map.of(EdgeSite.INLET, 28.0)));
        assertThat(plant.inlets().hotFor(EdgeSite.HALL, NOW + 60_000)).isZero();
    }
}
