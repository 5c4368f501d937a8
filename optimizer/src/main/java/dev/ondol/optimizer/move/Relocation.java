package dev.ondol.optimizer.move;

import ai.timefold.solver.core.preview.api.domain.metamodel.GenuineEntityMetaModel;
import ai.timefold.solver.core.preview.api.domain.metamodel.PlanningSolutionMetaModel;
import ai.timefold.solver.core.preview.api.domain.metamodel.PlanningVariableMetaModel;
import ai.timefold.solver.core.preview.api.move.Move;
import ai.timefold.solver.core.preview.api.move.MutableSolutionView;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/// Several jobs get new places in one step of the search. Immutable.
final class Relocation implements Move<HorizonPlan> {
    private static final GenuineEntityMetaModel<HorizonPlan, QueuedJob> JOB = PlanningSolutionMetaModel.of(
            HorizonPlan.class, QueuedJob.class, SetpointStep.class).genuineEntity(QueuedJob.class);
    private static final PlanningVariableMetaModel<HorizonPlan, QueuedJob, Integer> SLOT = JOB.basicVariable(
            "slot");
    private static final PlanningVariableMetaModel<HorizonPlan, QueuedJob, Integer> ANCHOR = JOB
            .basicVariable("anchor");
    private static final PlanningVariableMetaModel<HorizonPlan, QueuedJob, PowerProfile> PROFILE = JOB.basicVariable(
            "profile");

    /// A job and its new place; null for none.
    record To(QueuedJob job, @Nullable Spot spot) {}

    private final List<To> all;

    Relocation(List<To> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void execute(MutableSolutionView<HorizonPlan> view) {
        for (To to : all) {
            QueuedJob job = to.job();
            Spot spot = to.spot();
            if (spot == null) {
                view.changeVariable(SLOT, job, null);
                continue;
            }
            if (!Integer.valueOf(spot.slot()).equals(job.getSlot())) {
                view.changeVariable(SLOT, job, spot.slot());
            }
            if (spot.anchor() != job.getAnchor()) {
                view.changeVariable(ANCHOR, job, spot.anchor());
            }
            if (!spot.profile().equals(job.getProfile())) {
                view.changeVariable(PROFILE, job, spot.profile());
            }
        }
    }

    @Override
    public SequencedCollection<Object> getPlanningEntities() {
        return new ArrayList<>(all.stream().map(To::job).toList());
    }

    @Override
    public SequencedCollection<@Nullable Object> getPlanningValues() {
        List<@Nullable Object> values = new ArrayList<>();
        all.forEach(to -> values.add(String.valueOf(to.spot())));
        return values;
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
