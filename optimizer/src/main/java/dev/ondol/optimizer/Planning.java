package dev.ondol.optimizer;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.dispatch.AssetDispatch;
import dev.ondol.optimizer.explain.PlanReview;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.forecast.WeatherOutlook;
import dev.ondol.optimizer.identify.ModelCard;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.NodeWatch;
import dev.ondol.optimizer.observe.PlantObserver;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.observe.ServerWatch;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.optimizer.price.Tariff;
import dev.ondol.optimizer.solve.CycleInput;
import dev.ondol.optimizer.solve.OwnFaults;
import dev.ondol.optimizer.solve.PlanSolver;
import dev.ondol.optimizer.solve.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans one cycle after the other: looks at the plant, solves, and says how it went. Who tells it that a cycle has come, and
/// what becomes of the plan, is not its business: a role does it over MQTT, a proof in one process. One thread.
public final class Planning implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Planning.class);
    private static final PointId LEAVES = PointId.of(PointCatalog.FABRIC, Quantity.LEAF_STANDBY_SETPOINT);
    private static final PointId PROCESSORS = PointId.of(PointCatalog.SERVICE_RACKS, Quantity.PROCESSOR_CLOCK_SETPOINT);

    private final Site site;
    private final List<Actuator> actuators;
    private final PlacementDesk desk;
    private final Readings readings;
    private final OptimizerOptions options;
    private final PlanSolver solver;
    private final Planner planner;
    private final NodeWatch nodes;
    private final ServerWatch servers;
    private PlantObserver observer;
    private ForecastWatch forecasts;
    private Optional<AssetDispatch> dispatch;
    private final Tariff tariff;
    private Weights weights;
    private Optional<PlanReview> review = Optional.empty();

    /// What came out of a cycle.
    ///
    /// @param plan   the plan
    /// @param sets   false where every set-point had to be left alone
    /// @param moves  moves evaluated
    /// @param cut    true where the time guard ended the search
    /// @param millis wall time of the search
    public record Planned(Plan plan, boolean sets, long moves, boolean cut, long millis) {}

    public Planning(Site site, List<Actuator> actuators, PlacementDesk desk, Readings readings,
            WeatherOutlook weather, OptimizerOptions options) {
        this.site = site;
        this.actuators = List.copyOf(actuators);
        this.desk = desk;
        this.readings = readings;
        this.options = options;
        tariff = Tariff.of(site);
        weights = options.weights();
        solver = new PlanSolver(options.seed(), options.moves(), options.timeGuard());
        planner = new Planner(new PlantModel(site, actuators), desk, solver);
        nodes = new NodeWatch(new Nodes(site), readings);
        servers = new ServerWatch(new Nodes(site), readings);
        observer = observer(weather);
        forecasts = new ForecastWatch(site, readings, weather);
        dispatch = dispatch();
    }

    /// Forgets what was planned and learned before: the clock has started a new life.
    public void restart(WeatherOutlook weather) {
        planner.forget();
        review = Optional.empty();
        observer = observer(weather);
        forecasts = new ForecastWatch(site, readings, weather);
        dispatch = dispatch();
    }

    private Optional<AssetDispatch> dispatch() {
        return site.assets().map(assets -> AssetDispatch.of(site, assets, readings, EnergyMarket.korea(site.location()
                .zone())));
    }

    private PlantObserver observer(WeatherOutlook weather) {
        return new PlantObserver(new PlantModel(site, actuators), readings, weather);
    }

    /// What counts from the next plan on.
    public void weights(Weights chosen) {
        weights = chosen;
    }

    /// The newest plan, to be asked about; empty before the first.
    public Optional<PlanReview> review() {
        return review;
    }

    /// Plans a cycle; empty as long as no weather was ever seen.
    ///
    /// @param cycle  plant time in milliseconds
    /// @param now    newest plant time in milliseconds
    /// @param planId unique name of the plan
    public Optional<Planned> plan(long cycle, long now, String planId) throws InterruptedException {
        watchNodes(now);
        watchServers(now);
        Optional<CycleInput> input = observer.look(cycle, now, desk);
        forecasts.look(now, desk.askedGpus());
        if (input.isEmpty()) {
            log.info("The cycle of plant time {} has no plan: the weather station has not reported yet.", cycle);
            return Optional.empty();
        }
        planner.weights(weights);
        Planner.Cycle done = planner.run(planId, input.get());
        PlanSolver.Solved solved = done.solved();
        if (solved.cut()) {
            log.warn("The search for the plan {} was cut by the time guard of {} after {} of {} moves.", planId,
                    options.timeGuard(), solved.moves(), options.moves());
        }
        if (!PlanSolver.feasible(solved.plan()) && done.plan().conflicts().isEmpty()) {
            log.warn(
                    "The plan {} breaks rules that nothing forces it to break ({}): {}. None of it reaches the plant; the next plan "
                            + "searches anew.",
                    planId, done.plan().solve().score(), String.join("; ", OwnFaults.of(solved.plan())));
        }
        Plan plan = done.plan().and(serviceRacks(cycle, now));
        if (dispatch.isPresent()) {
            plan = plan.and(dispatch.get().plan(cycle, now));
        }
        review = Optional.of(new PlanReview(plan, solved.plan(), weights, tariff, observer.card()));
        return Optional.of(new Planned(plan, input.get().held().size() < actuators.size(), solved.moves(),
                solved.cut(), solved.millis()));
    }

    /// Leaf switches may always rest where all nodes under them sleep: they are up before those are awake. Processors of service racks run as
    /// slowly as the operator allows: the same work takes less energy there, and none of it has a service level of its own.
    private List<SetpointSteps> serviceRacks(long cycle, long now) {
        List<SetpointSteps> steps = new ArrayList<>();
        if (site.knowsLeafSwitches()) {
            steps.add(always(LEAVES, 1, cycle, now));
        }
        site.envelope().processorClockPercent()
                .ifPresent(clock -> steps.add(always(PROCESSORS, clock.min(), cycle, now)));
        return steps;
    }

    /// The same in each plan, unless an operator holds the set-point or the plant does not tell it.
    private SetpointSteps always(PointId setpoint, double value, long cycle, long now) {
        Optional<String> alone = observer.leftAlone(setpoint, now);
        return new SetpointSteps(setpoint, alone.isPresent() ? List.of() : List.of(new Step(cycle, value)),
                alone.orElse(
                        "energy"));
    }

    /// What nodes are to do from now on: between two plans too, because jobs do not wait for plans.
    ///
    /// @param plan the newest one
    /// @param now  newest plant time in milliseconds
    public NodeOrders orders(Plan plan, long now) {
        watchNodes(now);
        return new NodeOrders(site.id(), plan.id(), now, desk.read(Planner::profiles), desk.rest());
    }

    /// Looks what nodes say of themselves.
    ///
    /// @param now newest plant time in milliseconds
    public void watchNodes(long now) {
        desk.read(account -> {
            nodes.look(account, now);
            return account;
        });
    }

    private void watchServers(long now) {
        desk.read(account -> {
            servers.look(account, now);
            return account;
        });
    }

    /// What is expected of the coming day.
    ///
    /// @param now newest plant time in milliseconds
    public List<Outlook> outlooks(long now) {
        return forecasts.outlooks(now);
    }

    /// What was learned of the plant; empty before there is enough to learn from.
    public Optional<ModelCard> card() {
        return observer.card();
    }

    /// Goes on from what was learned before.
    public void goOn(ModelCard before) {
        observer.goOn(before);
    }

    @Override
    public void close() {
        solver.close();
    }
}
