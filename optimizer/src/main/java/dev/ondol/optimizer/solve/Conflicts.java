package dev.ondol.optimizer.solve;

import dev.ondol.facility.plan.Plan.Conflict;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Hall;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.problem.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the best plan cannot keep: which rule, by how much, where, when, and what helps.
final class Conflicts {
    private static final long MINUTE = 60_000;
    private static final double NOISE = 1e-6;

    private final HorizonPlan plan;
    private final Horizon horizon;
    private final PlanWriter writer;
    private final Map<String, Conflict> found = new LinkedHashMap<>();

    Conflicts(HorizonPlan plan, PlanWriter writer) {
        this.plan = plan;
        horizon = plan.getHorizon();
        this.writer = writer;
    }

    /// One for each rule and place, with the worst moment's amount.
    List<Conflict> all() {
        for (Stage stage : horizon.stages()) {
            plant(stage, writer.values(stage.index()));
        }
        late();
        unplaced();
        return new ArrayList<>(found.values());
    }

    private void plant(Stage stage, double[] setpoints) {
        Estimate of = horizon.estimate(stage, writer.heat(stage), setpoints);
        add(stage, "Failover capacity", 100 * (of.plantLoad - 1), "%", PointCatalog.CHILLED_WATER,
                "Bring a chiller back, or cap or stop jobs.");
        for (int number = 0; number < horizon.halls(); number++) {
            Hall hall = horizon.hall(number);
            add(stage, "Inlet limit", of.inletC[number] - Horizon.INLET_LIMIT_C, "K", hall.equipment(),
                    "Bring cooling of the hall back, or cap or stop jobs there.");
            add(stage, "Failover capacity", 100 * (of.airLoad[number] - 1), "%", hall.equipment(),
                    "Bring an air handler back, or cap or stop jobs there.");
            add(stage, "Liquid limit", of.loopC[number] - Horizon.LIQUID_LIMIT_C, "K", PointCatalog.technologyLoop(hall
                    .id()), "Bring dry coolers or coolant units back, or cap or stop liquid-cooled jobs there.");
            add(stage, "Coolant rise", 100 * (of.coolantRise[number] - Horizon.COOLANT_RISE), "%", PointCatalog
                    .technologyLoop(hall.id()),
                    "Let the operator's envelope allow more coolant flow, or cap or stop liquid-cooled jobs there.");
            add(stage, "Failover capacity", 100 * (of.liquidLoad[number] - 1), "%", PointCatalog.technologyLoop(hall
                    .id()), "Bring a coolant unit back, or cap or stop liquid-cooled jobs there.");
        }
        double least = stage.outdoor().roomDewPointC() + Horizon.DEW_POINT_MARGIN_K;
        for (Actuator actuator : horizon.actuators()) {
            if (actuator.kind() == Actuator.Kind.CHILLED_WATER || actuator.kind() == Actuator.Kind.TECHNOLOGY_LOOP) {
                add(stage, "Dew point", least - setpoints[actuator.index()], "K", actuator.point().toString(),
                        "Dry the halls, or let the operator's envelope allow warmer water.");
            }
        }
    }

    private void add(Stage stage, String rule, double amount, String unit, String where, String remedy) {
        if (amount > NOISE) {
            add(new Conflict(rule, amount, unit, where, horizon.cycle() + stage.fromMinute() * MINUTE, horizon.cycle()
                    + stage.toMinute() * MINUTE, remedy));
        }
    }

    private void add(Conflict conflict) {
        found.merge(conflict.rule() + "/" + conflict.where(), conflict,
                (one, other) -> new Conflict(one.rule(), Math.max(
                        one.amount(), other.amount()), one.unit(), one.where(), Math.min(one.from(), other.from()),
                        Math.max(one
                                .until(), other.until()),
                        one.remedy()));
    }

    private void late() {
        for (QueuedJob job : plan.getJobs()) {
            if (job.placed() && job.minutesLate() > 0) {
                long end = horizon.cycle() + job.endMinute() * MINUTE;
                add(new Conflict("Deadline", job.minutesLate(), "min", job.getId(), end - job.minutesLate() * MINUTE,
                        end,
                        "Stop jobs of lower priority, or allow other GPU models."));
            }
        }
    }

    /// GPUs that the queue asks for in vain, by the models that it accepts.
    private void unplaced() {
        Map<String, Integer> gpus = new LinkedHashMap<>();
        for (QueuedJob job : plan.getJobs()) {
            if (!job.placed()) {
                List<String> models = job.getGang().request().perReplica().gpuModels();
                gpus.merge(models.isEmpty() ? "any" : String.join("|", models), job.getGang().request().gpus(),
                        Integer::sum);
            }
        }
        gpus.forEach((models,
                count) -> add(new Conflict("Unplaced work", count, "{GPU}", models, horizon.cycle(), horizon
                        .cycle() + Slots.HORIZON_MINUTES * MINUTE,
                        "Free GPUs of that model, allow others, or accept that the work starts after a day.")));
    }
}
