package dev.ondol.optimizer.solve;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.NodeUse;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.problem.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// Proves the optimum of a golden problem with CP-SAT: one yes-or-no for each job, start slot, set of nodes and profile; hard rules are
/// constraints; first the least work left out, then of those plans the cheapest.
final class ExactOptimum {
    /// CP-SAT counts whole numbers: thousandths of a Wh.
    private static final double MILLI = 1000;
    private static final double BEND = 1e-9;

    private final HorizonPlan plan;
    private final Horizon horizon;
    private final CpModel model = new CpModel();
    private final List<Option> options = new ArrayList<>();
    private final Map<Scarce, Limit> limits = new HashMap<>();
    private final double[] stageFactor;
    private long proved;

    private enum What {
        GPUS, PROCESSORS, MEMORY, RACK_POWER
    }

    /// Something of a node or a rack in a slot.
    private record Scarce(What what, int of, int slot) {}

    /// One way to run a job.
    private record Option(QueuedJob job, int slot, int anchor, PowerProfile profile, long milliWh, BoolVar chosen) {}

    /// What may be taken of something, and who would take how much.
    private static final class Limit {
        private final long most;
        private final LinearExprBuilder taken = LinearExpr.newBuilder();
        private final Map<QueuedJob, Long> worst = new HashMap<>();

        Limit(long most) {
            this.most = most;
        }

        void add(QueuedJob job, BoolVar chosen, long amount) {
            taken.addTerm(chosen, amount);
            worst.merge(job, amount, Math::max);
        }

        boolean binds() {
            return worst.values().stream().mapToLong(Long::longValue).sum() > most;
        }
    }

    /// @param plan    the problem; its jobs are moved about and come back in the best plan where it was proved
    ExactOptimum(HorizonPlan plan) {
        Loader.loadNativeLibraries();
        this.plan = plan;
        horizon = plan.getHorizon();
        stageFactor = new double[Stage.COUNT];
        for (Stage stage : horizon.stages()) {
            stageFactor[stage.index()] = factor(stage);
        }
    }

    /// Facility power / IT power of further heat in a stage; refuses a plant that is not a straight line.
    private double factor(Stage stage) {
        double[] at = new double[3];
        for (int i = 0; i < at.length; i++) {
            long[] heat = new long[2 * horizon.halls()];
            heat[0] = i * 10_000L * stage.minutes();
            Estimate of = horizon.estimate(stage, heat, horizon.inForce());
            at[i] = of.facilityW;
        }
        double first = at[1] - at[0];
        double second = at[2] - at[1];
        if (Math.abs(first - second) > BEND * first) {
            throw new IllegalStateException("The plant of stage %d must be affine: 10 kW cost %s W, then %s W."
                    .formatted(stage.index(), first, second));
        }
        return first / 10_000;
    }

    /// @param known   a good plan of the same problem: where the proof starts from
    /// @param seconds wall time for each of the two proofs
    /// @return true where the optimum is proved; the plan's jobs are then moved to it
    boolean prove(HorizonPlan known, double seconds, int workers) {
        LinearExprBuilder left = LinearExpr.newBuilder();
        long all = 0;
        for (QueuedJob job : plan.getJobs()) {
            long weight = job.getGang().unplacedWeight();
            all += weight;
            List<Literal> ways = ways(job);
            model.addAtMostOne(ways);
            ways.forEach(way -> left.addTerm(way, -weight));
        }
        left.add(all);
        for (Limit limit : limits.values()) {
            if (limit.binds()) {
                model.addLessOrEqual(limit.taken, limit.most);
            }
        }
        CpSolver solver = new CpSolver();
        solver.getParameters().setMaxTimeInSeconds(seconds).setNumWorkers(workers);
        hint(option -> isAt(option, known));
        model.minimize(left);
        // A plan without work left out needs no proof that it leaves out the least.
        long least = known.getJobs().stream().filter(job -> !job.placed()).mapToLong(job -> job.getGang()
                .unplacedWeight()).sum();
        if (least > 0) {
            if (solver.solve(model) != CpSolverStatus.OPTIMAL) {
                return false;
            }
            if (Math.round(solver.objectiveValue()) < least) {
                model.clearHints();
                hint(option -> solver.booleanValue(option.chosen()));
            }
            least = Math.round(solver.objectiveValue());
        }
        model.addEquality(left, least);
        LinearExprBuilder cost = LinearExpr.newBuilder();
        options.forEach(option -> cost.addTerm(option.chosen(), option.milliWh()));
        model.minimize(cost);
        if (solver.solve(model) != CpSolverStatus.OPTIMAL) {
            return false;
        }
        plan.getJobs().forEach(job -> job.setSlot(null));
        for (Option option : options) {
            if (solver.booleanValue(option.chosen())) {
                move(option.job(), option.slot(), option.anchor(), option.profile());
            }
        }
        proved = Math.round(solver.objectiveValue() / MILLI);
        return true;
    }

