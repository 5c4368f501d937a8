package dev.ondol.optimizer;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.site.Site;
import dev.ondol.historian.plan.ModelStore;
import dev.ondol.historian.reading.History;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.optimizer.explain.PlanReview;
import dev.ondol.optimizer.forecast.Outlook;
import dev.ondol.optimizer.forecast.WeatherForecast;
import dev.ondol.optimizer.metering.JobCost;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementDesk;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans each cycle that the clock reaches, the newest first, and looks every minute between them what nodes are to do, on a thread
/// of its own.
final class PlanningThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlanningThread.class);
    private static final long PATIENCE_MS = 5_000;

    /// Where plans and orders go.
    interface Outlet {
        void planned(Published plan);

        void ordered(NodeOrders orders);

        /// What jobs took that have ended.
        void metered(List<JobCost> ended);

        /// Comes after its plan.
        void explained(PlanExplanation explanation);
    }

    private final Site site;
    private final List<Actuator> actuators;
    private final PlacementDesk desk;
    private final Readings readings;
    private final History history;
    private final ModelStore models;
    private final OptimizerOptions options;
    private final JobMeter meter;
    private final Outlet outlet;
    private final Thread thread = Thread.ofPlatform().name("optimize-planner").unstarted(this::run);
    private final Agenda agenda = new Agenda();
    // Only used on the thread itself.
    private boolean anew = true;
    private @Nullable NodeOrders ordered;
    private boolean settled;
    private volatile @Nullable Published newest;
    private volatile @Nullable PlanReview review;
    private volatile Weights weights;
    private volatile List<Outlook> outlooks = List.of();
    private final ConflictLog conflicts = new ConflictLog();
    private final AtomicLong plans = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();

    PlanningThread(Site site, List<Actuator> actuators, PlacementDesk desk, Readings readings, History history,
            ModelStore models, OptimizerOptions options, JobMeter meter, Outlet outlet) {
        this.site = site;
        this.actuators = actuators;
        this.desk = desk;
        this.readings = readings;
        this.history = history;
        this.models = models;
        this.options = options;
        this.meter = meter;
        weights = options.weights();
        this.outlet = outlet;
    }

    void start() {
        thread.start();
    }

    /// Notes a clock tick; it leads to a plan where it reaches a cycle that was not planned yet, and to orders each minute.
    void tick(ClockTick tick) {
        agenda.tick(tick);
    }

    /// The clock has started a new life: nothing that was planned or read before counts.
    void forget() {
        agenda.forget();
    }

    Optional<Published> newest() {
        return Optional.ofNullable(newest);
    }

    /// The newest plan, to be asked about.
    Optional<PlanReview> review() {
        return Optional.ofNullable(review);
    }

    /// What was expected of the coming day at the newest plan.
    List<Outlook> outlooks() {
        return outlooks;
    }

    Weights weights() {
        return weights;
    }

    /// What counts from the next plan on.
    void weights(Weights chosen) {
        weights = chosen;
    }

    long newestCycle() {
        Published plan = newest;
        return plan == null ? 0 : plan.plan().cycle();
    }

    long plans() {
        return plans.get();
    }

    /// Cycles in which the time guard cut the search.
    long cut() {
        return cut.get();
    }

    private void run() {
        try (Planning planning = new Planning(site, actuators, desk, readings, forecast(), options)) {
            while (true) {
                Agenda.Task task = agenda.take();
                ClockTick tick = task.tick();
                if (task.anew()) {
                    anew = true;
                    settled = false;
                }
                measure(tick);
                if (!task.plan()) {
                    order(tick, planning);
                    continue;
                }
                if (anew) {
                    anew = false;
                    WeatherForecast weather = forecast();
                    PastWeather.recall(history, tick.plant(), weather);
                    planning.restart(weather);
                    PastModel.recall(models, tick.plant()).ifPresent(planning::goOn);
                }
                try {
                    if (!plan(tick, planning) && !settled) {
                        agenda.again(tick); // the retained clock comes before the first frames
                    }
                } catch (RuntimeException e) {
                    log.error("The cycle of plant time {} has no plan; the plant keeps the plan before.", Agenda.cycle(
                            tick), e);
                }
                if (lockStep(tick) && Agenda.minute(tick) > Agenda.cycle(tick)) {
                    order(tick, planning);
                }
            }
        } catch (InterruptedException e) {
            log.debug("Planning ends.", e);
        }
    }

    /// Shares what the meters have counted among the jobs that run.
    private void measure(ClockTick tick) {
        if (anew) {
            meter.forget();
        }
        List<JobCost> ended = desk.read(account -> meter.read(account, tick.plant()));
        if (!ended.isEmpty()) {
            outlet.metered(ended);
        }
    }

    private WeatherForecast forecast() {
        return new WeatherForecast(site.location().longitude());
    }

    /// A plant in lock-step waits each minute for the orders of its nodes, whether they have changed or not.
    private static boolean lockStep(ClockTick tick) {
        return tick.rate() == 0;
    }

    /// Orders of nodes where they have changed since the last ones.
    private void order(ClockTick tick, Planning planning) {
        Published followed = newest;
        NodeOrders before = ordered;
        if (anew || followed == null) {
            return;
        }
        try {
            NodeOrders orders = planning.orders(followed.plan(), tick.plant());
            if (lockStep(tick) || before == null || !orders.plan().equals(before.plan())
                    || !orders.changedSince(before).isEmpty()) {
                ordered = orders;
                outlet.ordered(orders);
            }
        } catch (RuntimeException e) {
            log.error("Nodes get no orders at plant time {}; they go on as before.", tick.plant(), e);
        }
    }

    /// @return true where the plan sets something
    private boolean plan(ClockTick tick, Planning planning) throws InterruptedException {
        long cycle = Agenda.cycle(tick);
        planning.weights(weights);
        Optional<Planning.Planned> planned = planning.plan(cycle, tick.plant(),
                "plan-%d-%d-%s".formatted(cycle / 1000, plans.get(), tick.run()));
        if (planned.isEmpty()) {
            return false;
        }
        if (planned.get().cut()) {
            cut.incrementAndGet();
        }
        Published published = new Published(planned.get().plan(), planning.card());
        newest = published;
        plans.incrementAndGet();
        outlooks = planning.outlooks(tick.plant());
        ordered = NodeOrders.of(published.plan());
        outlet.planned(published);
        conflicts.tell(published.plan());
        planning.review().ifPresent(this::explain);
        settled |= planned.get().sets();
        return planned.get().sets();
    }

    /// After the plan has gone out, so that it does not wait for its explanation.
    private void explain(PlanReview of) {
        review = of;
        try {
            outlet.explained(of.explain(desk));
        } catch (RuntimeException e) {
            log.error("The plan {} has no explanation.", of.plan().id(), e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
