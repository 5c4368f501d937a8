package dev.ondol.benchmarks;

import dev.ondol.benchmarks.SolverSpeeds.Replan;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PlacementRequest.Strategy;
import dev.ondol.optimizer.OptimizerOptions;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.TrackedJob;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.placement.Records;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.solve.CycleInput;
import dev.ondol.optimizer.solve.PlanSolver;
import dev.ondol.optimizer.solve.Planner;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/// A nearly full site with a long queue: plans once, lets what was waited for come back to its length, and measures the plan of the
/// next cycle, which starts from the one before.
final class LongQueue {
    static final long CYCLE = 1_640_995_200_000L;
    private static final long NEXT = CYCLE + 300_000;
    private static final double FILL = 0.9;
    private static final double MOST_REPLICAS = 100;

    private final Site site;
    private final PlantModel model;
    private final Nodes nodes;
    private final PlacementDesk desk;
    private final Random random;
    private int jobs;
    private volatile boolean planning = true;

    LongQueue(Site site) {
        this(site, new Forgotten());
    }

    LongQueue(Site site, Records records) {
        this(site, records, 1);
    }

    /// @param seed of the jobs
    LongQueue(Site site, long seed) {
        this(site, new Forgotten(), seed);
    }

    private LongQueue(Site site, Records records, long seed) {
        random = new Random(seed);
        this.site = site;
        List<Actuator> actuators = Actuator.of(site, PointCatalog.of(site));
        model = new PlantModel(site, actuators);
        nodes = new Nodes(site);
        desk = new PlacementDesk(new PlantModel(site, actuators), nodes, records);
        desk.clock(CYCLE);
    }

    /// @param waiting length of the queue
    Replan measure(int waiting) throws InterruptedException {
        fill(FILL);
        queue(waiting);
        OptimizerOptions options = OptimizerOptions.defaults();
        try (PlanSolver solver = new PlanSolver(options.seed(), options.moves(), Duration.ofMinutes(10))) {
            Planner planner = new Planner(model, desk, solver);
            var _ = planner.run("first", input(CYCLE));
            desk.clock(NEXT);
            queue(waiting);
            heap().forEach(MemoryPoolMXBean::resetPeakUsage);
            Planner.Cycle cycle = planner.run("measured", input(NEXT));
            long bytes = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
            PlanSolver.Solved solved = cycle.solved();
            return new Replan(solved.plan().getJobs().size(), site.gpus(), solved.moves(), solved.first(), cycle.plan()
                    .solve().score(), solved.betterAfterMs(), solved.millis(), bytes >> 20);
        }
    }

    /// One plan of a nearly full site.
    ///
    /// @param waiting length of the queue
    Plan plan(int waiting, long seed, long moves) throws InterruptedException {
        fill(FILL);
        queue(waiting);
        try (PlanSolver solver = new PlanSolver(seed, moves, Duration.ofMinutes(10))) {
            return new Planner(model, desk, solver).run("plan", input(CYCLE)).plan();
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    PlacementDesk desk() {
        return desk;
    }

    PlantModel model() {
        return model;
    }

    Nodes nodes() {
        return nodes;
    }

    /// Jobs that may not start before the next hours, so that a plan has something to plan however empty the site is.
    void queueForLater(int waiting) {
        for (int i = 0; i < waiting; i++) {
            PlacementRequest of = request(1 + random.nextInt(16));
            var _ = desk.submit(new PlacementRequest(of.jobId(), of.gang(), of.perReplica(), of.workload(), 0, "",
                    new PlacementRequest.Time(CYCLE + 3_600_000L * (1 + random.nextInt(6)), null, of.time()
                            .durationMs(), false)),
                    Optional.empty());
        }
    }

    /// Ends planning with the plan that is being made.
    void plansNoMore() {
        planning = false;
    }

    /// Plans the same cycle again and again until [#plansNoMore] or the thread is interrupted; returns how often.
    int planOnAndOn() {
        OptimizerOptions options = OptimizerOptions.defaults();
        int plans = 0;
        try (PlanSolver solver = new PlanSolver(options.seed(), options.moves(), options.timeGuard())) {
            Planner planner = new Planner(model, desk, solver);
            while (planning && !Thread.currentThread().isInterrupted()) {
                var _ = planner.run("plan-" + plans, input(CYCLE));
                plans++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return plans;
    }

    /// Starts jobs until that share of the GPUs is in use.
    void fill(double share) {
        int used = 0;
        int refused = 0;
        while (used < share * site.gpus() && refused < 100) {
            PlacementRequest request = request(1 + random.nextInt(16));
            Placement placement = desk.submit(request, Optional.empty()).placement();
            if (placement.state() == Placement.State.PLACED) {
                desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, CYCLE - random
                        .nextInt(3_600_000)));
                used += request.gpus();
            } else {
                desk.cancel(placement.placementId());
                refused++;
            }
        }
    }

    private void queue(int waiting) {
        while (desk.read(account -> account.jobs().stream().filter(job -> job.phase() == TrackedJob.Phase.WAITING)
                .count()) < waiting) {
            var _ = desk.submit(request((int) Math.exp(Math.log(MOST_REPLICAS) * random.nextDouble())),
                    Optional.empty());
        }
    }

    private PlacementRequest request(int replicas) {
        List<String> models = List.copyOf(nodes.models());
        JobClass[] classes = JobClass.values();
        return new PlacementRequest("job-" + ++jobs, new PlacementRequest.Gang(replicas, Strategy.PACK),
                new PlacementRequest.Replica(4, List.of(models.get(random.nextInt(models.size()))), 32_000, 65_536),
                classes[random.nextInt(classes.length)], 0, "", new PlacementRequest.Time(CYCLE, null, 600_000 + random
                        .nextInt(6 * 3_600_000), false));
    }

    private CycleInput input(long cycle) {
        List<Outdoor> weather = new ArrayList<>();
        for (int i = 0; i < Stage.COUNT; i++) {
            double dryBulbC = 18 + 4 * Math.sin(i);
            weather.add(new Outdoor(dryBulbC, dryBulbC - 4, dryBulbC - 8));
        }
        List<OptionalDouble> inForce = model.actuators().stream().map(of -> OptionalDouble.of(switch (of.kind()) {
            case SUPPLY_AIR, CONDENSER_WATER -> 22;
            case PRESSURE -> 10;
            case CHILLED_WATER -> 17;
            case TECHNOLOGY_LOOP -> 36;
            case COOLANT_FLOW, UPS_MODULES -> of.limits().max();
            case UPS_ECO -> of.limits().min();
        })).toList();
        return new CycleInput(cycle, weather, inForce, Map.of(), Calibration.nameplate(model.halls()));
    }
}
