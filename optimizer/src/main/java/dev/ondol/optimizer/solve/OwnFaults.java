package dev.ondol.optimizer.solve;

import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.NodeUse;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Hard rules that a plan breaks although no plant and no queue forces it to: the search has ended too early. None of it reaches the
/// plant (jobs start where nodes are free, and the verifier moves no set-point faster than it may), but who looks after the
/// planner wants to know which rule it was. What the plant cannot keep is in [Conflicts].
public final class OwnFaults {
    private final HorizonPlan plan;
    private final Map<String, Long> worst = new LinkedHashMap<>();

    private OwnFaults(HorizonPlan plan) {
        this.plan = plan;
    }

    /// One text a rule and place, with the amount of the worst moment; empty where it breaks none.
    public static List<String> of(HorizonPlan plan) {
        OwnFaults faults = new OwnFaults(plan);
        faults.jobs();
        faults.setpoints();
        List<String> texts = new ArrayList<>();
        faults.worst.forEach((rule, amount) -> texts.add(rule + ": " + amount));
        return texts;
    }

    private void jobs() {
        Map<NodeUse.Place, long[]> nodes = new LinkedHashMap<>();
        Map<NodeUse.RackPlace, Long> racks = new LinkedHashMap<>();
        for (QueuedJob job : plan.getJobs()) {
            if (!job.placed()) {
                continue;
            }
            note("Whole gang", job.getId(), "replicas without a node", job.footprint().missing());
            note("GPU model", job.getId(), "nodes of another model", job.wrongModel() ? job.footprint().size() : 0);
            for (NodeUse use : job.uses()) {
                long[] sum = nodes.computeIfAbsent(use.place(), _ -> new long[3]);
                sum[0] += use.gpus();
                sum[1] += use.cpuMilli();
                sum[2] += use.memMiB();
                racks.merge(use.rackPlace(), use.watts(), Long::sum);
            }
        }
        nodes.forEach((place, sum) -> note("Node capacity", plan.getHorizon().nodes().name(place.node()),
                "GPUs, processors or memory too much", place.excess(sum[0], sum[1], sum[2])));
        racks.forEach((place, watts) -> note("Rack power", "rack " + place.rack(),
                "hundreds of watts too much", place.excess(watts)));
    }

    private void setpoints() {
        Map<String, Double> before = new LinkedHashMap<>();
        for (SetpointStep step : plan.getSteps()) { // in the order of the stages
            String point = step.getActuator().point().toString();
            double last = step.first() ? step.inForce() : before.getOrDefault(point, step.value());
            note("Slew limit", point, "tenths of its unit too fast", step
                    .excessSlew(last));
            before.put(point, step.value());
        }
    }

    private void note(String rule, String where, String what, long amount) {
        if (amount > 0) {
            worst.merge("%s at %s, %s".formatted(rule, where, what), amount, Math::max);
        }
    }
}
