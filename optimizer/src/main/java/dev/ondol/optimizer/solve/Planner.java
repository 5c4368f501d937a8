package dev.ondol.optimizer.solve;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.Slots;
import java.util.ArrayList;
import java.util.List;

/// Runs planning cycles one after the other on one account. One thread at a time; the desk may answer requests meanwhile.
public final class Planner {
    private final PlantModel model;
    private final PlacementDesk desk;
    private final PlanSolver solver;
    private final ProblemBuilder builder;
    private PlanMemory memory = PlanMemory.none();

    /// @param model a model of its own, not shared with the desk
    public Planner(PlantModel model, PlacementDesk desk, PlanSolver solver) {
        this.model = model;
        this.desk = desk;
        this.solver = solver;
        builder = new ProblemBuilder(model);
    }

    /// The plan, and what the solver says about itself.
    public record Cycle(Plan plan, PlanSolver.Solved solved) {}

    /// Forgets what was planned before: the clock has started a new life.
    public void forget() {
        memory = PlanMemory.none();
    }

    /// What counts from the next cycle on; from any thread.
    public void weights(Weights chosen) {
        builder.weights(chosen);
    }

    /// Solves one cycle and promises nodes to the jobs that may start in it.
    public Cycle run(String planId, CycleInput input) throws InterruptedException {
        HorizonPlan problem = desk.heat(heat -> desk.read(account -> builder.build(account, heat, input, memory)));
        new SetpointDescent(problem).run();
        PlanSolver.Solved solved = solver.solve(problem);
        HorizonPlan best = solved.plan();
        memory = PlanMemory.of(best);
        PlanWriter writer = new PlanWriter(best);
        int queued = desk.read(Planner::waiting);
        List<Placement> starts = desk.carryOut(writer.starts());
        int left = queued - problem.getJobs().size();
        Plan plan = new Plan(planId, model.site().id(), input.cycle(), input.cycle() + Slots.HORIZON_MINUTES * 60_000L,
                writer.setpoints(input.held()), starts, desk.read(Planner::profiles), desk.rest(), writer.expected(),
                new Plan.Solve(String.valueOf(best.getScore()), solved.moves(), queued, writer.unplaced() + Math.max(0,
                        left), solved.millis()),
                writer.conflicts());
        return new Cycle(plan, solved);
    }

    private static int waiting(Account account) {
        return (int) account.jobs().stream().filter(job -> job.phase() == TrackedJob.Phase.WAITING).count();
    }

    /// The power profile that each node has to have for the jobs on it, as far as it is another than uncapped. A node that was
    /// emptied keeps its profile: it draws no less without it, and the next job mostly wishes the same.
    public static List<Plan.NodeProfile> profiles(Account account) {
        Nodes nodes = account.nodes();
        List<Plan.NodeProfile> profiles = new ArrayList<>();
        for (int node = 0; node < nodes.count(); node++) {
            PowerProfile profile = account.empty(node) ? account.published(node) : account.profile(node);
            account.published(node, profile);
            if (profile != null && profile.kind() != PowerProfile.Kind.NONE) {
                profiles.add(new Plan.NodeProfile(nodes.name(node), profile.id(), profile.setting(), profile
                        .kind() == PowerProfile.Kind.GPU_CLOCK));
            }
        }
        return profiles;
    }
}
