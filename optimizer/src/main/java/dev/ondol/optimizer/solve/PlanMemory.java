package dev.ondol.optimizer.solve;

import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the plan before decided, so that the next one starts from it. Immutable.
public final class PlanMemory {
    private static final long MINUTE = 60_000;

    /// @param startAt plant time in milliseconds
    record Choice(long startAt, int anchor, PowerProfile profile) {}

    private final Map<Integer, TreeMap<Long, Double>> values = new HashMap<>();
    private final Map<String, Choice> choices = new HashMap<>();

    private PlanMemory() {}

    /// Nothing was planned before.
    public static PlanMemory none() {
        return new PlanMemory();
    }

    static PlanMemory of(HorizonPlan plan) {
        PlanMemory memory = new PlanMemory();
        long cycle = plan.getHorizon().cycle();
        for (SetpointStep step : plan.getSteps()) {
            if (!step.isHeld()) {
                memory.values.computeIfAbsent(step.getActuator().index(), ignored -> new TreeMap<>())
                        .put(cycle + step.getStage().fromMinute() * MINUTE, step.value());
            }
        }
        for (QueuedJob job : plan.getJobs()) {
            if (job.placed()) {
                memory.choices.put(job.getId(), new Choice(cycle + job.startMinute() * MINUTE, job.getAnchor(), job
                        .getProfile()));
            }
        }
        return memory;
    }

    /// The value planned for that time, or the given one where nothing was planned.
    double value(Actuator actuator, long time, double otherwise) {
        TreeMap<Long, Double> of = values.get(actuator.index());
        Map.Entry<Long, Double> entry = of == null ? null : of.floorEntry(time);
        return entry == null ? otherwise : entry.getValue();
    }

    @Nullable
    Choice choice(String jobId) {
        return choices.get(jobId);
    }
}
