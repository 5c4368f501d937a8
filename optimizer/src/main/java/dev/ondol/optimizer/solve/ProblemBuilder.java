package dev.ondol.optimizer.solve;

import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.HallHeat;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.price.Tariff;
import dev.ondol.optimizer.price.Valuation;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.Occupancy;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.problem.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds the problem of a cycle, with a first solution from the plan before or by first fit.
public final class ProblemBuilder {
    /// More waiting jobs than this are left for later cycles, lowest priority and youngest first.
    public static final int MOST_JOBS = 300;
    private static final long MINUTE = 60_000;
    /// A job that should have ended is taken to go on for that long, minutes.
    private static final long OVERDUE_MINUTES = 5;

    private final PlantModel model;
    private final Tariff tariff;
    private volatile Weights weights = Weights.ENERGY;

    public ProblemBuilder(PlantModel model) {
        this.model = model;
        tariff = Tariff.of(model.site());
    }

    /// What counts from the next problem on; from any thread.
    public void weights(Weights chosen) {
        weights = chosen;
    }

    /// @param heat   of the same account
    /// @param before memory of the plan before
    public HorizonPlan build(Account account, HallHeat heat, CycleInput input, PlanMemory before) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            stages.add(new Stage(i, Stage.bound(i), Stage.bound(i + 1), input.weather().get(i)));
        }
        double[] inForce = model.middle();
        for (int i = 0; i < inForce.length; i++) {
            inForce[i] = input.inForce().get(i).orElse(inForce[i]);
        }
        double[][] airW = new double[stages.size()][];
        double[][] liquidW = new double[stages.size()][];
        for (Stage stage : stages) {
            long from = input.cycle() + stage.fromMinute() * MINUTE;
            heat.update(account, from, from + stage.minutes() * MINUTE);
            airW[stage.index()] = heat.airW();
            liquidW[stage.index()] = heat.liquidW();
        }
        Horizon horizon = new Horizon(input.cycle(), model, account.nodes(), occupancy(account, input.cycle()), stages,
                input.calibration(), Valuation.of(model.site(), tariff, weights, input.cycle(), Stage.bounds(), input
                        .weather()),
                inForce, airW, liquidW);
        List<SetpointStep> steps = new ArrayList<>();
        for (Actuator actuator : model.actuators()) {
            boolean held = input.held().containsKey(actuator.index());
            addSteps(steps, horizon, actuator, held, before);
        }
        return new HorizonPlan(horizon, jobs(account, horizon, before), steps);
    }

    private static Occupancy occupancy(Account account, long cycle) {
        Nodes nodes = account.nodes();
        Occupancy base = new Occupancy(nodes);
        Map<Integer, Map<Integer, Long>> shared = new HashMap<>();
        for (TrackedJob job : account.jobs()) {
            if (!job.holdsNodes()) {
                continue;
            }
            long until = Math.max(Math.ceilDiv(job.end() - cycle, MINUTE), OVERDUE_MINUTES);
            for (Assignment share : job.placement().assignments()) {
                int node = nodes.index(share.node());
                if (node >= 0) {
                    Integer sharedGpu = share.sharedGpu();
                    if (sharedGpu != null) {
                        shared.computeIfAbsent(node, ignored -> new HashMap<>()).merge(sharedGpu, until, Math::max);
                    }
                    base.take(node, sharedGpu == null ? share.gpus() : 0, share.replicas() * job.request().perReplica()
                            .cpuMilli(), share.replicas() * job.request().perReplica().memMiB(), account.dynamicW(job,
                                    node, job.gpus(share)),
                            until);
                }
            }
        }
        // A shared GPU is gone as a whole until the last of its jobs ends.
        shared.forEach((node, ends) -> ends.values().forEach(until -> base.take(node, 1, 0, 0, 0, until)));
        for (int node = 0; node < nodes.count(); node++) {
            if (!account.readiness().ready(node)) {
                base.sleeps(node, Math.ceilDiv(account.readiness().readyAt(node, cycle) - cycle, MINUTE));
            }
            if (!account.registrations().open(node)) {
                base.closed(node);
            } else if (account.registrations().of(node) != null) {
                base.take(node, account.registrations().missingGpus(node), account.registrations().missingCpuMilli(
                        node), account.registrations().missingMemMiB(node), 0, Slots.HORIZON_MINUTES);
            }
            PowerProfile profile = account.profile(node);
            if (profile != null) {
                base.wish(node, account.gpuPartW(node), profile);
            }
        }
        return base;
    }

    /// Values of the plan before where the slew limit still allows them, else as near as it does.
    private static void addSteps(List<SetpointStep> steps, Horizon horizon, Actuator actuator, boolean held,
            PlanMemory before) {
        double last = horizon.inForce(actuator.index());
        for (Stage stage : horizon.stages()) {
            double wanted = held ? last : before.value(actuator, horizon.cycle() + stage.fromMinute() * MINUTE, last);
            double reach = actuator.slew(stage.minutes() * MINUTE);
            if (actuator.saving(last, wanted) > reach) {
                wanted = last + Math.signum(wanted - last) * reach;
            }
            int place = actuator.nearestSafe(wanted);
            steps.add(new SetpointStep(actuator, stage, horizon.inForce(actuator.index()), held, place));
            last = held ? last : actuator.value(place);
        }
    }

    private static List<QueuedJob> jobs(Account account, Horizon horizon, PlanMemory before) {
        List<TrackedJob> waiting = account.jobs().stream().filter(job -> job.phase() == TrackedJob.Phase.WAITING)
                .sorted(Comparator.comparingInt((TrackedJob job) -> -job.request().priority())
                        .thenComparingLong(TrackedJob::arrival).thenComparing(job -> job.request().jobId()))
                .limit(MOST_JOBS).toList();
        FirstFit firstFit = new FirstFit(horizon);
        List<QueuedJob> jobs = new ArrayList<>();
        for (TrackedJob job : waiting) {
            Gang gang = new Gang(horizon, job.request(), job.arrival());
            jobs.add(firstFit.place(gang, before.choice(job.request().jobId())));
        }
        return jobs;
    }
}
