package dev.ondol.controllers.command;

import static dev.ondol.controllers.verify.EdgeSite.AIR;
import static dev.ondol.controllers.verify.EdgeSite.CATALOG;
import static dev.ondol.controllers.verify.EdgeSite.INLET;
import static dev.ondol.controllers.verify.EdgeSite.PRESSURE;
import static dev.ondol.controllers.verify.EdgeSite.SITE;
import static dev.ondol.controllers.verify.EdgeSite.frame;
import static dev.ondol.controllers.verify.EdgeSite.watched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.command.Reconciler.Write;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.PointId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// P16: warm racks are relieved whatever the plan says.
class ReliefTest {
    private static final long NOW = 1_700_000_100_000L;

    private final Reconciler reconciler = new Reconciler(CATALOG, new Verifier(SITE, CATALOG));
    private final Observations plant = watched(NOW);

    private void warm(double inletC, long ms) {
        for (long time = NOW + 15_000; time <= NOW + ms; time += 15_000) {
            plant.accept(frame(time, Map.of(INLET, inletC)));
        }
    }

    private static Desired wants(double airC) {
        return new Desired(new Plan("p", SITE.id(), NOW, NOW + 86_400_000,
                List.of(new SetpointSteps(AIR, List.of(new Step(
                        NOW, airC)), "energy")),
                List.of(), List.of(), new Plan.Expected(1, 1, 1, 1, 1), new Plan.Solve("0", 0, 0,
                        0, 0)),
                900_000, CATALOG);
    }

    private Map<PointId, Double> relief(double airC, long ms) {
        return reconciler.ramp(wants(airC), plant, NOW + ms).writes().stream().filter(write -> write.reason().equals(
                "relief")).collect(Collectors.toMap(write -> write.point().id(), Write::value));
    }

    @Test
    void fiveMinutesAboveTheRecommendedRangeBringAStepTowardsMoreCooling() {
        warm(27.4, 300_000);
        assertThat(relief(22, 300_000)).as("not yet five minutes since the first warm reading").isEmpty();
        warm(27.4, 315_000);
        Map<PointId, Double> relief = relief(24, 315_000);
        assertThat(relief).containsEntry(AIR, 21.5);
        assertThat(relief).as("although the plan does not name it").containsEntry(PRESSURE, 10.0);
    }

    @Test
    void aPlanThatCoolsMoreIsCarriedOutAtOnce() {
        warm(27.4, 315_000);
        assertThat(relief(20, 315_000)).containsEntry(AIR, 20.0);
    }

    @Test
    void oneCoolReadingEndsTheWait() {
        warm(27.4, 270_000);
        plant.accept(frame(NOW + 285_000, Map.of(INLET, 26.9)));
        plant.accept(frame(NOW + 300_000, Map.of(INLET, 27.4)));
        plant.accept(frame(NOW + 315_000, Map.of(INLET, 27.4)));
        assertThat(relief(22, 315_000)).isEmpty();
    }

    @Test
    void aboveTheAllowableRangeThereIsFullCoolingAtOnce() {
        warm(32.1, 15_000);
        Map<PointId, Double> relief = relief(24, 15_000);
        assertThat(relief).containsEntry(AIR, 18.0);
        assertThat(relief).containsEntry(PRESSURE, 20.0);
    }

    @Test
    void whatAnOperatorHoldsIsHisAllTheSame() {
        plant.overridden(Set.of(AIR));
        warm(32.1, 15_000);
        assertThat(relief(24, 15_000).keySet()).isEqualTo(Set.of(PRESSURE));
    }
}
