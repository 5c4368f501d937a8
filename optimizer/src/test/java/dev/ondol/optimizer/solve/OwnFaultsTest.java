package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.optimizer.model.Actuator.Kind;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Slots;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnFaultsTest {
    private final HorizonPlan plan = Queues.waiting(new Scenes("kr-edge"), 12, new Random(1));

    private void nobodyStarts() {
        plan.getJobs().forEach(job -> job.setSlot(null));
    }

    @Test
    void aPlanThatStartsNothingAndMovesNothingBreaksNoRuleOfItsOwn() {
        nobodyStarts();
        assertThat(OwnFaults.of(plan)).isEmpty();
    }

    @Test
    void jobsOnTheSameNodesAtTheSameTimeAreNamedByTheNode() {
        nobodyStarts();
        for (QueuedJob job : plan.getJobs()) {
            job.setAnchor(Collections.min(job.anchors()));
            job.setSlot(Slots.COUNT - 1); // what runs now has ended
        }
        assertThat(OwnFaults.of(plan)).anySatisfy(text -> assertThat(text).startsWith("Node capacity at node-"));
    }

    @Test
    void aSetpointThatLeapsTowardsSavingIsNamedOnce() {
        nobodyStarts();
        for (SetpointStep step : plan.getSteps()) {
            if (step.getActuator().kind() == Kind.SUPPLY_AIR) {
                boolean warm = step.getStage().index() % 2 == 1;
                step.setPlace(warm ? step.highestPlace() : step.lowestPlace());
            }
        }
        assertThat(OwnFaults.of(plan)).filteredOn(text -> text.startsWith("Slew limit")).isNotEmpty()
                .doesNotHaveDuplicates().allSatisfy(text -> assertThat(text).contains(
                        "/supply-air-temperature-setpoint"));
    }
}
