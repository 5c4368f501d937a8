package dev.ondol.optimizer.explain;

import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.explain.PlanAlternatives.Alternative;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.price.Tariff;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.SetpointStep;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.solve.PlanSolver;
import dev.ondol.optimizer.solve.SetpointDescent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A plan that has gone out, kept to be asked about. It keeps decisions only, not what the search remembered; each answer works on a
/// copy. Thread-safe: answers are given one at a time.
public final class PlanReview {
    /// Moves of the search by another weight; it begins at the plan.
    private static final long MOVES = 2_000;
    private static final Duration GUARD = Duration.ofSeconds(5);

    private record Queued(PlacementRequest request, long arrival, @Nullable Integer slot, int anchor,
            PowerProfile profile) {}

    private record Setting(Actuator actuator, Stage stage, double inForce, boolean held, int place) {}

    private final Plan plan;
    private final Horizon horizon;
    private final Weights weights;
    private final Tariff tariff;
    private final Optional<ModelCard> card;
    private final List<Queued> queue = new ArrayList<>();
    private final List<Setting> sets = new ArrayList<>();
    private @Nullable PlanAlternatives alternatives;

    /// @param solved  the solution that the plan was written from
    /// @param weights by which it was found
    /// @param tariff  of the site
    /// @param card    what was known of the plant
    public PlanReview(Plan plan, HorizonPlan solved, Weights weights, Tariff tariff, Optional<ModelCard> card) {
        this.plan = plan;
        this.weights = weights;
        this.card = card;
        horizon = solved.getHorizon();
        this.tariff = tariff;
        for (QueuedJob job : solved.getJobs()) {
            queue.add(new Queued(job.getGang().request(), job.getGang().arrival(), job.getSlot(), job.getAnchor(), job
                    .getProfile()));
        }
        for (SetpointStep step : solved.getSteps()) {
            sets.add(new Setting(step.getActuator(), step.getStage(), step.inForce(), step.isHeld(), step.getPlace()));
        }
    }

    public Plan plan() {
        return plan;
    }

    private HorizonPlan copy(Weights by) {
        Horizon own = horizon.by(by);
        List<QueuedJob> jobs = new ArrayList<>();
        queue.forEach(job -> jobs.add(new QueuedJob(new Gang(own, job.request(), job.arrival()), job.slot(), job
                .anchor(), job.profile())));
        List<SetpointStep> steps = new ArrayList<>();
        sets.forEach(set -> steps.add(new SetpointStep(set.actuator(), set.stage(), set.inForce(), set.held(), set
                .place())));
        return new HorizonPlan(own, jobs, steps);
    }

    /// Why the plan is as it is.
    ///
    /// @param desk knows jobs and nodes of now
    public synchronized PlanExplanation explain(PlacementDesk desk) {
        PlanFigures figures = new PlanFigures(copy(weights));
        Uncertainty uncertainty = new Uncertainty(horizon.calibration(), card);
        SetpointReasons setpoints = new SetpointReasons(figures, uncertainty);
        JobReasons jobs = new JobReasons(figures, uncertainty);
        RestReasons rest = new RestReasons(figures, uncertainty);
        return new PlanExplanation(plan.id(), plan.cycle(), weights, figures.outlay(tariff), figures.held(tariff),
                setpoints.all(), setpoints.together(), jobs.all(), jobs.left(),
                desk.read(account -> rest.all(account, plan
                        .rest())));
    }

    /// What each weight alone would change: from the plan on, set-points downhill and a short search. Reckoned once.
    public synchronized PlanAlternatives alternatives() throws InterruptedException {
        PlanAlternatives known = alternatives;
        if (known != null) {
            return known;
        }
        Map<String, Weights> single = new LinkedHashMap<>();
        single.put("energy", new Weights(1, 0, 0, 0));
        single.put("carbon", new Weights(0, 1, 0, 0));
        single.put("money", new Weights(0, 0, 1, 0));
        single.put("water", new Weights(0, 0, 0, 1));
        List<Alternative> found = new ArrayList<>();
        try (PlanSolver solver = new PlanSolver(1, MOVES, GUARD)) {
            for (Map.Entry<String, Weights> weight : single.entrySet()) {
                HorizonPlan other = copy(weight.getValue());
                if (!weight.getValue().equals(weights.normal())) {
                    new SetpointDescent(other).run();
                    other = solver.solve(other).plan();
                }
                found.add(new Alternative(weight.getKey(), new PlanFigures(other).outlay(tariff), setpoints(other),
                        starts(other)));
            }
        }
        PlanAlternatives all = new PlanAlternatives(plan.id(), plan.cycle(), weights, new PlanFigures(copy(weights))
                .outlay(tariff), found);
        alternatives = all;
        return all;
    }

    private int setpoints(HorizonPlan other) {
        Set<Actuator> changed = new HashSet<>();
        for (int i = 0; i < sets.size(); i++) {
            if (other.getSteps().get(i).getPlace() != sets.get(i).place()) {
                changed.add(sets.get(i).actuator());
            }
        }
        return changed.size();
    }

    private int starts(HorizonPlan other) {
        int changed = 0;
        for (int i = 0; i < queue.size(); i++) {
            QueuedJob job = other.getJobs().get(i);
            Queued was = queue.get(i);
            boolean same = Objects.equals(job.getSlot(), was.slot()) && job.getAnchor() == was.anchor()
                    && job.getProfile().equals(was.profile());
            changed += same ? 0 : 1;
        }
        return changed;
    }
}