    private void hint(Predicate<Option> chosen) {
        options.forEach(option -> model.addHint(option.chosen(), chosen.test(option)));
    }

    private static boolean isAt(Option option, HorizonPlan known) {
        QueuedJob job = known.getJobs().stream().filter(of -> of.getId().equals(option.job().getId())).findFirst()
                .orElseThrow();
        return Integer.valueOf(option.slot()).equals(job.getSlot()) && option.profile().equals(job.getProfile())
                && text(
                        job.footprint()).equals(text(job.getGang().footprint(option.anchor(), option.slot())));
    }

    /// What the queue costs in the proved optimum, as CP-SAT counts it, Wh.
    long costWh() {
        return proved;
    }

    private static void move(QueuedJob job, int slot, int anchor, PowerProfile profile) {
        job.setSlot(slot);
        job.setAnchor(anchor);
        job.setProfile(profile);
    }

    private List<Literal> ways(QueuedJob job) {
        Gang gang = job.getGang();
        List<Literal> ways = new ArrayList<>();
        for (PowerProfile profile : gang.profiles()) {
            for (int slot = gang.earliestSlot(); slot < Slots.COUNT; slot++) {
                Set<String> seen = new HashSet<>();
                for (int anchor : gang.anchors()) {
                    move(job, slot, anchor, profile);
                    if (job.footprint().missing() == 0 && job.minutesLate() == 0 && seen.add(text(job.footprint()))) {
                        BoolVar chosen = model.newBoolVar(job.getId() + "/" + options.size());
                        options.add(new Option(job, slot, anchor, profile, milliWh(job), chosen));
                        ways.add(chosen);
                        take(job, chosen);
                    }
                }
            }
        }
        return ways;
    }

    private static String text(Footprint footprint) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < footprint.size(); i++) {
            text.append(footprint.node(i)).append('x').append(footprint.replicas(i)).append(' ');
        }
        return text.toString();
    }

    private long milliWh(QueuedJob job) {
        double facilityWh = 0;
        for (Stage stage : horizon.stages()) {
            facilityWh += stageFactor[stage.index()] * job.draw().totalW()
                    * stage.overlap(job.startMinute(), job.endMinute()) / 60;
        }
        return Math.round((facilityWh + job.afterHorizonWh() + job.wakingWh() + job.waitingWh()) * MILLI);
    }

    private void take(QueuedJob job, BoolVar chosen) {
        var base = horizon.base();
        Map<NodeUse.RackPlace, Long> watts = new HashMap<>();
        for (NodeUse use : job.uses()) {
            NodeUse.Place place = use.place();
            int node = place.node();
            int slot = place.slot();
            limit(What.GPUS, node, slot, base.freeGpus(node, slot)).add(job, chosen, use.gpus());
            limit(What.PROCESSORS, node, slot, base.freeCpuMilli(node, slot)).add(job, chosen, use.cpuMilli());
            limit(What.MEMORY, node, slot, base.freeMemMiB(node, slot)).add(job, chosen, use.memMiB());
            watts.merge(use.rackPlace(), use.watts(), Long::sum);
        }
        watts.forEach(
                (of, sum) -> limit(What.RACK_POWER, of.rack(), of.slot(), base.rackHeadroomW(of.rack(), of.slot()))
                        .add(job, chosen, sum));
    }

    private Limit limit(What what, int of, int slot, long most) {
        return Objects
                .requireNonNull(limits.computeIfAbsent(new Scarce(what, of, slot), ignored -> new Limit(Math.max(0,
                        most))));
    }
}
